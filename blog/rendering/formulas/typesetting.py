"""Decides how a drawn formula stands on a page: where it may break, when it folds, how wide it is.

The classes that end in a number are those of `static/css/formula-sizes.css`; sizes are in em of the formula's font.
"""

import functools
from dataclasses import dataclass

from blog.rendering.formulas.boxes import base, stripped, width
from blog.rendering.formulas.breaking import ends_in_scrap, inline_pieces
from blog.rendering.formulas.engine import Drawing
from blog.rendering.formulas.lightening import lighten
from blog.rendering.formulas.narrowing import COLUMN, WHOLE, Line, Narrow, narrow
from blog.rendering.formulas.sizes import fold_class, size_class
from blog.rendering.formulas.styles import to_classes

REMEMBERED = 8_192  # formulas; a long article has some hundred
NUMBER_GAP = 0.5  # em, between a formula and its number
FOLDS_AT = 0.9  # of its size: a display that would become smaller folds
SMALLEST = 0.8  # of the text's size; what is then too wide for a phone scrolls
SMALLEST_OWN = 0.7  # the same for a line with a size of its own
PHONE_INLINE = 14.5  # em; a phone of 320 px has a column of 15.4


@dataclass(frozen=True)
class Inline:
    """A formula in running text: its pieces, between which a line may end."""

    pieces: tuple[str, ...]
    is_wide: bool  # one piece is wider than a phone


@dataclass(frozen=True)
class Display:
    """A formula on lines of its own: what stands in its box, and the classes that say how wide it is."""

    classes: tuple[str, ...]
    body: str
    number: str
    scrolls: bool  # on a phone, even at the smallest size


@functools.lru_cache(REMEMBERED)
def inline(drawing: Drawing) -> Inline:
    """How a formula breaks in running text: after relations, operators and commas, and elsewhere where it must."""
    if not drawing.boxes or any(box.has("katex-newline") for box in drawing.boxes):
        markups, widths = [markup for markup, _ in drawing.bases], [size for _, size in drawing.bases]
        if ends_in_scrap(widths):
            markups[-2:], widths[-2:] = [_joined(*markups[-2:])], [sum(widths[-2:])]
        pieces, widest = tuple(markups), max(widths, default=0)
    else:
        found = inline_pieces(drawing.boxes, PHONE_INLINE)
        pieces, widest = tuple(map(base, found)), max(width(stripped(piece)) for piece in found)
    return Inline(tuple(lighten(to_classes(piece)) for piece in pieces), widest > PHONE_INLINE)


def _joined(first: str, second: str) -> str:
    """Two bases as one box, between which no line ends."""
    return first.removesuffix("</span>") + second.removeprefix('<span class="katex-base">')


@functools.lru_cache(REMEMBERED)
def display(drawing: Drawing) -> Display:
    """A display with its narrow form, where it needs one. Where both look alike unbroken, one copy serves both."""
    whole = drawing.width + (drawing.number_width + NUMBER_GAP if drawing.number else 0)
    wide = "".join(markup for markup, _ in drawing.bases)
    folded = narrow(drawing.boxes, drawing.numbers) if whole > WHOLE and drawing.boxes else None
    if folded is None or folded.need >= whole:
        return Display((size_class("N", whole),), _html(wide), to_classes(drawing.number), whole * SMALLEST > COLUMN)
    body = _html(_lines(folded)) if folded.is_whole else _html(wide, "eq-wide") + _html(_lines(folded), "eq-folded")
    classes = (
        size_class("N", whole),
        size_class("M", folded.need),
        fold_class(whole * FOLDS_AT),
    )
    return Display(("eq-folds", *classes), body, to_classes(drawing.number), folded.widest * SMALLEST_OWN > COLUMN)


def _html(content: str, *classes: str) -> str:
    names = " ".join(["katex-html", *classes])
    return f'<span class="{names}" aria-hidden="true">{lighten(to_classes(content))}</span>'


def _lines(folded: Narrow) -> str:
    return "".join(
        f'<span class="{_line_classes(line)}">{line.html}{_gap(line)}{_end(line.number_html)}</span>'
        for line in folded.lines
    )


def _line_classes(line: Line) -> str:
    own = f" own {size_class('O', line.need)}" if line.is_large else ""
    return f"nl B{line.indent}{own}"


def _gap(line: Line) -> str:
    return f'<span class="eq-gap">{line.gap_html}</span>' if line.gap else ""


def _end(number: str) -> str:
    return f'<span class="eq-end katex-tag">{number}</span>' if number else ""
