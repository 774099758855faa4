"""Finds the faces that a card is set in among the system's, by the names of their files and without fontconfig.

The stack is that of `tokens.css`: a Latin face, then a Chinese one, then one with mathematical signs.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
)
# Files by what they are for, the better first; the bold ones are for titles. DejaVu is wide and coarse in Latin.
LATIN = {
    True: "LiberationSans-Bold.ttf Arial-Bold.ttf arialbd.ttf Roboto-Bold.ttf NotoSans-Bold.ttf segoeuib.ttf",
    False: "LiberationSans-Regular.ttf Arial.ttf arial.ttf Roboto-Regular.ttf NotoSans-Regular.ttf segoeui.ttf",
}
HAN = {
    True: "PingFang.ttc NotoSansCJK-Bold.ttc NotoSansCJKsc-Bold.otf NotoSansSC-Bold.otf SourceHanSans-Bold.ttc "
    "SourceHanSansSC-Bold.otf SourceHanSansCN-Bold.otf msyhbd.ttc",
    False: "PingFang.ttc NotoSansCJK-Regular.ttc NotoSansCJKsc-Regular.otf NotoSansSC-Regular.otf "
    "SourceHanSans-Regular.ttc SourceHanSansSC-Regular.otf SourceHanSansCN-Regular.otf msyh.ttc "
    "wqy-microhei.ttc wqy-zenhei.ttc DroidSansFallbackFull.ttf DroidSansFallback.ttf",
}
SIGNS = {True: "DejaVuSans-Bold.ttf DejaVuSans.ttf", False: "DejaVuSans.ttf"}
MOST_FACES = 64  # of a collection; Noto's has ten
NO_CHARACTER = "\U0010fffd"  # of a private plane: its drawing is the box that stands for what a face lacks
PROBED_SIZE = 20  # pixels; enough to tell a sign from the box


class FontError(ValueError):
    """A file that is no font, or is not there."""


@dataclass(frozen=True)
class Face:
    """A face of a font file; no path is the small Latin one that Pillow brings."""

    path: str = ""
    index: int = 0  # within a collection

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The face in a size, in pixels."""
        return _font(self, size)

    def has(self, character: str) -> bool:
        """Whether it has a sign of its own for a character, not the box."""
        return _has(self, character)


@lru_cache(maxsize=8)
def stack(custom: str = "", *, bold: bool = False) -> tuple[Face, ...]:
    """The faces to look for a sign in, first ones first.

    Args:
        custom: the path of a font file that comes before all others; behind `#` the number of a face in it.

    Raises:
        FontError: there is no such font.
    """
    named = (check_font(custom),) if custom else ()
    found = (_first(names[bold].split(), bold=bold) or _first(names[False].split()) for names in (LATIN, HAN, SIGNS))
    return (*named, *filter(None, found), Face())


def check_font(custom: str) -> Face:
    """The face that a setting names.

    Raises:
        FontError: there is no such font.
    """
    path, _, number = custom.partition("#")
    face = Face(path, int(number) if number.isdecimal() else 0)
    try:
        face.at(PROBED_SIZE)
    except OSError as error:
        raise FontError(f"{custom} is no font that can be read: {error}") from error
    return face


def _first(names: list[str], *, bold: bool = False) -> Face | None:
    installed = _installed()
    for name in names:
        if path := installed.get(name):
            return max(_faces(path), key=lambda face: _suits(face, bold=bold), default=None)
    return None


@lru_cache(maxsize=1)
def _installed() -> dict[str, str]:
    """Paths of the font files on this system, by name."""
    walks = (os.walk(Path(folder).expanduser()) for folder in FOLDERS)
    return {name: str(Path(folder, name)) for walk in walks for folder, _, names in walk for name in names}


def _faces(path: str) -> Iterator[Face]:
    """The faces of a file, which may be a collection."""
    for index in range(MOST_FACES):
        try:
            Face(path, index).at(PROBED_SIZE)
        except OSError:
            return
        yield Face(path, index)


def _suits(face: Face, *, bold: bool) -> tuple[bool, bool, int]:
    """Simplified Chinese forms first, then the weight, then the order in the file."""
    family, style = face.at(PROBED_SIZE).getname()
    words, weight = (family or "").split(), {"Bold", "Semibold"} if bold else {"Regular"}
    return "SC" in words and "Mono" not in words, bool(weight & set((style or "").split())), -face.index


@lru_cache(maxsize=32)
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    if not face.path:
        font = ImageFont.load_default(size)
        if not isinstance(font, ImageFont.FreeTypeFont):
            raise FontError("Pillow has been built without FreeType, which draws the letters of cards.")
        return font
    return ImageFont.truetype(face.path, size, index=face.index)


@lru_cache(maxsize=4096)
def _has(face: Face, character: str) -> bool:
    font = face.at(PROBED_SIZE)
    box, sign = font.getmask(NO_CHARACTER), font.getmask(character)
    return (sign.size, bytes(sign)) != (box.size, bytes(box))
