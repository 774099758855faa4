"""Reads the lines that open and close divisions: `::: theorem Title {#thm:label}` and `:::`.

The forms are those of Pandoc's fenced divs (https://pandoc.org/MANUAL.html#divs-and-spans), of Quarto, which is built
on them, and of VuePress's containers.
"""

import re
from dataclasses import dataclass

from blog.rendering import kinds
from blog.rendering.notes import callouts
from blog.rendering.pieces import DivisionEnd, DivisionStart

HEADING = re.compile(
    r"""
    [ \t]*
    (?P<name>[^\s{}:*]+(?=[\s{*]|$))? (?P<star>\*)? [ \t]*
    (?P<title>[^\n]*?) [ \t]*
    (?:\{[ \t]*(?P<attributes>(?:[#.]|[\w-]+=)[^{}\n]*)\})? [ \t]* :* [ \t]*
    """,
    re.VERBOSE,
)
ATTRIBUTE = re.compile(
    r"""\#(?P<label>[^\s"'=]+) | \.(?P<class>[^\s"'=]+) | (?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"']+))""",
    re.VERBOSE,
)
FOLDS = {"true": "-", "false": "+"}  # by Quarto's `collapse`
# What other systems call what we have: Quarto's callouts and margin notes, VuePress's containers, Chinese words.
SYNONYMS = {
    "callout": "note",
    "column-margin": "aside",
    "margin": "aside",
    "旁注": "aside",
    "折叠": "details",
    "collapse": "details",
    "图": kinds.FIGURE,
    "注意": "note",
    "提示": "tip",
    "重要": "important",
    "警告": "warning",
    "小心": "caution",
}


@dataclass(frozen=True)
class Opening:
    """A line that opens a division, and where in the heading its title stands."""

    start: DivisionStart
    title: tuple[int, int]


def read(heading: str, start: int, written: str) -> Opening | DivisionEnd:
    """What the text behind the colons says.

    Args:
        heading: that text.
        start: where the line stands in the source.
        written: the line.

    >>> read("theorem 勾股定理 {#thm:pythagoras}", 0, "").start.label
    'thm:pythagoras'
    >>> read("{.callout-tip #x title='y'}", 0, "").start.kind, read("", 7, ":::")
    ('tip', DivisionEnd(start=7, written=':::'))
    """
    match = HEADING.fullmatch(heading)
    if match is None or not heading.strip(" \t:"):
        return DivisionEnd(start, written)
    found = list(ATTRIBUTE.finditer(match["attributes"] or ""))
    label = next((each["label"] for each in found if each["label"]), "")
    classes = tuple(each["class"] for each in found if each["class"])
    title = match.span("title")
    for each in found:
        if each["key"] in {"title", "name"} and each["quoted"]:
            offset, (first, last) = match.start("attributes"), each.span("quoted")
            title = (offset + first, offset + last)
    kind = _kind(match["name"] or "", classes, label)
    is_numbered = not match["star"] and "unnumbered" not in classes
    folds = (each["quoted"] or each["bare"] for each in found if each["key"] == "collapse")
    fold = FOLDS.get(next(folds, "").lower(), "")
    opened = DivisionStart(kind, label, is_numbered, title[0] < title[1], classes, start, written, fold)
    return Opening(opened, title)


def _kind(name: str, classes: tuple[str, ...], label: str) -> str:
    """The kind of a division: by its name, its first class that means something, or the beginning of its label."""
    for written in filter(None, [name, *classes]):
        short = written.removeprefix("callout-").lower()
        if known := kinds.kind_of(short) or SYNONYMS.get(short, "") or (short if short in KNOWN else ""):
            return known
    return name or kinds.kind_by_label(label) or next(iter(classes), "")


CALLOUTS = callouts.TITLES.keys() - kinds.STATEMENTS.keys()
KNOWN = {*kinds.STATEMENTS, *kinds.UNNUMBERED, *CALLOUTS, "aside", "details", kinds.FIGURE}
