"""Lets collectstatic take from the npm package katex only what a browser needs: the style sheet and its fonts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

PREFIX = "katex"
STYLE_SHEET = "katex.min.css"
FONTS = "fonts"  # all of them: the sheet names 60 files, and the manifest storage fails if one is missing


class KatexFinder(BaseFinder):
    """Serves `katex/katex.min.css` and `katex/fonts/*` from the installed package."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        self.storage = FileSystemStorage(location=settings.KATEX_DIR)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    def check(self, **_kwargs: object) -> list[CheckMessage]:
        return []  # blog.checks says it when the package is missing

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002
        yield STYLE_SHEET, self.storage
        for font in sorted((settings.KATEX_DIR / FONTS).iterdir()):
            yield f"{FONTS}/{font.name}", self.storage

    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> str | list[str]:
        prefix, _, name = path.partition("/")
        allowed = prefix == PREFIX and (name == STYLE_SHEET or Path(name).parent == Path(FONTS))
        if not allowed or not self.storage.exists(name):
            return []
        found = self.storage.path(name)
        return [found] if find_all else found
