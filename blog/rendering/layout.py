"""Third stage: lays lists and tables out as Python-Markdown wants them, where authors write as CommonMark allows.

Python-Markdown asks for four spaces a level and a blank line before a list or a table. Posts written for other systems
nest by two or three and put lists right under a sentence; without this stage they would come out flat.
"""

import re
from dataclasses import dataclass, field

MARKER = re.compile(r"(?P<marker>[-*+]|(?P<number>\d{1,9})[.)])(?P<space>[ \t]+)(?P<rest>\S.*)")
RULE = re.compile(r"(?P<sign>[-*_])(?:[ \t]*(?P=sign)){2,}[ \t]*$")
HEADING = re.compile(r"#{1,6}[ \t]")
QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
TABLE_RULE = re.compile(
    r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$|[ ]{0,3}\|[ \t]*:?-+:?[ \t]*\|[ \t]*$"
)
INDENT = "    "


def lay_out(text: str) -> str:
    r"""Indent nested lists by four and set lists and tables apart from the paragraph before them.

    >>> print(lay_out("so:\n- a\n  - b\n- c"))
    so:
    <BLANKLINE>
    - a
        - b
    - c
    """
    return "\n".join(_Layout().run(text.split("\n")))


@dataclass
class _Item:
    marker: int  # column of the marker
    content: int  # column of the text behind it


@dataclass
class _Layout:
    output: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    after_blank: bool = True

    def run(self, lines: list[str]) -> list[str]:
        position = 0
        while position < len(lines):
            if QUOTE.match(lines[position]) and not self.items:
                position = self._quote(lines, position)
                continue
            following = lines[position + 1] if position + 1 < len(lines) else ""
            self._line(lines[position], following)
            position += 1
        return self.output

    def _quote(self, lines: list[str], start: int) -> int:
        """A quote is a text of its own: lay it out without its markers."""
        stop = start
        while stop < len(lines) and QUOTE.match(lines[stop]):
            stop += 1
        inside = _Layout().run([QUOTE.sub("", line, count=1) for line in lines[start:stop]])
        self.output += [f"> {line}".rstrip() for line in inside]
        self.after_blank = False
        return stop

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
            self._inside_item(expanded, indent)
        else:
            self._plain(line, following)
        self.after_blank = False

    def _opens_item(self, indent: int, match: re.Match[str]) -> bool:
        """Whether a marker begins an item here: by its column and by what CommonMark lets interrupt a paragraph."""
        if self.items:
            return indent < self.items[-1].content + 4
        return indent < 4 and (self.after_blank or match["number"] in {None, "1"})

    def _item(self, indent: int, match: re.Match[str]) -> None:
        while self.items and indent < self.items[-1].marker + 2:
            self.items.pop()
        if not self.items and not self.after_blank and self.output and not self._continues_list():
            self.output.append("")
        marker = f"{match['number']}." if match["number"] else match["marker"]
        self.output.append(f"{INDENT * len(self.items)}{marker} {match['rest']}")
        content = indent + len(match["marker"]) + min(len(match["space"]), 4)
        self.items.append(_Item(indent, content))

    def _continues_list(self) -> bool:
        """Whether the lines above, back to a blank one, belong to a list already."""
        for line in reversed(self.output):
            if not line.strip():
                return False
            if MARKER.match(line.lstrip()):
                return True
        return False

    def _inside_item(self, line: str, indent: int) -> None:
        if self.after_blank:
            while self.items and indent < self.items[-1].marker + 2:
                self.items.pop()
        if not self.items or (not self.after_blank and HEADING.match(line)):
            self.items.clear()
            self.output += [line] if self.after_blank else ["", line]
            return
        beyond = indent - self.items[-1].content
        kept = beyond if beyond >= 4 and self.after_blank else 0  # indented code inside the item stays code
        self.output.append(INDENT * len(self.items) + " " * kept + line.strip())

    def _plain(self, line: str, following: str) -> None:
        if not self.after_blank and "|" in line and TABLE_RULE.match(following):
            self.output.append("")
        self.output.append(line)
