"""Lets collectstatic take from the npm package katex only what a browser needs: the style sheet and its faces."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from config import katex_faces

PREFIX = "katex"
STYLE_SHEET = "katex.min.css"
FONTS = "fonts"


class KatexFinder(BaseFinder):
    """Serves `katex/katex.min.css` and `katex/fonts/*.woff2`, the largest of them in parts (`config.katex_faces`)."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        self.storage = _storage(settings.KATEX_DIR)

    def check(self, **_kwargs: object) -> list[CheckMessage]:
        return []  # blog.checks says it when the package is missing

    @cached_property
    def parts(self) -> FileSystemStorage:
        """What is made of the package, in a folder that goes with the finder."""
        folder = Path(tempfile.mkdtemp(prefix="katex-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        katex_faces.write(settings.KATEX_DIR, folder)
        return _storage(folder)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002
        yield STYLE_SHEET, self.parts
        for storage in (self.parts, self.storage):
            yield from ((name, storage) for name in _faces(storage))

    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> str | list[str]:
        prefix, _, name = path.partition("/")
        if prefix != PREFIX or not (name == STYLE_SHEET or Path(name).parent == Path(FONTS)):
            return []
        storage = next((storage for found, storage in self.list(None) if found == name), None)
        if storage is None:
            return []
        return [storage.path(name)] if find_all else storage.path(name)


def _storage(folder: Path) -> FileSystemStorage:
    storage = FileSystemStorage(location=folder)
    storage.prefix = PREFIX  # type: ignore[attr-defined]
    return storage


def _faces(storage: FileSystemStorage) -> list[str]:
    """The faces in a folder, those left out that are served in parts."""
    files = sorted(name for name in storage.listdir(FONTS)[1] if name.endswith(".woff2"))
    return [f"{FONTS}/{name}" for name in files if name.removesuffix(".woff2") not in katex_faces.SPLIT]
