"""Joins lines that were broken between two Chinese characters: a browser would show a space there (4.5 px at 20 px)."""

import re
from dataclasses import dataclass
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
VERBATIM = {"pre", "code", "kbd", "samp", "img"}


@dataclass
class _Run:
    """A stretch of text in the tree: an element's text or what follows the element."""

    element: Element
    part: str  # "text" or "tail"; "" for an element that is only looked at

    @property
    def value(self) -> str:
        return (getattr(self.element, self.part) or "") if self.part else _seen(self.element)

    @value.setter
    def value(self, text: str) -> None:
        setattr(self.element, self.part, text)


def join_lines(root: Element) -> None:
    """Remove line breaks between Chinese characters, also where the two stand in different inline elements."""
    runs = [run for run in _runs(root) if run.value]
    for run in runs:
        if run.part:
            run.value = BREAK.sub("", run.value)
    for before, run, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        if run.part and "\n" in run.value:
            run.value = _joined(before.value if before else "", run.value, after.value if after else "")


def _joined(before: str, text: str, after: str) -> str:
    """A run of text without a break at either end that has a Chinese character on both its sides."""
    if not text.strip():
        return "" if ENDS_WIDE.search(before) and BEGINS_WIDE.match(after) else text
    if AT_END.search(text) and BEGINS_WIDE.match(after):
        text = text.rstrip()
    if AT_START.search(text) and ENDS_WIDE.search(before):
        text = text.lstrip()
    return text


def _seen(element: Element) -> str:
    """What a reader sees of an element that is not changed: code as it is, a picture as one sign."""
    return "".join(element.itertext()) or "\ufffc"


def _runs(element: Element) -> list[_Run]:
    runs = [_Run(element, "text")]
    for child in element:
        runs += [_Run(child, "")] if child.tag in VERBATIM else _runs(child)
        runs.append(_Run(child, "tail"))
    return runs
