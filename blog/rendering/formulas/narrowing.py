"""Sets a display anew for a narrow column: row after row, broken where TeX would, brackets opened where it must be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from blog.rendering.formulas import grids
from blog.rendering.formulas.boxes import Box, base, depths, inked, stripped, width
from blog.rendering.formulas.breaking import ADDITIVE, Piece, pieces

COLUMN = 16.8  # em; a phone of 320 px has a column of 288 px: 288 / 17 / 0.9 - 2, with the text at 17 px
WHOLE = 20.0  # em; up to here a display is not set anew, for at 0.83 of its size it fits a phone as it is
INDENT = 2.0  # em, of a continued line
CLAUSE = 4.5  # em; what follows a quad and is shorter stays on its line
ROUNDING = 0.01  # em
CONCLUSIONS = frozenset("⇒⟹⇔⟺⟸⇐")


@dataclass(frozen=True)
class Line:
    """A line of the narrow form, which the browser may still break between its pieces."""

    indent: int  # em
    pieces: tuple[tuple[Box, ...], ...]
    number: Box | None = None
    gap: tuple[Box, ...] = ()  # the space behind it where the next line stands beside it

    @property
    def html(self) -> str:
        return "".join(base(piece) for piece in self.pieces)

    @property
    def gap_html(self) -> str:
        return "".join(box.html for box in self.gap)

    @property
    def whole(self) -> float:
        """The width in em of the unbroken line with the space behind it."""
        return width(self.gap) + sum(map(width, self.pieces))

    @property
    def is_large(self) -> bool:
        """Whether it is wider than a phone at the smallest size; such a line is shrunk, or scrolls, by itself."""
        return self.need > WHOLE

    @property
    def number_html(self) -> str:
        """The number as a piece of its own; empty where the line has none."""
        inside = [box for box in self.number.children or () if not box.has("katex-strut")] if self.number else []
        return base(inside) if inside else ""

    @property
    def need(self) -> float:
        """The width in em that its widest piece needs, with its indent."""
        widths = [width(piece) for piece in self.pieces]
        return max(self.indent + widths[0], *(INDENT + other for other in widths[1:]), 0)


@dataclass(frozen=True)
class Narrow:
    """A display for narrow columns. `is_whole` says that, unbroken, it looks as the wide form does."""

    lines: tuple[Line, ...]
    is_whole: bool

    @property
    def need(self) -> float:
        """The width in em that its lines need, but for those that have a size of their own."""
        return max([line.need for line in self.lines if not line.is_large], default=WHOLE)

    @property
    def widest(self) -> float:
        return max(line.need for line in self.lines)


def narrow(bases: Sequence[Box], tags: Sequence[Box]) -> Narrow | None:
    """The narrow form of a display; None where it would lose or change a sign.

    Args:
        bases: KaTeX's top-level pieces with their boxes.
        tags: its numbers, one box for all rows.
    """
    content = _flow(bases)
    if not stripped(content):
        return None
    grid = _grid(content)
    rows = _rows(grid, tags) if grid else [(stripped(content), None, False)]
    lines = [line for row in rows for line in _lines(*row)]
    if lines and tags and not any(line.number for line in lines):  # one number for all rows
        lines[-1] = replace(lines[-1], number=tags[0])
    if not lines or _signs(content) != _signs([box for line in lines for piece in line.pieces for box in piece]):
        return None
    is_as_wide = abs(sum(line.whole for line in lines) - width(content)) < ROUNDING
    return Narrow(tuple(lines), grid is None and is_as_wide and not any("eq-" in line.html for line in lines))


def _flow(bases: Sequence[Box]) -> list[Box]:
    """All boxes of the outermost level, without struts and without braces around everything."""
    boxes: list[Box] = []
    for part in bases:
        boxes += (
            [part]
            if part.has("mtable") or part.children is None
            else [child for child in part.children if not child.has("katex-strut")]
        )
    while len(inside := stripped(boxes)) == 1 and grids.is_group(inside[0]):
        boxes = list(inside[0].children or ())
    return boxes


def _grid(content: Sequence[Box]) -> grids.Grid | None:
    inside = stripped(content)
    grid = grids.read(inside[0]) if len(inside) == 1 else None
    return grid if grid and grid.is_aligned else None


def _rows(grid: grids.Grid, tags: Sequence[Box]) -> list[tuple[list[Box], Box | None, bool]]:
    """For each row its boxes, its number, and whether its first cell is empty."""
    numbers = [number for tag in tags for number in grids.numbers(tag)]
    rows = []
    for index, cells in enumerate(grid.rows):
        number = numbers[index] if len(numbers) == len(grid.rows) else None
        rows.append((stripped(grids.row_of(cells)), number, not stripped(cells[0])))
    return [row for row in rows if row[0]]


def _lines(row: list[Box], number: Box | None, starts_empty: bool) -> list[Line]:
    if width(row) <= COLUMN:
        return [Line(_indent(row[0], starts_empty), (tuple(row),), number)]
    lines: list[Line] = []
    for clause, gap in _clauses(row):
        for part in [clause] if width(clause) <= COLUMN else _at_relations(clause):
            indent = _indent(stripped(part)[0], starts_empty and not lines)
            lines.append(Line(indent, tuple(map(tuple, pieces(part, COLUMN)))))
        lines[-1] = replace(lines[-1], gap=tuple(gap))
    lines[-1] = replace(lines[-1], number=number)
    return lines


def _indent(first: Box, starts_empty: bool) -> int:
    if first.has("mbin") or first.text in ADDITIVE:
        return 2
    return 1 if first.has("mrel") else 2 if starts_empty else 0


def _clauses(row: Sequence[Box]) -> list[tuple[Piece, Piece]]:
    """A row divided where a quad stands with enough behind it, and before conclusions; behind each the space there."""
    starts = [0]
    levels = depths(row)
    for index, box in enumerate(row):
        written = stripped(row[starts[-1] : index])
        ends = _ends_clause(row, index) or _is_conclusion(box)
        if levels[index] <= 0 and ends and written and not (len(written) == 1 and _is_conclusion(written[0])):
            starts.append(index)
    spans = [inked(row, *span) for span in pairwise([*starts, len(row)])]
    return [
        (list(row[start:stop]), list(row[stop:following]))
        for (start, stop), (following, _) in pairwise([*spans, (len(row), len(row))])
    ]


def _is_conclusion(box: Box) -> bool:
    return box.has("mrel") and box.text in CONCLUSIONS


def _ends_clause(row: Sequence[Box], index: int) -> bool:
    box = row[index]
    return box.is_space and box.width >= 1 and width(row[index + 1 :]) > CLAUSE


def _at_relations(clause: Piece) -> list[Piece]:
    """Left side and first relation together, if the first piece behind it fits too; each further relation apart."""
    if any(box.has("text") and len(box.text) > 1 for box in clause):
        return [clause]  # words with formulas among them flow like words
    parts: list[Piece] = [[]]
    levels = depths(clause)
    for index, box in enumerate(clause):
        follows_relation = index > 0 and clause[index - 1].has("mrel")
        if levels[index] <= 0 and box.has("mrel") and not follows_relation and stripped(parts[-1]):
            parts.append([])
        parts[-1].append(box)
    if len(parts) > 1 and not parts[0][0].has("mrel") and _go_together(parts[0], parts[1]):
        parts[:2] = [[*parts[0], *parts[1]]]
    return parts


def _go_together(left: Piece, right: Piece) -> bool:
    return width(left) + width(stripped(pieces(right, COLUMN)[0])) <= COLUMN


def _signs(boxes: Sequence[Box]) -> str:
    """What is printed, without spaces, in no fixed order: fractions and tables are written in KaTeX's order or ours."""
    return "".join(
        sorted("".join(box.text for box in boxes).replace("\u200b", "").replace("\xa0", "").replace(" ", ""))
    )
