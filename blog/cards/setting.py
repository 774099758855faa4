"""Sets a line in several faces, as a browser does: each sign from a face that has it, with air between scripts."""

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from PIL import ImageDraw

from blog.cards.breaking import IDEOGRAPH
from blog.cards.faces import Face

AIR = 1 / 8  # em between Chinese and Latin: CSS's `text-autospace`
HAN_MARKS = frozenset("“”‘’…—·")  # share code points with Latin marks, and are wide in Chinese
BARS = frozenset("‖∥⟨⟩⌊⌋⌈⌉")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff"))
HAN_SAMPLE = "中"


@dataclass(frozen=True)
class Style:
    """How a line is set."""

    faces: tuple[Face, ...]
    size: int  # pixels
    colour: str
    language: str = "zh-hans"


@dataclass(frozen=True)
class Run:
    """Signs of one face; `air` stands before them."""

    face: Face
    text: str
    air: float  # pixels


def can_set(text: str, faces: tuple[Face, ...]) -> bool:
    """Whether every sign of a text is in one of the faces."""
    return all(sign.isspace() or any(face.has(sign) for face in faces) for sign in set(text.translate(INVISIBLE)))


def runs(text: str, style: Style) -> list[Run]:
    """A line cut where the face changes."""
    signs, result, before = text.translate(INVISIBLE), [], ""
    for (face, _), group in groupby(signs, key=lambda sign: (_face(sign, style), bool(IDEOGRAPH.match(sign)))):
        part = "".join(group)
        result.append(Run(face, part, AIR * style.size if _needs_air(before, part[0]) else 0))
        before = part[-1]
    return result


def width(text: str, style: Style) -> float:
    """Of a line, in pixels."""
    return sum(run.air + run.face.at(style.size).getlength(run.text) for run in runs(text, style))


def write(canvas: ImageDraw.ImageDraw, place: tuple[float, float], text: str, style: Style) -> None:
    """Put a line on a canvas; `place` is where its baseline begins."""
    across, baseline = place
    for run in runs(text, style):
        font = run.face.at(style.size)
        across += run.air
        canvas.text((across, baseline), run.text, font=font, fill=style.colour, anchor="ls")
        across += font.getlength(run.text)


def _face(sign: str, style: Style) -> Face:
    able = [face for face in style.faces if face.has(sign)] or [style.faces[-1]]
    if sign in HAN_MARKS and style.language.startswith("zh"):
        return max(able, key=lambda face: face.has(HAN_SAMPLE))
    if not sign.isascii() and (unicodedata.category(sign) == "Sm" or sign in BARS):  # Chinese faces set them too wide
        return min(able, key=lambda face: face.has(HAN_SAMPLE))
    return able[0]


def _needs_air(before: str, after: str) -> bool:
    """Between an ideograph and a letter or digit of another script."""
    if not before or bool(IDEOGRAPH.match(before)) == bool(IDEOGRAPH.match(after)):
        return False
    other = after if IDEOGRAPH.match(before) else before
    return other.isalnum()
