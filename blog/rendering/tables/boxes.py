"""Puts every table into a box of its own that scrolls when the table is wider than the screen."""

from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft


def wrap(draft: Draft) -> None:
    """Wrap tables; turn alignment attributes, which HTML no longer has, into classes. An empty head is a cell."""
    for element in draft.root.iter():
        if element.tag in {"td", "th"} and (align := element.attrib.pop("align", "")):
            tree.add_class(element, f"align-{align}")
        if element.tag == "th" and not len(element) and not (element.text or "").strip():
            element.tag = "td"  # a screen reader would announce an empty head for every cell below
        if element.tag == "th" and not element.get("scope"):
            element.set("scope", "col")
    tree.replace_each(draft.root, lambda element: [_boxed(element)] if element.tag == "table" else None)


def _boxed(table: Element) -> Element:
    box = Element("div", {"class": "table"})
    box.append(table)
    return box
