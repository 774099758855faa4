"""Takes a folder of articles in: files to rows, one transaction a file, repeatable, with a report."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from blog.interchange import articles
from blog.interchange.articles import Article
from blog.interchange.front_matter import FileError
from blog.models import Category, Image, Post
from blog.models.addresses import RESERVED
from blog.models.tag import Tag
from blog.rendering import RenderError, image_sources, replace_image_sources
from blog.tagging import folded

SUFFIXES = {".md", ".markdown", ".mdown"}


@dataclass
class Report:
    """What became of each file, by its path within the folder."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)  # why, with the line
    notes: dict[str, list[str]] = field(default_factory=dict)  # what a person should look at


def find_files(folder: Path) -> list[Path]:
    """The Markdown files below a folder, in order of their paths; hidden ones and links out of it are left alone."""
    root = folder.resolve()
    found = (path for path in root.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    visible = (
        path for path in found if not any(part.startswith((".", "_site")) for part in path.relative_to(root).parts)
    )
    return sorted(path for path in visible if path.resolve().is_relative_to(root))


def import_folder(folder: Path, progress: Callable[[list[Path]], Iterable[Path]] = iter) -> Report:
    """Take every Markdown file below a folder in. A bad file is reported, and the others still go in.

    Args:
        progress: wraps the list of files, to show how far it is.
    """
    root, report = folder.resolve(), Report()
    taken: set[int] = set()  # rows that files of this run became
    for path in progress(find_files(root)):
        name = str(path.relative_to(root))
        try:
            with transaction.atomic():
                outcome, notes, row = _import_file(root, path, taken)
        except FileError as error:
            report.failed[name] = f"line {error.line}: {error}" if error.line else str(error)
        except (RenderError, ValidationError) as error:
            report.failed[name] = _reasons(error)
        else:
            taken.add(row)
            getattr(report, outcome).append(name)
            if notes:
                report.notes[name] = notes
    return report


def _import_file(root: Path, path: Path, taken: set[int]) -> tuple[str, list[str], int]:
    article = articles.read(path, timezone.get_default_timezone())
    notes = list(article.notes)
    body = _with_stored_images(article.body, root, path, notes)
    post = _existing(article, taken) or Post(slug=_new_slug(article, notes))
    is_new = post.pk is None
    before = _state(post)
    _fill(post, article, body, notes)
    if not is_new and _state(post) == before and _tag_keys(post) == {folded(name) for name in article.tags}:
        return "unchanged", [], post.pk
    post.full_clean(validate_unique=False, validate_constraints=False, exclude=["tags"])
    Tag.objects.check_names(article.tags)
    post.save()
    post.tags.set(article.tags)
    notes += [_note(warning, article.body_line) for warning in post.warnings]
    return ("created" if is_new else "updated"), notes, post.pk


def _existing(article: Article, taken: set[int]) -> Post | None:
    """The post that a file became before: by title and date, else by its slug, old ones too.

    Never one that another file of this run became: two files with one slug are two posts.
    """
    free = Post.objects.exclude(pk__in=taken)
    same = free.filter(title=article.title, published_at=article.date)
    found = same.filter(slug=article.slug).first() or same.first()
    if found or not article.slug:
        return found
    return (
        free.filter(slug=article.slug).first() or free.filter(pk__in=Post.formerly(article.slug).values("pk")).first()
    )


def _new_slug(article: Article, notes: list[str]) -> str:
    """The file's slug, with a number behind it when it is taken or an address of the site itself."""
    if not article.slug:
        return ""
    numbered = (f"{article.slug}-{number}" for number in itertools.count(2))
    free = (
        slug
        for slug in itertools.chain([article.slug], numbered)
        if slug.lower() not in RESERVED and not _is_taken(slug)
    )
    slug = next(free)
    if slug != article.slug:
        notes.append(f"slug {article.slug!r} is taken: this post has {slug!r}")
    return slug


def _is_taken(slug: str) -> bool:
    return Post.objects.filter(slug=slug).exists() or Post.formerly(slug).exists()


def _fill(post: Post, article: Article, body: str, notes: list[str]) -> None:
    post.title, post.body, post.language = article.title, body, article.language
    post.published_at, post.updated_at, post.pinned = article.date, article.updated or post.updated_at, article.pinned
    if post.pk is None or post.status != Post.Status.WITHDRAWN:
        post.status = Post.Status.DRAFT if article.is_draft else Post.Status.PUBLISHED
    if article.category:
        post.category = _category(article.category)
    if article.author:
        post.author = get_user_model().objects.filter(username=article.author).first()
        if post.author is None:
            notes.append(f"no account is named {article.author!r}: the post has no author of its own")


def _category(name: str) -> Category:
    category = Category.objects.filter(name__iexact=name).first() or Category(name=name)
    if category.pk is None:
        category.save()
    return category


def _state(post: Post) -> tuple[object, ...]:
    names = ("title", "body", "language", "published_at", "updated_at", "pinned", "status", "category_id", "author_id")
    return tuple(getattr(post, name) for name in names)


def _tag_keys(post: Post) -> set[str]:
    return set(post.tags.values_list("folded", flat=True))


def _with_stored_images(body: str, root: Path, path: Path, notes: list[str]) -> str:
    """Copy the pictures that lie beside the file into the media store, and point the text at them."""
    addresses = {}
    for address in sorted(image_sources(body)):
        if urlsplit(address).scheme or address.startswith(("//", settings.MEDIA_URL)):
            continue
        file = next((file for file in _places(address, root, path) if file.is_file()), None)
        if file is None:
            notes.append(f"image {address} is not there")
            continue
        try:
            addresses[address] = Image.store(file.read_bytes(), file.name).file.url
        except ValidationError as error:
            notes.append(f"image {address} left out: {' '.join(error.messages)}")
    return replace_image_sources(body, addresses)


def _places(address: str, root: Path, path: Path) -> Iterator[Path]:
    """Where an image may lie, never outside the folder.

    Beside the file, in a folder of the file's name (Hexo), or, from there up to the root, in a folder of files that are
    served as they are: `static` (Hugo), `source` (Hexo), `public`, `assets`.
    """
    relative = unquote(address.split("?")[0].split("#")[0]).lstrip("/")
    parents = [parent for parent in path.parents if parent.is_relative_to(root)]
    served = [parent / name for parent in parents for name in ("", "static", "source", "public", "assets")]
    for base in (path.parent, path.with_suffix(""), *served):
        place = (base / relative).resolve()
        if place.is_relative_to(root):
            yield place


def _reasons(error: RenderError | ValidationError) -> str:
    """Why a file failed, with the fields in question."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return "; ".join(getattr(error, "messages", [str(error)]))


def _note(warning: dict[str, object], body_line: int) -> str:
    line = int(str(warning["line"])) + body_line - 1
    return f"line {line}, column {warning['column']}: {warning['kind']}: {warning['detail'] or warning['excerpt']}"
