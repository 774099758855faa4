"""Puts the demonstration content in: site, pages, questions and posts, all from files beside the code."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from blog.interchange import articles, front_matter
from blog.interchange.importing import Report, import_folder
from blog.models import Page, Post, Question, Series, Site
from blog.rendering import RenderError

DEMO = Path(__file__).resolve().parent.parent / "demo"
SITE_FIELDS = ("title", "tagline", "author", "licence", "licence_url", "footer", "formula_macros")


def is_empty() -> bool:
    """Whether this site has never been used: no account, no settings, no text."""
    return not any(model.objects.exists() for model in (get_user_model(), Site, Post, Page, Question))


def furnish(progress: Callable[[list[Path]], Iterable[Path]] = iter, folder: Path = DEMO) -> Report:
    """Put the content of a folder in: all of it or, when it is interrupted, nothing.

    Run again it adds what is missing and brings posts up to date that nobody has edited here; it overwrites nothing.

    Raises:
        blog.interchange.front_matter.FileError: a file of the demonstration is wrong.
    """
    with transaction.atomic():
        _furnish_site(folder / "site.yaml")
        failed: dict[str, str] = {}
        for model, key, name, read in ((Page, "slug", "pages", _page), (Question, "anchor", "questions", _question)):
            for path in sorted((folder / name).glob("*.md")):
                try:
                    _add(model, key, read(path))
                except RenderError as error:
                    failed[f"{name}/{path.name}"] = str(error)
        report = import_folder(folder / "posts", progress)
        report.failed.update(failed)
        return report


def _furnish_site(path: Path) -> None:
    """Fill what the owner of the site has left as it is by default."""
    values, _ = front_matter.parse(articles.read_text(path))
    site, unchanged = Site.current(), Site()
    for name in SITE_FIELDS:
        if getattr(site, name) == getattr(unchanged, name):
            setattr(site, name, str(values.get(name, "")).strip())
    site.save()
    for series in values.get("series", []):
        if not Series.objects.filter(name=series["name"]).exists():
            Series(**series).save()


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


def _add(model: type[Page] | type[Question], key: str, values: dict[str, Any]) -> None:
    if not model.objects.filter(**{key: values[key]}).exists():
        model(**values).save()
