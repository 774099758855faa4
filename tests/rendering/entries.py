"""Reads files of entries: a line `=== name`, a source, a line `---`, and what is expected of the source.

A line `??? reason` below the name marks what does not come out right yet. Behind a line `!!!` stand the expected
warnings, one a line; without it none is expected.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

HEADER = re.compile(r"^=== (?P<name>.+)\n(?:\?\?\? (?P<reason>.+)\n)?", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A source, what is expected of it, and why it does not come out so yet."""

    name: str
    source: str
    expected: str
    warnings: tuple[str, ...]
    reason: str


def read(text: str) -> list[Entry]:
    r"""All entries of a file, in order.

    >>> read("=== a square\n$x^2$\n---\ninline: x^2\n")[0].expected
    'inline: x^2'
    """
    headers = list(HEADER.finditer(text))
    stops = [*(header.start() for header in headers[1:]), len(text)]
    return [_entry(header, text[header.end() : stop]) for header, stop in zip(headers, stops, strict=True)]


def _entry(header: re.Match[str], body: str) -> Entry:
    source, separator, rest = body.rpartition("\n---\n")
    assert separator, f"{header['name']} has no line ---"
    expected, _, warnings = f"\n{rest}".partition("\n!!!\n")
    lines = tuple(warnings.strip("\n").splitlines())
    return Entry(header["name"], source, expected.strip("\n"), lines, header["reason"] or "")


def parameters(files: Iterable[tuple[str, list[Entry]]]) -> list[object]:
    """One parameter for each entry of each file, with an id like `numbering:a starred form has no number`."""
    return [
        pytest.param(
            entry,
            id=f"{name}:{entry.name}",
            marks=[pytest.mark.xfail(strict=True, reason=entry.reason)] if entry.reason else [],
        )
        for name, entries in files
        for entry in entries
    ]
