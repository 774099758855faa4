"""Takes an uploaded picture to what is stored: refused, or measured, clean, upright, with smaller forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

import PIL.Image
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from blog.media import drawings, stripping
from blog.media.smaller import Smaller, derive

# Formats that browsers show, by Pillow's names. MPO is what phones call a JPEG with a second picture behind it.
SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}
KNOWN = "PNG, JPEG, WEBP, GIF, AVIF, SVG"
PIXEL_LIMIT = 50_000_000  # a 12 kB PNG can unfold to 100 million
SIDE_LIMIT = 20_000  # pixels
SIZE_LIMIT = 20 * 1024 * 1024  # bytes
BROKEN = (
    *(OSError, SyntaxError, ValueError, KeyError, IndexError, EOFError),  # what Pillow's readers raise
    *(PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning),
)


@dataclass(frozen=True)
class Picture:
    """A picture as it is stored."""

    content: bytes
    suffix: str
    width: int  # pixels, as a browser shows it
    height: int
    smaller: tuple[Smaller, ...] = ()


_remembered: ContextVar[dict[bytes, Picture] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Within it each picture is prepared once: before a transaction, to be stored in it."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def prepare(content: bytes) -> Picture:
    """A picture without metadata, upright, with its smaller forms.

    A photograph of 6000 x 4000 pixels takes about two seconds; a transaction should not wait for it.

    Raises:
        ValidationError: not an image of a known format, broken, or larger than the limits.
    """
    known = _remembered.get()
    key = sha256(content).digest()
    picture = known.get(key) if known is not None else None
    picture = picture or _prepare(content)
    if known is not None:
        known[key] = picture
    return picture


def _prepare(content: bytes) -> Picture:
    if len(content) > SIZE_LIMIT:
        raise ValidationError(_("The image is larger than %(limit)s MB."), params={"limit": SIZE_LIMIT // 1024 // 1024})
    if drawings.is_drawing(content):
        drawing = drawings.sanitize(content, _embedded)
        return Picture(drawing.content, ".svg", drawing.width, drawing.height)
    kind = _measured(content)
    try:
        clean = stripping.strip(content, kind)
        width, height = _decoded(clean)
        return Picture(clean, SUFFIXES[kind], width, height, derive(clean))
    except BROKEN as error:
        raise _unreadable() from error


def _embedded(content: bytes) -> tuple[str, bytes]:
    """Media type and clean bytes of a picture inside a drawing.

    Raises:
        ValidationError: see `prepare`.
    """
    kind = _measured(content)
    try:
        clean = stripping.strip(content, kind)
        _decoded(clean)
    except BROKEN as error:
        raise _unreadable() from error
    return PIL.Image.MIME["JPEG" if kind == "MPO" else kind], clean


def _measured(content: bytes) -> str:
    """The format of a picture whose dimensions are within the limits; nothing is unfolded before that is known."""
    try:
        with PIL.Image.open(BytesIO(content), formats=[kind for kind in SUFFIXES if kind != "MPO"]) as image:
            (width, height), kind = image.size, image.format or ""
    except BROKEN as error:
        raise _unreadable() from error
    if width * height > PIXEL_LIMIT or max(width, height) > SIDE_LIMIT:
        raise ValidationError(
            _("The image has %(width)s × %(height)s pixels. Make it smaller."),
            params={"width": width, "height": height},
        )
    return kind


def _decoded(content: bytes) -> tuple[int, int]:
    """The dimensions of a picture that can be shown to its end, or an error of Pillow's."""
    with PIL.Image.open(BytesIO(content)) as image:
        image.load()
        return image.size


def _unreadable() -> ValidationError:
    return ValidationError(_("This is no image that can be read. Known are %(known)s."), params={"known": KNOWN})
