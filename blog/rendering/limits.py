"""Refuses texts that no reader could use and that would cost Markdown minutes, before it sees them.

The figures are those of the safety note (measured over 74 kinds of hostile Markdown); the deepest list of a real post
had five levels, the widest table twelve columns.
"""

import re
from collections.abc import Iterable

from blog.rendering.documents import RenderError
from blog.rendering.draft import Draft
from blog.rendering.layout import RULE, TABLE_RULE

LEVELS = 40  # of lists and quotes in each other
BRACKETS = 200  # open at once in a paragraph
COLUMNS = 100  # of a table
CELLS = 5_000  # of all tables together, those included that a short row leaves empty

MARKER = re.compile(r"[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))")
BRACKET = re.compile(r"(?P<link>\]\()|(?P<open>\[)|(?P<close>\])|(?P<end>\))|(?P<blank>\n[ \t]*\n)")

# What comes of a text, without the drawings of its formulas, which have limits of their own.
GROWTH, FLOOR = 20, 64 * 1024  # characters for each of the source, and for any text
WHOLE = 16_000_000  # characters of all renditions together: about 8 MB of page, and as much for feed and search


def refuse_costly(draft: Draft) -> None:
    """Look at the Markdown, in which code and formulas are placeholders already.

    Raises:
        RenderError: it has too many levels, open brackets, columns or cells; the error names the line.
    """
    _refuse_brackets(draft)
    lines = draft.text.split("\n")
    _refuse_levels(draft, lines)
    _refuse_tables(draft, lines)


def refuse_large(draft: Draft) -> None:
    """Look at the HTML without drawings.

    Raises:
        RenderError: it is out of all proportion to the source.
    """
    if len(draft.text) > FLOOR + GROWTH * len(draft.source):
        raise _too_large()


def refuse_large_renditions(renditions: Iterable[str]) -> None:
    """Look at all that would be stored.

    Raises:
        RenderError: it is more than `WHOLE`.
    """
    if sum(map(len, renditions)) > WHOLE:
        raise _too_large()


def refuse_long(length: int) -> None:
    """Look at the length of what a stage repeats, before it is all in memory.

    Raises:
        RenderError: it is more than `WHOLE`.
    """
    if length > WHOLE:
        raise _too_large()


def _too_large() -> RenderError:
    message = "What the text becomes is too large: it repeats its notes, tables or formulas too often. Divide it."
    return RenderError("too-large", message)


def _refuse_brackets(draft: Draft) -> None:
    square = round_ = 0
    for match in BRACKET.finditer(draft.text):
        kind = match.lastgroup
        if kind == "blank":
            square = round_ = 0
        square = max(square + (kind == "open") - (kind in {"close", "link"}), 0)
        round_ = max(round_ + (kind == "link") - (kind == "end"), 0)
        if max(square, round_) > BRACKETS:
            line = _line(draft, match.start())
            message = f"Line {line}: more than {BRACKETS} brackets are open. Close them."
            raise RenderError("too-many-brackets", message, BRACKETS, line)


def _refuse_levels(draft: Draft, lines: list[str]) -> None:
    """Count markers in a row on a line, and items each indented more than the one before."""
    columns: list[int] = []
    position = 0
    for line in lines:
        levels, position = _levels(line, columns), position + len(line) + 1
        if levels > LEVELS:
            number = _line(draft, position - len(line) - 1)
            message = f"Line {number}: more than {LEVELS} lists or quotes stand in each other. Flatten that part."
            raise RenderError("too-many-levels", message, LEVELS, number)


def _levels(line: str, columns: list[int]) -> int:
    """Levels at the end of a line's markers; `columns` are those of the list items around it, brought up to date."""
    first = MARKER.match(line)
    if not first or RULE.match(line.lstrip()):
        return 0
    indent = len(line) - len(line.lstrip())
    while columns and indent < columns[-1] + 2:
        columns.pop()
    columns.append(indent)
    row, match = 0, MARKER.match(line)
    while match and row <= LEVELS:
        row, match = row + 1, MARKER.match(line, match.end())
    return len(columns) - 1 + row


def _refuse_tables(draft: Draft, lines: list[str]) -> None:
    cells = columns = position = table = 0
    for line in lines:
        if columns and "|" not in line:
            columns = 0
        if "|" in line and TABLE_RULE.match(line.lstrip(" >")):
            columns, table = line.strip(" >|").count("|") + 1, position
        cells += columns
        if columns > COLUMNS or cells > CELLS:
            raise _table_error(columns, _line(draft, table))
        position += len(line) + 1


def _table_error(columns: int, line: int) -> RenderError:
    if columns > COLUMNS:
        message = f"Line {line}: the table has more than {COLUMNS} columns. Turn or divide it."
        return RenderError("too-wide-table", message, COLUMNS, line)
    message = f"Line {line}: the tables have more than {CELLS} cells in all. Show a part of them."
    return RenderError("too-many-cells", message, CELLS, line)


def _line(draft: Draft, position: int) -> int:
    """The line of the source that a place in the Markdown comes from: found by its words, else by counting."""
    begin, end = draft.text.rfind("\n", 0, position) + 1, draft.text.find("\n", position)
    words = draft.slots.pattern.split(draft.text[begin : end if end >= 0 else None])
    found = draft.source.find(max(words, key=len)[:200])
    return draft.place(found)[0] if found >= 0 else draft.text.count("\n", 0, position) + 1
