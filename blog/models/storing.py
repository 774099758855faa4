"""Writes files of the media store under names that are made from their content, and removes them."""

from collections.abc import Iterable
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage


def put(name: str, content: bytes | File) -> None:
    """Store a file under just this name: texts point at it, also when a deleted row left its file behind.

    A file of another length is one that was cut off while it was written, or not yet cleaned; it is replaced.
    """
    file = ContentFile(content) if isinstance(content, bytes) else content
    if default_storage.exists(name):
        if default_storage.size(name) != file.size:
            _replace(name, file)
        return
    default_storage.save(name, file)


def _replace(name: str, file: File) -> None:
    """In one step where the store is a folder: a full disk or a kill leaves the old file as it was."""
    written = default_storage.save(f"{name}.new", file)
    try:
        Path(default_storage.path(written)).replace(default_storage.path(name))
    except NotImplementedError:  # a store elsewhere
        default_storage.delete(name)
        default_storage.save(name, file)
        default_storage.delete(written)


def remove(names: Iterable[str]) -> None:
    """Delete files; what is not there is no matter."""
    for name in names:
        default_storage.delete(name)
