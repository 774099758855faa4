"""Joins lines that were broken between two Chinese characters: a browser would show a space there (4.5 px at 20 px)."""

import re
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

# Han, kana, and full-width or CJK punctuation; not Hangul, which is written with spaces.
WIDE = (
    "\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
)
BREAK = re.compile(rf"(?<=[{WIDE}])[ \t]*\n[ \t]*(?=[{WIDE}])")
AT_END = re.compile(rf"[{WIDE}][ \t]*\n[ \t]*$")
AT_START = re.compile(rf"^[ \t]*\n[ \t]*[{WIDE}]")
BEGINS_WIDE, ENDS_WIDE = re.compile(rf"^[{WIDE}]"), re.compile(rf"[{WIDE}]$")
VERBATIM = {"pre", "code", "kbd", "samp"}


@dataclass
class _Run:
    """A stretch of text in the tree: an element's text or what follows the element."""

    element: Element
    part: str  # "text" or "tail"

    @property
    def value(self) -> str:
        return getattr(self.element, self.part) or ""

    @value.setter
    def value(self, text: str) -> None:
        setattr(self.element, self.part, text)


def join_lines(root: Element) -> None:
    """Remove line breaks between Chinese characters, also where the two stand in different inline elements."""
    runs = [run for run in _runs(root) if run.value]
    for run in runs:
        run.value = BREAK.sub("", run.value)
    for run, following in pairwise(runs):
        if AT_END.search(run.value) and BEGINS_WIDE.match(following.value):
            run.value = run.value.rstrip()
        elif ENDS_WIDE.search(run.value) and AT_START.match(following.value):
            following.value = following.value.lstrip()


def _runs(element: Element) -> list[_Run]:
    runs = [_Run(element, "text")] if element.tag not in VERBATIM else []
    for child in element:
        runs += _runs(child)
        runs.append(_Run(child, "tail"))
    return runs
