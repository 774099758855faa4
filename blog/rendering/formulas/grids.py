"""Reads KaTeX's tables, which are written column by column: aligned rows, cases, matrices."""

from dataclasses import dataclass

from blog.rendering.formulas.boxes import Box, space, stripped

QUAD = 1.0  # em, between the equations that stand side by side in a row of `align`


@dataclass(frozen=True)
class Grid:
    """A table: the alignment of each column, and for each row its cells' boxes."""

    table: Box
    columns: tuple[str, ...]  # "l", "c", "r"
    rows: tuple[tuple[tuple[Box, ...], ...], ...]
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
    tops = sorted({top for column in cells for top in column})
    rows = tuple(tuple(column.get(top, ()) for column in cells) for top in tops)
    alignments = tuple(column.classes[0].removeprefix("col-align-") for column in columns)
    is_ruled = any(child.has("vertical-separator") for child in table.children)
    return Grid(table, alignments, rows, is_ruled) if rows else None


def _cells(column: Box) -> dict[float, tuple[Box, ...]]:
    """The cells of a column by their place from above, which KaTeX writes as `top`."""
    return {round(box.shift, 3): contents(box) for box in _stack(column) if box.children}


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


def row_of(cells: tuple[tuple[Box, ...], ...]) -> list[Box]:
    """The cells of a row one after another; each second equation at some distance."""
    boxes: list[Box] = []
    for index, cell in enumerate(cells):
        inside = stripped(cell) if not boxes else list(cell)
        if index and index % 2 == 0 and boxes and stripped(inside):
            boxes.append(space(QUAD))
        boxes += inside
    return boxes


def parts_of(grid: Grid, row: tuple[tuple[Box, ...], ...]) -> list[list[Box]]:
    """What stands in a row, equation by equation, or value and condition."""
    step = 2 if grid.columns[:2] == ("r", "l") else 1
    cells = [[box for cell in row[start : start + step] for box in cell] for start in range(0, len(row), step)]
    return [stripped(cell) for cell in cells if stripped(cell)]


def joined(parts: list[list[Box]]) -> list[Box]:
    """Parts of a row at some distance from each other."""
    return [box for index, part in enumerate(parts) for box in ([space(QUAD), *part] if index else part)]


def numbers(tag: Box) -> list[Box]:
    """The numbers of an aligned display, one for each row, empty where it has none; none where one stands for all."""
    if not tag.children or not tag.children[0].has("vlist-t"):
        return []
    rows = {round(box.shift, 3): box for box in _stack(tag) if box.children}
    return [Box("", (), 0, 0, 0, children=contents(rows[top])) for top in sorted(rows)]
