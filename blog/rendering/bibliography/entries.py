"""Reads BibTeX (by bibtexparser) into entries as their author wrote them, and says what is wrong with it and where.

A broken entry never hides those behind it: the next one begins at the next `@` that begins a line.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blog.rendering.bibliography.values import is_whole

if TYPE_CHECKING:
    from bibtexparser.model import Block
    from bibtexparser.model import Entry as ReadEntry

FAULTS = 20  # reported of one block: a whole web page pasted by mistake would give thousands
BEGINNING = re.compile(r"@[ \t]*(?P<kind>\w+)\s*[{(]\s*(?P<key>[^\s,{}()\"'=#%]+)")
NO_ENTRIES = {"string", "comment", "preamble"}


@dataclass(frozen=True)
class Entry:
    """An entry of a bibliography."""

    key: str
    kind: str  # "article", in lower case; empty for a broken one, of which only `written` is known
    fields: Mapping[str, str]  # by name in lower case; values as written, with their braces or quotation marks
    line: int  # of the block, from 0
    written: str


@dataclass(frozen=True)
class Fault:
    """Something wrong with an entry."""

    line: int  # of the block, from 0
    excerpt: str
    is_repeated: bool = False  # it is only that fields are there twice, those of the excerpt


@dataclass
class Contents:
    """What one block of BibTeX holds."""

    entries: list[Entry] = field(default_factory=list)
    strings: list[tuple[str, str]] = field(default_factory=list)  # names and values of `@string`, as written
    faults: list[Fault] = field(default_factory=list)


def read(text: str) -> Contents:
    r"""All entries of a block, in order.

    >>> contents = read('@string{n = "Nature"}\n@article{a, Title={A}, journal=n}\n@book{b, title={B\n@misc{c}')
    >>> [(entry.key, entry.kind, dict(entry.fields)) for entry in contents.entries]
    [('a', 'article', {'title': '{A}', 'journal': 'n'}), ('b', '', {}), ('c', 'misc', {})]
    >>> contents.faults
    [Fault(line=2, excerpt='b', is_repeated=False)]
    """
    contents = Contents()
    for block, written in _blocks(text):
        _sort_in(contents, block, written)
    del contents.faults[FAULTS:]
    return contents


def _blocks(text: str) -> "Iterator[tuple[Block, str]]":
    """The blocks of BibTeX with what stands there up to the next one."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import ImplicitComment

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it would log becomes warnings
    text = text.replace("\\\n", "\\ \n")  # it does not count a line end behind a backslash
    lines = text.split("\n")
    found = parse_string(text, parse_stack=[]).blocks
    blocks = [block for block in found if not isinstance(block, ImplicitComment)]
    stops = [*(block.start_line or 0 for block in blocks[1:]), len(lines)][: len(blocks)]
    for block, stop in zip(blocks, stops, strict=True):
        yield block, "\n".join(lines[block.start_line or 0 : stop]).strip() or block.raw or ""


def _sort_in(contents: Contents, block: "Block", written: str) -> None:
    from bibtexparser.model import (
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        ParsingFailedBlock,
        String,
    )
    from bibtexparser.model import Entry as ReadEntry

    line = block.start_line or 0
    whole = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) else block
    if isinstance(whole, String):
        contents.strings.append((whole.key.lower(), whole.value))
    elif isinstance(whole, ReadEntry):
        if isinstance(block, DuplicateFieldKeyBlock):
            contents.faults.append(Fault(line, ", ".join(sorted(block.duplicate_keys)), is_repeated=True))
        contents.entries.append(_entry(whole, line, written))
        if not all(is_whole(each.value) for each in whole.fields):
            contents.faults.append(Fault(line, whole.key))
            contents.entries[-1] = Entry(whole.key, "", {}, line, written)
    elif isinstance(block, ParsingFailedBlock):
        beginning = BEGINNING.match(written)
        if beginning and beginning["kind"].lower() not in NO_ENTRIES:
            contents.entries.append(Entry(beginning["key"], "", {}, line, written))
        excerpt = beginning["key"] if beginning else written.split("\n", 1)[0][:40]
        contents.faults.append(Fault(line, excerpt))


def _entry(read_entry: "ReadEntry", line: int, written: str) -> Entry:
    fields: dict[str, str] = {}
    for each in read_entry.fields:
        fields.setdefault(each.key.lower(), each.value)  # BibTeX, too, keeps the first of two
    return Entry(read_entry.key, read_entry.entry_type.lower(), fields, line, written)
