"""Reads comma-separated values: rows of cells, each with its place, as RFC 4180 has them and as programs write them.

Delimiters are the comma, the semicolon (where the comma is a decimal sign) and the tab; which one, the rows tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = "\t;,"  # of those that divide the rows equally well, the first: a comma may stand in numbers and words
SAMPLE = 50  # rows that tell the delimiter
# A quoted cell may hold the delimiter, line ends and doubled marks. Possessive: without an end it is tried once.
QUOTED = r'[ ]*+"(?P<quoted>(?:[^"]|"")*+)"[ ]*+(?=[{delimiter}\n]|\Z)'
BARE = r"(?P<bare>[^{delimiter}\n]*+)"
NUMBER = re.compile(
    r"""
    \s* [-+−±]? [$€£¥￥]? \s?
    (?: \d{1,3} (?:[,\u202f\xa0 ]\d{3})+ (?:\.\d+)? | \d+ (?:[.,]\d+)? | [.,]\d+ )
    (?:[eE][-+]?\d+)? \s? [%‰°]? \s*
    """,
    re.VERBOSE,
)


class LargeError(ValueError):
    """There are more columns or cells than are read."""


@dataclass(frozen=True)
class Cell:
    """The text of a cell, and where it begins in the block."""

    text: str
    start: int
    is_broken: bool = False  # its quotation does not end, or text stands behind it


def read(text: str, delimiters: str = DELIMITERS, *, columns: int, cells: int) -> list[list[Cell]]:
    """The rows; empty lines are none.

    Raises:
        LargeError: there are more `columns` in a row, or `cells` in all when short rows are filled.

    >>> [[cell.text for cell in row] for row in read('a;b\\n1,5;"2;""3"', columns=9, cells=9)]
    [['a', 'b'], ['1,5', '2;"3']]
    """
    delimiter = _delimiter(text, delimiters, columns)
    rows: list[list[Cell]] = []
    width = 0
    for row in _rows(text, delimiter, columns):
        rows.append(row)
        width = max(width, len(row))
        if width * len(rows) > cells:
            raise LargeError
    return rows


def are_numbers(texts: Iterator[str]) -> bool:
    """Whether there are numbers in a column and nothing else; empty cells and dashes may be among them.

    >>> are_numbers(iter(["1,234.5", "-", "3 %"])), are_numbers(iter(["1", "a"])), are_numbers(iter([""]))
    (True, False, False)
    """
    filled = [text for text in texts if text.strip() not in {"", "-", "–", "—"}]
    return bool(filled) and all(NUMBER.fullmatch(text) for text in filled)


def _delimiter(text: str, delimiters: str, columns: int) -> str:
    """The one that divides most of the first rows into as many cells as the head, and that into more than one."""
    return max(delimiters, key=lambda delimiter: _agreement(text, delimiter, columns))


def _agreement(text: str, delimiter: str, columns: int) -> int:
    lengths: list[int] = []
    try:
        for row in _rows(text, delimiter, columns):
            lengths.append(len(row))
            if len(lengths) == SAMPLE:
                break
    except LargeError:
        return len(lengths) + 1  # it divides, and what is too large will be refused
    return lengths.count(lengths[0]) if lengths and lengths[0] > 1 else 0


def _rows(text: str, delimiter: str, columns: int) -> Iterator[list[Cell]]:
    pattern = re.compile(f"{QUOTED}|{BARE}".format(delimiter=re.escape(delimiter)))
    row: list[Cell] = []
    position = 0
    while position <= len(text):
        match = pattern.match(text, position)
        assert match  # noqa: S101 - the second alternative matches nothing, too
        row.append(_cell(match))
        if len(row) > columns:
            raise LargeError
        position = match.end() + 1  # behind the delimiter or the line's end
        if text[match.end() : position] != delimiter:
            if len(row) > 1 or row[0].text.strip():
                yield row
            row = []


def _cell(match: re.Match[str]) -> Cell:
    quoted = match["quoted"]
    if quoted is not None:
        return Cell(quoted.replace('""', '"'), match.start("quoted"))
    bare = match["bare"]
    text = bare.strip(" ")
    return Cell(text, match.start() + len(bare) - len(bare.lstrip(" ")), is_broken=text.startswith('"'))
