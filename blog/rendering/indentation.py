"""Finds code by its indentation, at any depth of lists and quotes, so that no formula is looked for in it.

CommonMark 0.31, sections 4.4 and 5.2; where items may be nested by two columns it agrees with `layout`.
"""

import re
from dataclasses import dataclass, field

from blog.rendering.closings import Closings

QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
MARKER = re.compile(r"(?P<marker>[-*+]|\d{1,9}[.)])(?P<space>[ \t]+)(?=\S)")
HOLDER = re.compile(r"(?::|\[\^[^\]]+\]:|!!!)[ \t]")  # a definition, a footnote, an admonition
HOLDER_CONTENT = 4  # columns by which Python-Markdown wants their further lines indented
# What may go on over blank lines and is no code wherever its lines begin.
SPANNING = re.compile(r"(?<!\\)\$\$|(?<!\\)\\\[|\\begin\{(?P<environment>[A-Za-z]+\*?)\}|<!--")
CLOSINGS = {"$$": "$$", "\\[": "\\]", "<!--": "-->"}


@dataclass(frozen=True)
class _Item:
    marker: int  # column of the marker, in its quote
    content: int  # column of the text behind it


@dataclass
class Indentation:
    """Reads a source line by line, from its beginning; `code` holds the stretches that are code."""

    source: str
    closings: Closings
    position: int = 0
    code: list[tuple[int, int]] = field(default_factory=list)
    _quotes: int = 0
    _items: list[_Item] = field(default_factory=list)
    _after_blank: bool = True
    _in_code: bool = False
    _inside: int = 0  # a display or comment goes on to here

    def read(self, stop: int) -> None:
        """Read the lines that begin before `stop`."""
        while self.position < stop:
            end = self.source.find("\n", self.position)
            end = len(self.source) if end < 0 else end + 1
            self._line(self.source[self.position : end], end)
            self.position = end

    def is_code(self, start: int) -> bool:
        """Whether the line that begins at `start` is code; reads up to it."""
        self.read(start)
        end = self.source.find("\n", start)
        line, quotes = _unquoted(self.source[start : end if end >= 0 else len(self.source)])
        if start < self._inside or quotes != self._quotes:
            return start < self._inside
        indent = _indent(line)
        content = self._content(indent) if self._after_blank else (self._items[-1].content if self._items else 0)
        return indent - content >= 4 and (self._after_blank or self._in_code)

    def skip(self, stop: int) -> None:
        """Pass over a fenced block that begins here, up to `stop`; the items around it stay open."""
        end = self.source.find("\n", self.position)
        line, quotes = _unquoted(self.source[self.position : end if end >= 0 else len(self.source)])
        self._enter(quotes)
        self._after_blank = True  # a fence left of an item's text ends the item even without a blank line
        self._place(line)
        self.position = max(self.position, stop)
        self._after_blank = self._in_code = False

    def _enter(self, quotes: int) -> None:
        if quotes != self._quotes:
            self._after_blank, self._in_code = quotes > self._quotes, False
            self._quotes, self._items = quotes, []

    def _line(self, written: str, end: int) -> None:
        line, quotes = _unquoted(written)
        self._enter(quotes)
        if not line.strip():
            self._after_blank = True
            return
        is_code = self._place(line) and self.position >= self._inside
        if is_code:
            self._keep(end)
        else:
            self._inside = max(self._inside, self._spanned(max(self.position, self._inside), end))
        self._in_code, self._after_blank = is_code, False

    def _place(self, line: str) -> bool:
        """Open or leave items by the line's indentation; whether the line is code."""
        indent = _indent(line)
        if self._after_blank:
            self._content(indent, leave=True)
        content = self._items[-1].content if self._items else 0
        if indent - content >= 4:
            return self._after_blank or self._in_code
        text = line.lstrip()
        if marker := MARKER.match(text):
            while self._items and indent < self._items[-1].marker + 2:
                self._items.pop()
            self._items.append(_Item(indent, indent + len(marker["marker"]) + min(len(marker["space"]), 4)))
        elif indent < 4 and HOLDER.match(text):
            self._items = [_Item(0, HOLDER_CONTENT)]
        return False

    def _content(self, indent: int, *, leave: bool = False) -> int:
        """Where text begins in the item to which a line behind a blank one belongs."""
        items = self._items if leave else list(self._items)
        while items and indent < items[-1].marker + 2:
            items.pop()
        return items[-1].content if items else 0

    def _keep(self, end: int) -> None:
        """Note a line of code; blank lines between two of them are code, too."""
        if self._in_code and self.code:
            self.code[-1] = (self.code[-1][0], end)
        else:
            self.code.append((self.position, end))

    def _spanned(self, start: int, line_end: int) -> int:
        """Where the last display or comment that begins in a line ends; `start` where none does."""
        position = start
        while position < line_end and (match := SPANNING.search(self.source, position, line_end)):
            closing = CLOSINGS.get(match.group(), f"\\end{{{match['environment']}}}")
            position = max(match.end(), self.closings.after(closing, match.end(), len(self.source)))
        return max(position, start)


def _unquoted(line: str) -> tuple[str, int]:
    quotes = position = 0
    while match := QUOTE.match(line, position):
        position, quotes = match.end(), quotes + 1
    return line[position:], quotes


def _indent(line: str) -> int:
    """Columns of white space before a line's text.

    >>> _indent("  a"), _indent("\\ta")
    (2, 4)
    """
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))
