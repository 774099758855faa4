"""Gives every heading an address that can be linked to, and collects them for the table of contents."""

import re
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken
from blog.rendering.notes.footnotes import is_reference

LEVEL = re.compile(r"h[1-6]")
ANCHOR_LABELS = {"zh": "本节的地址", "en": "Address of this section"}


def mark(draft: Draft) -> None:
    """Make the topmost heading h2 (the title is the h1), give ids, and hang a link to itself on each heading."""
    found = [element for _, _, element in tree.walk(draft.root) if LEVEL.fullmatch(element.tag)]
    shift = 1 if any(element.tag == "h1" for element in found) else 0
    headings = set(found)
    named = headings | {each.element for each in draft.counted}  # those have their ids already
    for element in draft.root.iter():
        if element.get("id") and element not in named:
            _name(draft, element)
    for element in sorted(found, key=lambda element: not element.get("id")):  # an author's own ids come first
        _name(draft, element)
    for element in found:
        level = min(int(element.tag[1]) + shift, 6)
        element.tag = f"h{level}"
        anchor = element.get("id", "")
        draft.headings.append((level, anchor, deepcopy(element)))
        _hang_link(element, anchor, draft.context.language)


def _name(draft: Draft, element: Element) -> None:
    """Give a heading an id that nothing else on the page has."""
    prefix = draft.context.prefix
    wanted = element.get("id") or slug(draft.slots.pattern.sub("", _text_of(element)))
    element.set("id", draft.free_id(prefix + wanted).removeprefix(prefix))


def slug(text: str) -> str:
    """A heading's text as an id: letters and digits of any script, lower case, hyphens between.

    >>> slug("为什么没有“一个 loss”？"), slug("A + B!"), slug("?")
    ('为什么没有-一个-loss', 'a-b', 'section')
    """
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-_") or "section"


def _text_of(element: Element) -> str:
    """A heading's text without the signs of its notes."""
    return "".join([element.text or "", *(_part(child) for child in element)])


def _part(child: Element) -> str:
    return ("" if is_reference(child) else _text_of(child)) + (child.tail or "")


def _hang_link(element: Element, anchor: str, language: str) -> None:
    label = ANCHOR_LABELS[spoken(language)]
    link = SubElement(element, "a", {"class": "anchor", "href": f"#{anchor}", "aria-label": label})
    link.text = "#"
