"""Puts every table into a box of its own that scrolls when the table is wider than the screen."""

import re
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft

# What a table of the usual letters is at least wide on a phone, in pixels; measured in Chromium, some pixels too much.
PHONE = 288  # the text of a window of 320
LETTER, HAN_LETTER, PADDING = 7.5, 15, 10
FORMULA = 45  # a guess: it is drawn later
WORD = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+")


def wrap(draft: Draft) -> None:
    """Wrap tables; turn alignment attributes, which HTML no longer has, into classes. An empty head is a cell.

    A box that will scroll on a phone can be reached by keyboard.
    """
    for element in draft.root.iter():
        if element.tag in {"td", "th"} and (align := element.attrib.pop("align", "")):
            tree.add_class(element, f"align-{align}")
        if element.tag == "th" and not len(element) and not (element.text or "").strip():
            element.tag = "td"  # a screen reader would announce an empty head for every cell below
        if element.tag == "th" and not element.get("scope"):
            element.set("scope", "col")
    tree.replace_each(draft.root, lambda element: [_boxed(draft, element)] if element.tag == "table" else None)


def _boxed(draft: Draft, table: Element) -> Element:
    box = Element("div", {"class": "table"})
    if _least_width(draft, table) > PHONE:
        box.set("tabindex", "0")
    box.append(table)
    return box


def _least_width(draft: Draft, table: Element) -> float:
    """How wide a table is when all of its lines are broken wherever they may be, in pixels."""
    columns: dict[int, float] = {}
    for row in table.iter("tr"):
        for index, cell in enumerate(row):
            columns[index] = max(columns.get(index, 0), _longest(draft, cell))
    return sum(columns.values()) + PADDING * max(0, len(columns) - 1)


def _longest(draft: Draft, cell: Element) -> float:
    """The width of the longest word of a cell, or of a piece of code, which is not broken."""
    codes = [len(tree.text_of(code)) * LETTER for code in cell.iter("code")]
    text, formulas = draft.slots.pattern.subn(" ", tree.text_of(cell))
    words = [HAN_LETTER if word >= "\u2e80" else len(word) * LETTER for word in WORD.findall(text)]
    return max([*codes, *words, FORMULA if formulas else 0], default=0)
