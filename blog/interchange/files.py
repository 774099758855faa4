"""Brings along what lies beside a text: its pictures and recordings into the media store, its works into the text."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File

from blog import media
from blog.interchange import articles, bibliographies
from blog.interchange.front_matter import FileError
from blog.models import Attachment, Image
from blog.rendering import drop_comments, image_sources, replace_image_sources

ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def with_stored(body: str, root: Path, path: Path, notes: list[str]) -> str:
    """Copy the pictures and recordings that lie beside the file into the media store, and point the text at them."""
    addresses = {}
    for address in sorted(image_sources(drop_comments(body))):
        if ELSEWHERE.match(address) or address.startswith(settings.MEDIA_URL):
            continue
        try:
            file = next((file for file in _places(address, root, path) if file.is_file()), None)
            if file is None:
                notes.append(f"image {address} is not there")
            else:
                addresses[address] = _stored(file)
        except ValidationError as error:
            notes.append(f"image {address} left out: {' '.join(error.messages)}")
        except (OSError, ValueError) as error:  # a name that no file can have
            notes.append(f"image {address} cannot be read: {error}")
    return replace_image_sources(body, addresses)


def with_sources(body: str, names: tuple[str, ...], root: Path, path: Path, notes: list[str]) -> str:
    """The text with the works that it cites from BibTeX files beside it."""
    for name in names:
        try:
            file = next((file for file in _places(name, root, path) if file.is_file()), None)
            if file is None:
                notes.append(f"bibliography {name} is not there")
            else:
                body = bibliographies.with_entries(body, articles.read_text(file))
        except (FileError, OSError, ValueError) as error:
            notes.append(f"bibliography {name} cannot be read: {error}")
    return body


def _stored(file: Path) -> str:
    """The address of a picture or a recording in the media store."""
    with file.open("rb") as content:
        if media.recognise(content, file.stat().st_size):
            return Attachment.store(File(content, file.name)).file.url
    return Image.store(file.read_bytes(), file.name).file.url


def _places(address: str, root: Path, path: Path) -> Iterator[Path]:
    """Where a picture or a bibliography may lie, never outside the folder.

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
