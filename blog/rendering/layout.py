"""Third stage: lays lists and tables out as Python-Markdown wants them, where authors write as CommonMark allows.

Python-Markdown asks for four spaces a level and a blank line before a list or a table. Posts written for other systems
nest by two or three and put lists right under a sentence; without this stage they would come out flat.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

MARKER = re.compile(r"(?P<marker>[-*+]|(?P<number>\d{1,9})[.)])(?P<space>[ \t]+)(?P<rest>\S.*)")
RULE = re.compile(r"[ ]{0,3}(?P<sign>[-*_])(?:[ \t]*(?P=sign)){2,}[ \t]*$")
UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
HEADING = re.compile(r"#{1,6}[ \t]")
QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
# What holds indented text: an admonition, a footnote, a definition.
DEFINITION = re.compile(r":[ ]{1,3}\S")
HOLDER = re.compile(r"!!![ ]|\[\^[^\]]+\]:[ ]|:[ ]{1,3}\S")
TABLE_RULE = re.compile(
    r"""
    [ ]{0,3} \|? [ \t]*:?-+:?[ \t]* (?:\|[ \t]*:?-+:?[ \t]*)+ \|? [ \t]*$   # two columns or more
    | [ ]{0,3} \| [ \t]*:?-+:?[ \t]* \| [ \t]*$                             # one, between bars
    """,
    re.VERBOSE,
)
HTML_TAG = re.compile(
    r"^(?P<indent>[ ]{0,3})?<(?P<tag>details|div|section|center)(?P<attributes>(?:\s[^<>]*)?)>"
    r"|</(?P<closing>details|div|section|center)\s*>",
    re.MULTILINE,
)
EMPTY_LINE = re.compile(r"\n(?=\n)")
INDENT = "    "

IsFenced = Callable[[str], bool]


def lay_out(text: str, is_fenced: IsFenced = lambda _line: False) -> str:
    r"""Indent nested lists by four and set lists and tables apart from the paragraph before them.

    Args:
        is_fenced: whether a line stands for a fenced block or the edge of a division; at the left edge it ends a list.

    >>> print(lay_out("so:\n- a\n  - b\n- c"))
    so:
    <BLANKLINE>
    - a
        - b
    - c
    """
    return "\n".join(_Layout(is_fenced).run(_with_markdown(text).split("\n")))


def _with_markdown(text: str) -> str:
    r"""An HTML block with an empty line in it holds Markdown, as in CommonMark; Python-Markdown wants to be told.

    >>> _with_markdown("<div>\n<div>\n\na\n</div>\n</div>")
    '<div markdown="1">\n<div markdown="1">\n\na\n</div>\n</div>'
    """
    empty = [match.start() for match in EMPTY_LINE.finditer(text)]
    opened: list[re.Match[str]] = []
    waiting: Counter[str] = Counter()
    places: list[int] = []
    for match in HTML_TAG.finditer(text):
        if match["tag"]:
            opened.append(match)
            waiting[match["tag"]] += 1
        elif waiting[match["closing"]]:
            tag = _opening(match["closing"], opened, waiting)
            is_loose = bisect_left(empty, tag.end()) < bisect_left(empty, match.start())
            if is_loose and tag["indent"] is not None and "markdown=" not in tag["attributes"]:
                places.append(tag.end() - 1)
    pieces = [text[start:stop] for start, stop in pairwise([0, *sorted(places), len(text)])]
    return ' markdown="1"'.join(pieces)


def _opening(name: str, opened: list[re.Match[str]], waiting: Counter[str]) -> re.Match[str]:
    """Take off the last open tag of a name, with those behind it, which never end."""
    while True:
        tag = opened.pop()
        waiting[tag["tag"]] -= 1
        if tag["tag"] == name:
            return tag


@dataclass
class _Item:
    marker: int  # column of the marker
    content: int  # column of the text behind it


@dataclass
class _Layout:
    is_fenced: IsFenced
    output: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    after_blank: bool = True
    in_code: bool = False  # in indented code inside an item

    def run(self, lines: list[str]) -> list[str]:
        position = 0
        while position < len(lines):
            line = lines[position]
            if not self.items and QUOTE.match(line):
                position = self._quote(lines, position)
            elif not self.items and HOLDER.match(line):
                position = self._held(lines, position)
            else:
                self._line(line, lines[position + 1] if position + 1 < len(lines) else "")
                position += 1
        return self.output

    def _quote(self, lines: list[str], start: int) -> int:
        """A quote is a text of its own: lay it out without its markers."""
        stop = start
        while stop < len(lines) and QUOTE.match(lines[stop]):
            stop += 1
        inside = _Layout(self.is_fenced).run([QUOTE.sub("", line, count=1) for line in lines[start:stop]])
        if self.output and self.is_fenced(self.output[-1]):
            self.output.append("")
        self.output += [f"> {line}".rstrip() for line in inside]
        if stop < len(lines) and self.is_fenced(lines[stop]):
            self.output.append("")  # no lazy line of the quote
        self.after_blank = False
        return stop

    def _held(self, lines: list[str], start: int) -> int:
        """What is indented under an admonition, a footnote or a definition is a text of its own, too."""
        stop = start + 1
        while stop < len(lines) and (lines[stop].startswith(INDENT) or not lines[stop].strip()):
            stop += 1
        while not lines[stop - 1].strip():
            stop -= 1
        inside = _Layout(self.is_fenced, after_blank=False).run(
            [line.removeprefix(INDENT) for line in lines[start + 1 : stop]]
        )
        self.output += [lines[start], *(f"{INDENT}{line}".rstrip() for line in inside)]
        self.after_blank = False
        if DEFINITION.match(lines[start]) and self._begins_entry(lines[stop : stop + 2]):
            self.output.append("")  # else it would be a term inside the definition, and so on, ever deeper
        return stop

    def _begins_entry(self, lines: list[str]) -> bool:
        """Whether a term and its definition stand here."""
        return (
            len(lines) == 2
            and lines[0].strip() != ""
            and not HOLDER.match(lines[0])
            and bool(DEFINITION.match(lines[1]))
        )

    def _line(self, line: str, following: str) -> None:
        if not line.strip():
            self.output.append(line)
            self.after_blank = True
            return
        expanded = line.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip(" "))
        match = MARKER.match(expanded, indent)
        if match and not RULE.match(expanded, indent) and self._opens_item(indent, match):
            self._item(indent, match)
        elif self.items:
            self._inside_item(expanded, indent, following)
        else:
            self._plain(line, following)
        self.after_blank = False

    def _opens_item(self, indent: int, match: re.Match[str]) -> bool:
        """Whether a marker begins an item here: by its column and by what CommonMark lets interrupt a paragraph."""
        if self.items:
            return indent < self.items[-1].content + 4
        return indent < 4 and (self.after_blank or match["number"] in {None, "1"} or self._is_below_block())

    def _is_below_block(self) -> bool:
        """Whether the line above is no paragraph, which only a bullet or a 1 may interrupt."""
        above = self.output[-1] if self.output else ""
        return self.is_fenced(above) or bool(HEADING.match(above) or RULE.match(above))

    def _item(self, indent: int, match: re.Match[str]) -> None:
        while self.items and indent < self.items[-1].marker + 2:
            self.items.pop()
        if not self.items and not self.after_blank and self.output and not self._continues_list():
            self.output.append("")
        marker = f"{match['number']}." if match["number"] else match["marker"]
        self.output.append(f"{INDENT * len(self.items)}{marker} {match['rest']}")
        self.items.append(_Item(indent, indent + len(match["marker"]) + min(len(match["space"]), 4)))
        self.in_code = False

    def _continues_list(self) -> bool:
        """Whether the lines above, back to a blank one, belong to a list already."""
        for line in reversed(self.output):
            if not line.strip():
                return False
            if MARKER.match(line.lstrip()):
                return True
        return False

    def _inside_item(self, line: str, indent: int, following: str) -> None:
        if self.after_blank:
            while self.items and indent < self.items[-1].marker + 2:
                self.items.pop()
        if not self.items or (not self.after_blank and self._ends_list(line, indent)):
            self.items.clear()
            self._plain(line, following, apart=not self.after_blank)
            return
        content = self.items[-1].content
        beyond = indent - content
        self.in_code = beyond >= 4 and (self.after_blank or self.in_code)
        if not self.after_blank and (HEADING.match(line.lstrip()) or self._begins_table(line, following)):
            self.output.append("")
            self.after_blank = True
        # Lines that go on with a paragraph need no indentation of their own; a quote would lose its marker by it.
        depth = len(self.items) if self.after_blank or self.in_code else len(self.items) - 1
        self.output.append(INDENT * depth + " " * (beyond if self.in_code else 0) + line.lstrip())

    def _ends_list(self, line: str, indent: int) -> bool:
        """A heading, a rule or code at the left of the item's text is no part of it."""
        outside, text = indent < self.items[-1].marker + 2, line.lstrip()
        return outside and (bool(HEADING.match(text) or RULE.match(text)) or self.is_fenced(line))

    def _plain(self, line: str, following: str, *, apart: bool = False) -> None:
        if apart or (not self.after_blank and (self._begins_table(line, following) or self._is_no_underline(line))):
            self.output.append("")
        self.output.append(line)

    def _is_no_underline(self, line: str) -> bool:
        """Whether a rule stands below a rule or a quote, of which Python-Markdown would make a heading."""
        above = self.output[-1] if self.output else ""
        if QUOTE.match(above):
            return RULE.match(line) is not None
        return RULE.match(above) is not None and bool(RULE.match(line) or UNDERLINE.match(line))

    def _begins_table(self, line: str, following: str) -> bool:
        return "|" in line and TABLE_RULE.match(following.strip()) is not None
