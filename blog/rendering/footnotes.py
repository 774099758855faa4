"""Sets the block of footnotes as a section of the article, with a name that is read aloud."""

from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft

TITLES = {"zh": "脚注", "en": "Footnotes"}


def arrange(draft: Draft) -> None:
    """Rework what Python-Markdown's footnotes extension wrote."""
    title = TITLES["zh" if draft.context.language.startswith("zh") else "en"]
    for _, _, element in tree.walk(draft.root):
        if element.tag == "div" and element.get("class") == "footnote":
            element.tag = "section"
            element.attrib = {"class": "footnotes", "aria-label": title}
            for rule in element.findall("hr"):
                element.remove(rule)
        if element.get("class") == "footnote-backref":
            element.set("class", "back")


def is_reference(element: Element) -> bool:
    """Whether an element is a footnote's sign in the text."""
    return element.tag == "sup" and element.get("id", "").rpartition("fnref")[1] == "fnref"
