"""Puts the demonstration content in: site, pages, questions and posts, all from files beside the code."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from blog.interchange import articles, front_matter
from blog.interchange.importing import Report, import_folder
from blog.models import Page, Post, Question, Site

DEMO = Path(__file__).resolve().parent.parent / "demo"
SITE_FIELDS = ("title", "tagline", "author", "licence", "licence_url", "footer", "formula_macros")


def is_empty() -> bool:
    """Whether nobody has written anything yet."""
    return not any(model.objects.exists() for model in (Post, Page, Question))


def furnish(progress: Callable[[list[Path]], Iterable[Path]] = iter, folder: Path = DEMO) -> Report:
    """Put the content of a folder in, or bring it up to date; running it twice changes nothing.

    Raises:
        blog.interchange.front_matter.FileError: a file of the demonstration is wrong.
    """
    _furnish_site(folder / "site.yaml")
    for path in sorted((folder / "pages").glob("*.md")):
        _store(Page, "slug", _page(path))
    for path in sorted((folder / "questions").glob("*.md")):
        _store(Question, "anchor", _question(path))
    return import_folder(folder / "posts", progress)


def _furnish_site(path: Path) -> None:
    """Fill the site's row, unless its owner has named the site already."""
    values, _ = front_matter.parse(articles.read_text(path))
    site = Site.current()
    if site.title not in {Site._meta.get_field("title").default, values["title"]}:
        return
    for name in SITE_FIELDS:
        setattr(site, name, str(values.get(name, "")).strip())
    site.posts_per_page = int(values["posts_per_page"])
    site.save()


def _page(path: Path) -> dict[str, Any]:
    parts = front_matter.split(articles.read_text(path))
    return {
        "slug": parts.values["slug"],
        "title": parts.values["title"],
        "language": parts.values.get("language", "zh-hans"),
        "in_menu": parts.values.get("in_menu") == "true",
        "position": int(parts.values.get("position", 0)),
        "body": parts.body.strip(),
    }


def _question(path: Path) -> dict[str, Any]:
    parts = front_matter.split(articles.read_text(path))
    return {
        "anchor": parts.values["anchor"],
        "section": parts.values["section"],
        "question": parts.values["question"],
        "language": parts.values.get("language", "zh-hans"),
        "position": int(parts.values["position"]),
        "answer": parts.body.strip(),
    }


def _store(model: type[Page] | type[Question], key: str, values: dict[str, Any]) -> None:
    row = model.objects.filter(**{key: values[key]}).first() or model()
    if any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
