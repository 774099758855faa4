"""The text on its way through the stages."""

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from blog.rendering import kinds
from blog.rendering.bibliography.library import Library
from blog.rendering.closings import Closings
from blog.rendering.documents import OutsideReference, RenderContext, RenderWarning
from blog.rendering.pieces import Code, DivisionEnd, DivisionStart, Formula, Piece
from blog.rendering.slots import Slots

LINE_END = re.compile("\n")
PAGE_IDS = {  # of the templates that texts stand in
    *("masthead", "main", "contents-title", "series-title", "mentions-title", "cite-title", "licence-title"),
    *("ways-title", "related-title", "reference-preview"),
}


@dataclass(frozen=True)
class Label:
    """What a label names."""

    number: str  # "3", "3a", or the text of a \\tag; empty for what is not counted
    anchor: str  # prefix included
    start: int
    kind: str = kinds.EQUATION


@dataclass(frozen=True)
class Counted:
    """A part of the tree that gets a number and can be referred to: a statement, a figure, a table."""

    element: Element  # gets the id
    kind: str
    label: str  # as written; empty for none
    start: int
    head: Element | None = None  # gets word and number
    letter: str = ""  # of a panel
    is_numbered: bool = True


@dataclass
class Draft:
    """What one run of the pipeline works on. Only the stages write to it."""

    context: RenderContext
    source: str  # cleaned, as the places in warnings refer to it
    text: str = ""  # Markdown with placeholders, then HTML with placeholders
    root: Element = field(default_factory=lambda: Element("div"))
    slots: Slots[Piece] = field(default_factory=Slots)
    labels: dict[str, Label] = field(default_factory=dict)
    counted: list[Counted] = field(default_factory=list)  # in the order of the text once it is numbered
    outside: dict[OutsideReference, None] = field(default_factory=dict)  # what it refers to elsewhere, in order
    library: Library = field(default_factory=Library)  # the works that it may cite
    ids: set[str] = field(default_factory=lambda: set(PAGE_IDS))  # taken already, prefix included
    headings: list[tuple[int, str, Element]] = field(default_factory=list)  # level, anchor, element
    warnings: list[RenderWarning] = field(default_factory=list)
    closings: Closings = field(init=False)
    _found: dict[str, int] = field(default_factory=dict)  # behind each label, where it was found last
    _numbers: dict[str, int] = field(default_factory=dict)  # behind each wanted id, the last one given

    def __post_init__(self) -> None:
        self.closings = Closings(self.source)

    def is_fenced(self, line: str) -> bool:
        """Whether a line of the text stands for a fenced block of code, or begins or ends a division."""
        match = self.slots.pattern.match(line.lstrip())
        piece = self.slots.piece(match) if match else None
        is_alone = match is not None and match.end() == len(line.strip())
        return isinstance(piece, DivisionStart | DivisionEnd) or (is_alone and isinstance(piece, Code))

    def warn(self, kind: str, start: int, *, excerpt: str = "", detail: str = "") -> None:
        """Record something for the author, at an offset of the source."""
        line, column = self.place(start)
        self.warnings.append(RenderWarning(kind, line, column, excerpt, detail))

    def place(self, start: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset in the source."""
        line = bisect_right(self._line_starts, min(max(start, 0), len(self.source)))
        return line, min(max(start, 0), len(self.source)) - self._line_starts[line - 1] + 1

    @functools.cached_property
    def _line_starts(self) -> list[int]:
        """Where each line of the source begins: a text may have as many warnings as lines."""
        return [0, *(match.end() for match in LINE_END.finditer(self.source))]

    def place_of_label(self, label: str) -> int:
        """Where `#label` stands in the source; a second time it is asked for, where it stands the next time."""
        found = re.compile(rf"#{re.escape(label)}(?![\w:.-])").search(self.source, self._found.get(label, 0))
        if label and found:
            self._found[label] = found.end()
        return found.start() if label and found else 0

    def free_id(self, wanted: str) -> str:
        """The id itself, or with a number behind it when it is taken; it is taken from now on."""
        candidate, number = wanted, self._numbers.get(wanted, 1)
        while candidate in self.ids:
            number += 1
            candidate = f"{wanted}-{number}"
        self.ids.add(candidate)
        self._numbers[wanted] = number
        return candidate

    def formulas(self) -> list[Formula]:
        """The formulas, in the order of the source."""
        return [piece for piece in self.slots.pieces if isinstance(piece, Formula)]
