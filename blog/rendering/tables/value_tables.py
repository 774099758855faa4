"""Makes tables of blocks of `csv` and `tsv`. Their cells are plain text, in which formulas are drawn.

In two steps: while the source is scanned a block's rows are read, so that formulas get their numbers in order; in the
tree its placeholder becomes a table. Who wants to show values as they are written names the language `text`.
"""

import re
from dataclasses import dataclass, field, fields
from xml.etree.ElementTree import Element, SubElement

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.formulas import delimiters
from blog.rendering.limits import CELLS, COLUMNS
from blog.rendering.pieces import Code, Formula, Values
from blog.rendering.tables import values

DELIMITERS = {"csv": values.DELIMITERS, "tsv": "\t"}
OPENING = re.compile(r"\\\$|\$\$?|\\\(")


@dataclass
class Reader:
    """Reads the blocks of values of one text, in order."""

    draft: Draft
    cells: int = CELLS  # that are left

    def read(self, code: Code) -> Code:
        """The block with its rows, if it is one of values; what is too large for a table stays code, with a warning."""
        if code.language not in DELIMITERS or not code.text.strip():
            return code
        try:
            rows = values.read(code.text, DELIMITERS[code.language], columns=COLUMNS, cells=self.cells)
        except values.LargeError:
            self.draft.warn("large-csv", code.start)
            return code
        if not rows:  # nothing but an empty pair of quotation marks
            return code
        width = max(map(len, rows))
        self.cells -= width * len(rows)
        block = _Block(self.draft, _Lines(self.draft.source, code), len(rows[0]))
        texts = (block.texts(row) for row in rows)
        filled = tuple((*row, *[""] * (width - len(row))) for row in texts)
        return Values(**{field.name: getattr(code, field.name) for field in fields(code)}, rows=filled)


def place(draft: Draft) -> None:
    """Put the tables where their placeholders stand in the tree: alone, or in the text of a list's item."""
    if not any(isinstance(piece, Values) for piece in draft.slots.pieces):
        return
    for parent in list(draft.root.iter()):
        items = _items(draft, parent)
        if any(isinstance(item, Values) for item in items):
            parent.text, parent[:] = None, []
            for item in items:
                if isinstance(item, Element):
                    item.tail = None  # it stands behind it as a text of its own
                tree.append(parent, _table(item) if isinstance(item, Values) else item)


def _items(draft: Draft, parent: Element) -> list[Element | str | Values]:
    """What stands in an element: its texts, elements and values; what stands behind an element comes after it."""
    items = _parts(draft, parent.text)
    for child in parent:
        alone = _parts(draft, child.text) if child.tag == tree.SLOT else []
        items += alone if any(isinstance(item, Values) for item in alone) else [child]
        items += _parts(draft, child.tail)
    return items


def _parts(draft: Draft, text: str | None) -> list[Element | str | Values]:
    parts: list[Element | str | Values] = []
    position = 0
    for match in draft.slots.pattern.finditer(text or ""):
        piece = draft.slots.piece(match)
        if text and isinstance(piece, Values):
            parts += [text[position : match.start()], piece]
            position = match.end()
    return [*parts, text[position:]] if text else parts


def _table(piece: Values) -> Element:
    table = Element("table", {"id": piece.label} if piece.label else {})
    if piece.title:
        caption = SubElement(table, "caption")
        caption.text, caption.tail = piece.title, " "
    columns = zip(*piece.rows, strict=True)
    classes = [{"class": "align-right"} if values.are_numbers(iter(column[1:])) else {} for column in columns]
    head = SubElement(SubElement(table, "thead"), "tr")
    for text, attributes in zip(piece.rows[0], classes, strict=True):
        _cell(head, "th" if text else "td", text, attributes)
    if len(piece.rows) > 1:
        body = SubElement(table, "tbody")
        for row in piece.rows[1:]:
            line = SubElement(body, "tr")
            for text, attributes in zip(row, classes, strict=True):
                _cell(line, "td", text, attributes)
    return table


def _cell(row: Element, tag: str, text: str, attributes: dict[str, str]) -> None:
    """A cell, and a space behind it, which parts its words from those of the next one for the search."""
    cell = SubElement(row, tag, attributes)
    cell.text, cell.tail = text, " "


class _Lines:
    """Where the lines of a block stand in the source, in which they may be indented or quoted."""

    def __init__(self, source: str, code: Code) -> None:
        self._source = source
        self._text = code.text
        self._begin = 0  # of the present line in the block
        self._stop = _line_end(source, source.find("\n", code.start) + 1)  # of the same line in the source

    def origin(self, position: int) -> int:
        """The place in the source of a place in the block. Places are asked for in their order."""
        end = _line_end(self._text, self._begin)
        while end < position:
            self._begin = end + 1
            self._stop = _line_end(self._source, self._stop + 1)
            end = _line_end(self._text, self._begin)
        return max(self._stop - (end - position), 0)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


@dataclass
class _Block:
    """Goes over the cells of a block in order and names the first fault of each kind."""

    draft: Draft
    lines: _Lines
    width: int  # of the head
    named: set[str] = field(default_factory=set)

    def texts(self, row: list[values.Cell]) -> list[str]:
        """The texts of a row, formulas in them as placeholders."""
        origins = [self.lines.origin(cell.start) for cell in row]
        if len(row) != self.width and self._is_first("ragged"):
            self.draft.warn("ragged-csv", origins[0], detail=f"{len(row)}/{self.width}")
        return [self._text(cell, origin) for cell, origin in zip(row, origins, strict=True)]

    def _text(self, cell: values.Cell, origin: int) -> str:
        if cell.is_broken and self._is_first("broken"):
            self.draft.warn("broken-csv", origin, excerpt=cell.text[:40])
        stop = origin + len(cell.text)
        is_verbatim = self.draft.source[origin:stop] == cell.text  # else its marks were doubled, or its lines indented
        return _with_formulas(self.draft, origin, stop) if is_verbatim else cell.text

    def _is_first(self, fault: str) -> bool:
        is_first = fault not in self.named
        self.named.add(fault)
        return is_first


def _with_formulas(draft: Draft, start: int, stop: int) -> str:
    """The text between two places of the source, its formulas as placeholders; a lone dollar is money."""
    source = draft.source
    output: list[str] = []
    while match := OPENING.search(source, start, stop):
        output.append(source[start : match.start()])
        if match.group() == "\\$":
            output.append("$")
            start = match.end()
            continue
        found = delimiters.find(source, match.start(), stop)
        output.append(draft.slots.hold(found) if isinstance(found, Formula) else source[match.start() : found.stop])
        start = found.stop
    return "".join([*output, source[start:stop]])
