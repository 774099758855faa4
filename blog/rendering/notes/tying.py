"""Keeps the sign of a footnote on one line with the character before it and the mark behind it.

Between a Chinese character, a formula or an element and a sign a browser may begin a new line; between a Latin letter
and a digit it does not.
"""

import re
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.line_breaks import WIDE
from blog.rendering.notes.footnotes import is_reference
from blog.rendering.notes.side_notes import is_note
from blog.rendering.renditions import MARKS

MARKS_BEHIND = re.compile(rf"[{re.escape(MARKS)}]*")
SHORT = 12  # characters of an element that a line holds whole, on any screen


def tie(draft: Draft) -> None:
    """Put `<span class="tied">` around each sign with its neighbours."""
    last = re.compile(rf"(?:{draft.slots.pattern.pattern}|[{WIDE}])\Z")
    for parent in list(draft.root.iter()):
        if any(map(is_reference, parent)):
            _tie_in(parent, last)


def _tie_in(parent: Element, last: re.Pattern[str]) -> None:
    items: list[Element | str] = [parent.text or ""]
    for child in parent:
        tail, child.tail = child.tail or "", None
        if not is_reference(child):
            items += [child, tail]
            continue
        marks = MARKS_BEHIND.match(tail)
        behind = marks.group() if marks else ""
        if not _join(items, child, behind, last):
            items += [child, behind]
        items.append(tail[len(behind) :])
    parent.text, parent[:] = None, []
    for item in items:
        tree.append(parent, item)


def _join(items: list[Element | str], sign: Element, marks: str, last: re.Pattern[str]) -> bool:
    """Tie a sign to what stands before it; False where nothing can part the two."""
    if len(items) > 1 and not items[-1] and _is_tied(items[-2]):  # a second sign
        tied = items[-2]
    else:
        before = _take_last(items, last)
        if before is None:
            return False
        tied = Element("span", {"class": "tied"})
        tree.append(tied, before)
        items.append(tied)
    for part in (sign, marks):
        tree.append(tied, part)  # type: ignore[arg-type] # an element: see _is_tied
    return True


def _is_tied(item: Element | str) -> bool:
    return (
        isinstance(item, Element) and item.get("class") == "tied" and not MARKS_BEHIND.fullmatch(item[-1].tail or "x")
    )


def _take_last(items: list[Element | str], last: re.Pattern[str]) -> Element | str | None:
    """Take away what a sign is tied to: a character, a formula, or a short element right before it."""
    text = items[-1]
    if isinstance(text, str) and text:
        match = last.search(text, max(0, len(text) - 60))
        if match:
            items[-1] = text[: match.start()]
        return match.group() if match else None
    element = items[-2] if len(items) > 1 else None
    if (
        not isinstance(element, Element)
        or element.tag in tree.VOID
        or is_note(element)
        or len(tree.text_of(element)) > SHORT
    ):
        return None
    del items[-2:]
    return element
