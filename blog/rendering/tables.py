"""Puts every table into a box of its own that scrolls when the table is wider than the screen."""

from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft


def wrap(draft: Draft) -> None:
    """Wrap tables, and turn alignment attributes, which HTML no longer has, into classes."""
    for parent, _, element in tree.walk(draft.root):
        if element.tag in {"td", "th"} and (align := element.attrib.pop("align", "")):
            tree.add_class(element, f"align-{align}")
        if element.tag == "th" and not element.get("scope"):
            element.set("scope", "col")
        if element.tag == "table":
            box = Element("div", {"class": "table"})
            tree.replace(parent, element, [box])
            box.append(element)
