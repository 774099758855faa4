"""Reads sanitised HTML as a tree and writes it back, so that later stages work on elements instead of on text.

Only for what the sanitiser returns: it closes every element and escapes every stray sign.
"""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement, tostring

# Stands around a block that is put in last; no author can write it, the sanitiser lets only known elements through.
SLOT = "block-slot"

VOID = {"br", "hr", "img", "wbr", "col"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def read(html: str) -> Element:
    """The tree of a piece of sanitised HTML, below a nameless `div`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def write(root: Element) -> str:
    """The HTML inside an element.

    >>> write(read('<p>1 &lt; 2<br>x</p>'))
    '<p>1 &lt; 2<br>x</p>'
    """
    html = tostring(root, encoding="unicode", method="html")
    return html[html.index(">") + 1 : html.rindex("</")]


def text_of(element: Element) -> str:
    """All text inside an element, without markup."""
    return "".join(element.itertext())


def walk(parent: Element) -> Iterator[tuple[Element, int, Element]]:
    """Every element below `parent`, with its own parent and place, as a list that may be changed while it is read."""
    found: list[tuple[Element, int, Element]] = []
    for index, child in enumerate(parent):
        found.append((parent, index, child))
        found.extend(walk(child))
    return iter(found)


def replace_each(root: Element, replacement: Callable[[Element], list[Element] | None]) -> None:
    """Go over all elements below `root`; where `replacement` gives others, they stand in the place of one.

    Each list of children is written once: thousands of paragraphs take no longer one by one.
    """
    for parent in list(root.iter()):
        children = [(child, replacement(child)) for child in parent]
        if all(new is None for _, new in children):
            continue
        parent[:] = []
        for child, new in children:
            if new:
                new[-1].tail = child.tail
                child.tail = None if child is not new[-1] else child.tail
            parent.extend([child] if new is None else new)


def append(element: Element, item: Element | str) -> None:
    """Put an element or a piece of text at the end of an element."""
    if isinstance(item, Element):
        element.append(item)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + item
    else:
        element.text = (element.text or "") + item


def move_inside(source: Element, target: Element) -> None:
    """Move all that an element holds, text and children, to the end of another."""
    append(target, source.text or "")
    for child in list(source):
        source.remove(child)
        target.append(child)


def remove(parent: Element, element: Element) -> None:
    """Take an element out, but keep the text behind it."""
    index = list(parent).index(element)
    if element.tail and index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def remove_each(root: Element, is_removed: Callable[[Element], bool]) -> None:
    """Take out all elements below `root` that are told, but keep the text behind them."""
    for parent in list(root.iter()):
        children = list(parent)
        if not any(map(is_removed, children)):
            continue
        parent[:] = []
        for child in children:
            if is_removed(child):
                append(parent, child.tail or "")
            else:
                parent.append(child)


def lead_fragments_to(root: Element, address: str) -> None:
    """Links within the text lead to its page, where the text stands on another."""
    for element in root.iter():
        if element.get("href", "").startswith("#"):
            element.set("href", f"{address}{element.get('href')}")


def add_class(element: Element, name: str) -> None:
    """Give an element one more class."""
    element.set("class", f"{element.get('class', '')} {name}".strip())
