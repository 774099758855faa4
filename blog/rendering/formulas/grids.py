"""Reads KaTeX's tables, which are written column by column: aligned rows, cases, matrices."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from blog.rendering.formulas.boxes import Box, space, stripped

LEVEL = 0.01  # em; KaTeX rounds the places of a row's cells, column by column
QUAD = 1.0  # em, between what stands side by side in a row
THICK = 0.2778  # em, at both sides of a relation


@dataclass(frozen=True)
class Grid:
    """A table: the alignment of each column, and for each row its cells' boxes."""

    table: Box
    columns: tuple[str, ...]  # "l", "c", "r"
    rows: tuple[tuple[tuple[Box, ...], ...], ...]
    gaps: tuple[float, ...]  # em, before each column
    is_ruled: bool = False  # has vertical lines

    @property
    def is_aligned(self) -> bool:
        """Rows that may stand one after another: `aligned` and its kin, `gathered`, a single column."""
        pairs = all(column == "rl"[index % 2] for index, column in enumerate(self.columns))
        return not self.is_ruled and (pairs or len(self.columns) == 1 or self.columns in {("r", "c", "l"), ("l", "l")})


def read(table: Box) -> Grid | None:
    """The rows of a `mtable`; None where it is none, or holds what cannot be told apart."""
    if not table.has("mtable") or table.children is None:
        return None
    columns = [child for child in table.children if any(name.startswith("col-align") for name in child.classes)]
    cells = [_cells(column) for column in columns]
    levels = _levels(place for column in cells for place, _ in column)
    by_level = [{bisect_right(levels, place): cell for place, cell in column} for column in cells]
    rows = tuple(tuple(column.get(level, ()) for column in by_level) for level in range(1, len(levels) + 1))
    alignments = tuple(column.classes[0].removeprefix("col-align-") for column in columns)
    is_ruled = any(child.has("vertical-separator") for child in table.children)
    return Grid(table, alignments, rows, _gaps(table.children), is_ruled) if rows else None


def _gaps(children: Sequence[Box]) -> tuple[float, ...]:
    gaps, gap = [], 0.0
    for child in children:
        if child.has("arraycolsep"):
            gap += child.width
        elif child.classes and child.classes[0].startswith("col-align"):
            gaps.append(gap)
            gap = 0.0
    return tuple(gaps)


def _levels(places: Iterable[float]) -> list[float]:
    """The rows' places from above; those of one row's cells are as good as equal."""
    levels: list[float] = []
    for place in sorted(places):
        if not levels or place - levels[-1] > LEVEL:
            levels.append(place)
    return levels


def alone(boxes: Sequence[Box]) -> Grid | None:
    """The table that boxes are, whatever braces are around it; None where there is more, or none."""
    inside = contents(Box("", (), 0, 0, 0, children=tuple(boxes)))
    return read(inside[0]) if len(inside) == 1 else None


def _cells(column: Box) -> list[tuple[float, tuple[Box, ...]]]:
    """The cells of a column with their places. A cell that is missing at a row's end has none."""
    return [(box.shift, contents(box)) for box in _stack(column) if box.children]


def _stack(box: Box) -> tuple[Box, ...]:
    """The boxes that stand above one another in a `vlist-t`: children of its first `vlist`."""
    while box.children is not None:
        if box.has("vlist"):
            return box.children
        if not box.children:
            break
        box = box.children[0]
    return ()


def stacked(box: Box) -> list[tuple[Box, ...]]:
    """What stands in a stack, from the box that KaTeX wrote first; struts left out."""
    return [contents(child) for child in _stack(box) if child.children]


def contents(box: Box) -> tuple[Box, ...]:
    """What stands in a box of a stack, without its strut and without a group around everything."""
    inside = tuple(child for child in box.children or () if not child.has("pstrut"))
    while len(inside) == 1 and is_group(inside[0]) and inside[0].children is not None:
        inside = inside[0].children
    return inside


def is_group(box: Box) -> bool:
    """Whether a box is nothing but braces around others."""
    if box.children is None or box.classes != ("mord",) or box.markup != '<span class="mord">':
        return False
    return not any(child.has("msupsub", "mfrac") for child in box.children)


def row_of(grid: Grid, cells: Sequence[Sequence[Box]], first: int = 0) -> list[Box]:
    """Cells from the column `first` on, one after another, with room where the table has it: `3` and `-5` are two."""
    boxes: list[Box] = []
    for gap, cell in zip(grid.gaps[first:], cells, strict=False):
        inside = stripped(cell) if not boxes else list(cell)
        if gap and boxes and stripped(inside):
            is_relation = boxes[-1].has("mrel") or inside[0].has("mrel")
            boxes.append(space(THICK if is_relation else QUAD))
        boxes += inside
    return boxes


def parts_of(grid: Grid, row: tuple[tuple[Box, ...], ...]) -> list[list[Box]]:
    """What stands in a row, equation by equation, or value and condition."""
    step = 2 if grid.columns[:2] == ("r", "l") else 1
    parts = [stripped(row_of(grid, row[start : start + step], start)) for start in range(0, len(row), step)]
    return [part for part in parts if part]


def joined(parts: list[list[Box]]) -> list[Box]:
    """Parts of a row at some distance from each other."""
    return [box for index, part in enumerate(parts) for box in ([space(QUAD), *part] if index else part)]


def numbers(tag: Box) -> list[Box]:
    """The numbers of an aligned display, one for each row, empty where it has none; none where one stands for all."""
    if not tag.children or not tag.children[0].has("vlist-t"):
        return []
    rows = sorted(_cells(tag), key=lambda cell: cell[0])
    return [Box("", (), 0, 0, 0, children=number) for _, number in rows]
