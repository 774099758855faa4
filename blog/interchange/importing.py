"""Takes a folder of articles in: files to rows, one transaction a file, repeatable, with a report."""

import hashlib
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from blog.interchange import articles, files, serials
from blog.interchange.articles import Article
from blog.interchange.front_matter import FileError
from blog.models import Category, Post, Site, referring, related
from blog.models.addresses import RESERVED
from blog.models.tag import Tag
from blog.rendering import RenderError

SUFFIXES = {".md", ".markdown", ".mdown", ".qmd"}


@dataclass
class Report:
    """What became of each file, by its path within the folder."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)  # why, with the line
    notes: dict[str, list[str]] = field(default_factory=dict)  # what a person should look at


@dataclass(frozen=True)
class _Outcome:
    """What became of one file."""

    word: str  # created, updated, unchanged
    post: int
    origins: tuple[int, ...]  # the line of the file from which each line of its text is
    notes: list[str] = field(default_factory=list)
    is_new_part: bool = False  # of a series, and the file gives no number


def find_files(folder: Path) -> list[Path]:
    """The Markdown files below a folder, in order of their paths; hidden ones and links out of it are left alone."""
    root = folder.resolve()
    found = (path for path in root.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    visible = (
        path for path in found if not any(part.startswith((".", "_site")) for part in path.relative_to(root).parts)
    )
    return sorted(path for path in visible if path.resolve().is_relative_to(root))


def import_folder(
    folder: Path, progress: Callable[[list[Path]], Iterable[Path]] = iter, *, breaks_lines: bool = False
) -> Report:
    """Take every Markdown file below a folder in. A bad file is reported, and the others still go in.

    Args:
        breaks_lines: whether a line end within a paragraph breaks the line, as in Hexo.
        progress: wraps the list of files, to show how far it is.
    """
    root, report = folder.resolve(), Report()
    taken: set[int] = set()  # rows that files of this run became
    parts: set[int] = set()  # of series, whose numbers follow from their dates
    texts: dict[str, _Outcome] = {}  # by file
    with related.postponed():
        for path in progress(find_files(root)):
            name = str(path.relative_to(root))
            try:
                outcome = _import_file(root, path, taken, breaks_lines=breaks_lines)
            except FileError as error:
                report.failed[name] = f"line {error.line}: {error}" if error.line else str(error)
            except (RenderError, ValidationError) as error:
                report.failed[name] = _reasons(error)
            else:
                taken.add(outcome.post)
                getattr(report, outcome.word).append(name)
                if outcome.word != "unchanged":
                    texts[name] = outcome
                if outcome.is_new_part:
                    parts.add(outcome.post)
                if outcome.notes:
                    report.notes[name] = outcome.notes
    for post in serials.number_by_date(parts):
        Post.objects.filter(pk=post.pk).update(import_state=_state(post))
    referring.refresh_all()  # inside a transaction nothing has been yet
    _note_warnings(report, texts)
    return report


def _note_warnings(report: Report, texts: dict[str, _Outcome]) -> None:
    """Say what is to look at in the texts; only now, when all that they refer to has come in."""
    warnings = dict(
        Post.objects.filter(pk__in=[outcome.post for outcome in texts.values()]).values_list("pk", "warnings")
    )
    for name, outcome in texts.items():
        if notes := [_note(warning, outcome.origins) for warning in warnings[outcome.post]]:
            report.notes.setdefault(name, []).extend(notes)


def _import_file(root: Path, path: Path, taken: set[int], *, breaks_lines: bool) -> _Outcome:
    article = articles.read(path, timezone.get_default_timezone(), breaks_lines=breaks_lines)
    notes = list(article.notes)
    body = files.with_stored(article.body, root, path, notes)
    body = files.with_sources(body, article.bibliographies, root, path, notes)
    article = replace(article, body=body, notes=())
    said = _digest(article)
    post = _existing(article, said, taken)
    if post and post.import_digest == said:
        return _Outcome("unchanged", post.pk, article.origins)
    if post and post.import_state != _state(post):
        notes = ["the file and the post here have both changed: the post is left as it is"]
        return _Outcome("unchanged", post.pk, article.origins, notes)
    is_new = post is None
    post = post or Post(slug=_new_slug(article, notes))
    _fill(post, article, notes)
    serials.place(post, article, notes)
    post.import_digest = said
    _store(post, article)
    is_new_part = is_new and bool(article.series) and article.part is None
    return _Outcome("created" if is_new else "updated", post.pk, article.origins, notes, is_new_part)


def _store(post: Post, article: Article) -> None:
    """Validate, which renders, and only then write: rendering would hold the database's lock."""
    tags = Tag.objects.spelled(article.tags)
    post.full_clean(validate_unique=False, validate_constraints=False, exclude=["tags"])
    with transaction.atomic():
        post.save()
        post.tags.set(tags)
        Post.objects.filter(pk=post.pk).update(import_state=_state(post))


def _digest(article: Article) -> str:
    """Of all that a file says, pictures included."""
    place = repr((article.series, article.part)) if article.series else ""  # else the same as before there were series
    return hashlib.sha256((repr(article) + place).encode("utf-8", "surrogatepass")).hexdigest()


def _state(post: Post) -> str:
    """Of what an author may have changed here since the file came in."""
    tags = sorted(post.tags.values_list("folded", flat=True)) if post.pk else []
    moment = post.published_at.timestamp() if post.published_at else None
    said = (post.title, post.body, post.language, moment, post.category_id, post.pinned, str(post.status), tags)
    place = (post.series_id, post.series_part) if post.series_id else ()
    return hashlib.sha256(repr(said + place).encode()).hexdigest()


def _existing(article: Article, said: str, taken: set[int]) -> Post | None:
    """The post that a file became before: one that says just this, else by title and date, else by slug.

    Never one that was written here, and never one that another file of this run became.
    """
    imported = Post.objects.exclude(import_digest="").exclude(pk__in=taken)
    found = imported.filter(import_digest=said).first()
    if found is None and article.date:
        found = imported.filter(title=article.title, published_at=article.date).first()
    if found is None and article.slug:
        former = Post.formerly(article.slug).values("pk")
        found = imported.filter(slug=article.slug).first() or imported.filter(pk__in=former).first()
    return found


def _new_slug(article: Article, notes: list[str]) -> str:
    """The file's slug, with a number behind it when it is taken or an address of the site itself."""
    if not article.slug:
        return ""
    numbered = (f"{article.slug}-{number}" for number in itertools.count(2))
    candidates = itertools.chain([article.slug], numbered)
    slug = next(slug for slug in candidates if slug.lower() not in RESERVED and not _is_taken(slug))
    if slug != article.slug:
        notes.append(f"slug {article.slug!r} is taken: this post has {slug!r}")
    return slug


def _is_taken(slug: str) -> bool:
    return Post.objects.filter(slug=slug).exists() or Post.formerly(slug).exists()


def _fill(post: Post, article: Article, notes: list[str]) -> None:
    post.title, post.body, post.language, post.pinned = article.title, article.body, article.language, article.pinned
    post.published_at = article.date or post.published_at
    if article.updated:
        post.updated_at, post.dates_itself = article.updated, False
    if post._state.adding:
        post.status = Post.Status.DRAFT if article.is_draft else Post.Status.PUBLISHED
    elif post.status != Post.Status.PUBLISHED and not article.is_draft:
        notes.append("the file is published, the post here is not: publish it in the admin")
    if article.category:
        post.category = Category.objects.named(article.category)
    if article.author and article.author != Site.current().author:  # whose name stands where a post has no author
        post.author = get_user_model().objects.filter(username=article.author).first()
        if post.author is None:
            notes.append(f"no account is named {article.author!r}: the post has no author of its own")


def _reasons(error: RenderError | ValidationError) -> str:
    """Why a file failed, with the fields in question."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return "; ".join(getattr(error, "messages", [str(error)]))


def _note(warning: dict[str, object], origins: Sequence[int]) -> str:
    """A warning with its line in the file; what the import put behind the text has the line of its end."""

    def origin(line: object) -> int:
        return origins[min(int(str(line)), len(origins)) - 1]

    said = str(warning["detail"] or warning["excerpt"])
    if said.isdecimal():  # where a label stands first
        said = f"{warning['excerpt']}, first in line {origin(said)}"
    place = f"line {origin(warning['line'])}, column {warning['column']}" if warning["line"] else "title"
    return f"{place}: {warning['kind']}: {said}"
