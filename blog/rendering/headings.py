"""Gives every heading an address that can be linked to, and collects them for the table of contents."""

import re
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from blog.rendering import tree
from blog.rendering.draft import Draft

LEVEL = re.compile(r"h[1-6]")
ANCHOR_LABELS = {"zh": "本节的地址", "en": "Address of this section"}


def mark(draft: Draft) -> None:
    """Make the topmost heading h2 (the title is the h1), give ids, and hang a link to itself on each heading."""
    found = [element for _, _, element in tree.walk(draft.root) if LEVEL.fullmatch(element.tag)]
    shift = 1 if any(element.tag == "h1" for element in found) else 0
    taken = {element.get("id") for element in draft.root.iter() if element.get("id")}
    for element in found:
        level = min(int(element.tag[1]) + shift, 6)
        element.tag = f"h{level}"
        anchor = element.get("id") or _free(slug(draft.slots.pattern.sub("", tree.text_of(element))), taken)
        taken.add(anchor)
        element.set("id", anchor)
        draft.headings.append((level, anchor, deepcopy(element)))
        _hang_link(element, anchor, draft.context.language)


def slug(text: str) -> str:
    """A heading's text as an id: letters and digits of any script, lower case, hyphens between.

    >>> slug("为什么没有“一个 loss”？"), slug("A + B!"), slug("?")
    ('为什么没有-一个-loss', 'a-b', 'section')
    """
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-_") or "section"


def _free(anchor: str, taken: set[str | None]) -> str:
    candidate, number = anchor, 2
    while candidate in taken:
        candidate, number = f"{anchor}-{number}", number + 1
    return candidate


def _hang_link(element: Element, anchor: str, language: str) -> None:
    label = ANCHOR_LABELS["zh" if language.startswith("zh") else "en"]
    link = SubElement(element, "a", {"class": "anchor", "href": f"#{anchor}", "aria-label": label})
    link.text = "#"
