"""Lists the addresses of outside links behind the text, for paper, where a link leads nowhere.

Each such link bears the number that its address has in the list; the style sheet prints both, and screens show neither.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

OUTSIDE = re.compile(r"https?://|//", re.IGNORECASE)
# Lists of notes and works, and posters, print addresses themselves.
PRINTED_THERE = {"footnotes", "references", "poster"}


def listed(root: Element) -> Element:
    """The tree with numbered outside links and the list of their addresses; a copy, if there are any.

    >>> from blog.rendering import tree
    >>> tree.write(listed(tree.read('<p><a href="https://a.example/">a</a></p>'))).split("</p>")[0]
    '<p><a href="https://a.example/" data-note="1">a</a>'
    """
    if next(_links(root), None) is None:
        return root
    copy = deepcopy(root)
    numbers: dict[str, int] = {}
    for link in list(_links(copy)):
        number = numbers.setdefault(link.get("href", ""), len(numbers) + 1)
        link.set("data-note", str(number))
    copy.append(_list(list(numbers)))
    return copy


def _links(element: Element) -> Iterator[Element]:
    for child in element:
        if PRINTED_THERE & set(child.get("class", "").split()):
            continue
        if child.tag == "a" and _is_unsaid(child):
            yield child
        yield from _links(child)


def _is_unsaid(link: Element) -> bool:
    """Whether a link leads outside and does not show its address itself."""
    address = link.get("href", "")
    shown = "".join(link.itertext()).strip()
    return bool(OUTSIDE.match(address)) and shown not in {address, re.sub(OUTSIDE, "", address, count=1)}


def _list(addresses: list[str]) -> Element:
    """Hidden but for paper: see print.css."""
    items = Element("ol", {"class": "addresses", "hidden": ""})
    for address in addresses:
        SubElement(items, "li").text = address
    return items
