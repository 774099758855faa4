"""Sets a display anew for a narrow column: row after row, broken where TeX would, brackets opened where it must be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from blog.rendering.formulas import grids
from blog.rendering.formulas.boxes import Box, base, depths, inked, stripped, width
from blog.rendering.formulas.breaking import ADDITIVE, Piece, pieces

COLUMN = 16.8  # em; a phone of 320 px has a column of 288 px: 288 / 17 / 0.9 - 2, with the text at 17 px
WHOLE = 20.0  # em; up to here a display is not set anew, for at 0.83 of its size it fits a phone as it is
INDENT = 2.0  # em, of a continued line
CLAUSE = 4.5  # em; what follows a quad, is shorter and no relation stays on its line
CONCLUSIONS = frozenset("⇒⟹⇔⟺⟸⇐")
MARKS = frozenset(",.;:，。；：")  # behind a table
TOLERANCE = 0.01  # em


@dataclass
class Row:
    """A row of a display as its author divided it."""

    boxes: Piece
    number: Box | None = None
    starts_empty: bool = False  # its first cell is


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
    """The narrow form of a display; None where it would lose or change a sign, or a row its number.

    Args:
        bases: KaTeX's top-level pieces with their boxes.
        tags: its numbers, one box for all rows.
    """
    content = _flow(bases)
    rows = _rows(content, [number for tag in tags for number in grids.numbers(tag)])
    lines = [line for row in rows for line in _lines(row)]
    if lines and tags and not any(line.number for line in lines):  # one number for all rows
        lines[-1] = replace(lines[-1], number=tags[0])
    written = [box for line in lines for piece in line.pieces for box in piece]
    if not lines or _signs(content) != _signs(written):
        return None
    beside = [*written, *(box for line in lines for box in line.gap)]
    return Narrow(tuple(lines), len(rows) == 1 and _look_alike(stripped(content), beside))


def _look_alike(boxes: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether nothing was rebuilt, and no space lost."""
    return abs(width(boxes) - width(others)) < TOLERANCE and not any(box.has("flexible") for box in others)


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


def _rows(content: Sequence[Box], numbers: Sequence[Box]) -> list[Row]:
    """The rows, also those that a display without a table has; none where a number would have no row."""
    grid, mark = _grid(content)
    if grid is None:
        return [Row(row) for row in _between_newlines(content) if row]
    if numbers and len(numbers) != len(grid.rows):
        return []
    rows = [
        Row(stripped(grids.row_of(grid, cells)), number if number and number.children else None, not stripped(cells[0]))
        for cells, number in zip_longest(grid.rows, numbers)
    ]
    rows[-1].boxes.extend(mark)
    return [row for row in rows if row.boxes or row.number]


def _grid(content: Sequence[Box]) -> tuple[grids.Grid | None, Piece]:
    """The table that a display is, and the mark behind it."""
    inside = stripped(content)
    marks = [inside.pop()] if len(inside) > 1 and inside[-1].text in MARKS else []
    grid = grids.alone(stripped(inside))
    return (grid, marks) if grid and grid.is_aligned else (None, [])


def _between_newlines(content: Sequence[Box]) -> list[Piece]:
    rows: list[Piece] = [[]]
    for box in content:
        rows.append([]) if box.has("katex-newline") else rows[-1].append(box)
    return [stripped(row) for row in rows]


def _lines(whole: Row) -> list[Line]:
    row, number, starts_empty = whole.boxes, whole.number, whole.starts_empty
    if width(row) <= COLUMN:
        return [Line(_indent(row, row, starts_empty), (tuple(row),), number)]
    lines: list[Line] = []
    for clause, gap in _clauses(row):
        for part in [clause] if width(clause) <= COLUMN else _at_relations(clause):
            indent = _indent(stripped(part), clause, starts_empty and not lines)
            lines.append(Line(indent, tuple(map(tuple, pieces(part, COLUMN)))))
        lines[-1] = replace(lines[-1], gap=tuple(gap))
    lines[-1] = replace(lines[-1], number=number)
    return lines


def _indent(part: Sequence[Box], clause: Sequence[Box], starts_empty: bool) -> int:
    """How far a line goes in that begins with this part of a clause: what goes on stands further in than what begins.

    A sign before a left side begins: `-x = y` below `a = b` must not look like `b - x = y`.
    """
    if not part:
        return 0
    if part[0].has("mrel"):
        return 1
    goes_on = part[0].text in ADDITIVE and not any(box.has("mrel") for box in clause)
    return 2 if starts_empty or goes_on or part[0].has("mbin") else 0


def _clauses(row: Sequence[Box]) -> list[tuple[Piece, Piece]]:
    """A row divided where a quad stands with enough behind it, and before conclusions; behind each the space there."""
    parts: list[Piece] = [[]]
    levels = depths(row)
    for index, box in enumerate(row):
        if levels[index] <= 0 and (_is_conclusion(box) or _ends_clause(row, levels, index)):
            written = stripped(parts[-1])
            if written and not written[-1].has("mrel"):  # a conclusion begins its line; \not goes with its relation
                parts.append([])
        parts[-1].append(box)
    return _with_gaps([part for part in parts if stripped(part)])


def _with_gaps(parts: Sequence[Piece]) -> list[tuple[Piece, Piece]]:
    """Each part without the space around it, and the space up to the next part."""
    found: list[tuple[Piece, Piece]] = []
    for part in parts:
        start, stop = inked(part, 0, len(part))
        if found:
            found[-1][1].extend(part[:start])
        found.append((part[start:stop], part[stop:]))
    return found


def _is_conclusion(box: Box) -> bool:
    return box.has("mrel") and box.text in CONCLUSIONS


def _ends_clause(row: Sequence[Box], levels: Sequence[int], index: int) -> bool:
    """Whether a box is a quad, and behind it stands enough, or an equation that no line may divide."""
    if not (row[index].is_space and row[index].width >= 1):
        return False
    behind = row[index + 1 :]
    states = any(box.has("mrel") and level <= 0 for box, level in zip(behind, levels[index + 1 :], strict=True))
    return states or width(behind) > CLAUSE


def _at_relations(clause: Piece) -> list[Piece]:
    """Left side and first relation together, if the first piece behind it fits too; each further relation apart."""
    if any(box.has("text") and len(box.text) > 1 for box in clause):
        return [clause]  # words with formulas among them flow like words
    parts: list[Piece] = [[]]
    levels = depths(clause)
    for level, box in zip(levels, clause, strict=True):
        written = stripped(parts[-1]) if level <= 0 and box.has("mrel") else []
        if written and not written[-1].has("mrel"):  # the stroke of \not is a relation, too
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
