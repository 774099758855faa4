"""Puts citations and the list of works into the tree, with links there and back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from blog.rendering import tree
from blog.rendering.bibliography import formatting
from blog.rendering.documents import RenderContext
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken
from blog.rendering.line_breaks import WIDE
from blog.rendering.pieces import Bibliography, Citation, Cited

TITLES = {"zh": "参考文献", "en": "References"}
CITATION_LABELS = {"zh": "参考文献 {}", "en": "Reference {}"}
BACKLINK_TITLES = {"zh": "回到正文中引用文献 {} 之处", "en": "Back to where reference {} is cited"}
ALPHABET = "abcdefghijklmnopqrstuvwxyz"  # of ways back; a work that is cited more often has one to each of the first
ARROW = "↩\ufe0e"
SHORT = 12  # characters of a citation that is not broken over two lines
HEADING = re.compile(r"h[1-6]")
ENDS_WIDE, BEGINS_WIDE = re.compile(rf"(?<=[{WIDE}])[ \t]*\n[ \t]*$"), re.compile(rf"^[ \t]*\n[ \t]*(?=[{WIDE}])")
SPACE = re.compile(rf"(?<=[{WIDE}])[ \t]+$")

Item = Element | str


@dataclass
class _Placing:
    """What is found out on the way through the tree."""

    draft: Draft
    anchors: dict[str, str] = field(default_factory=dict)  # of the entries, by key
    ways: dict[str, list[str]] = field(default_factory=dict)  # by key, ids of the places that cite it
    slots: list[tuple[Element, Element]] = field(default_factory=list)  # bibliographies, each with its parent


def place(draft: Draft) -> None:
    """Number the citations in the order of the page, and put the list where the (last) bibliography stands."""
    if not draft.library.shelves:
        return
    placing = _Placing(draft)
    _fill(placing, draft.root)
    if draft.library.works:
        _put_list(placing)


def remove_from(draft: Draft, element: Element) -> None:
    """Take the citations out of a copy of a heading, for the table of contents."""
    for part in element.iter():
        part.text, part.tail = _without(draft, part.text), _without(draft, part.tail)


def is_citation(element: Element) -> bool:
    """Whether an element is a citation in the text."""
    return element.get("class") == "citing"


def _without(draft: Draft, text: str | None) -> str | None:
    def rendition(match: re.Match[str]) -> str:
        return "" if isinstance(draft.slots.piece(match), Citation) else match.group()

    return draft.slots.pattern.sub(rendition, text) if text else text


def _fill(placing: _Placing, element: Element, *, in_link: bool = False) -> None:
    """Put elements in place of the placeholders in an element, in the order in which they are read."""
    in_link = in_link or element.tag == "a"
    for value in element.attrib.values():
        for piece in placing.draft.slots.contained(value):
            if isinstance(piece, Citation):
                _number(placing, piece)
    children = list(element)
    items = _items(placing, element, element.text or "", in_link=in_link)
    for child in children:
        tail, child.tail = child.tail or "", None
        _fill(placing, child, in_link=in_link)
        items += [child, *_items(placing, element, tail, in_link=in_link)]
    element.text = None
    element[:] = []
    for item in items:
        tree.append(element, item)


def _items(placing: _Placing, parent: Element, text: str, *, in_link: bool) -> list[Item]:
    """A stretch of text with elements for its citations and bibliographies."""
    items: list[Item] = []
    slots, position = placing.draft.slots, 0
    for match in slots.pattern.finditer(text):
        piece = slots.piece(match)
        if isinstance(piece, Citation):
            before = text[position : match.start()]
            before = ENDS_WIDE.sub("", BEGINS_WIDE.sub("", before) if position else before)
            items.append(SPACE.sub("\u00a0", before))  # no line of Chinese begins with a citation
            items.append(_cite(placing, piece, in_link=in_link))
            position = match.end()
        elif isinstance(piece, Bibliography):
            slot = Element(tree.SLOT)
            placing.slots.append((parent, slot))
            items += [text[position : match.start()], slot]
            position = match.end()
    rest = text[position:]
    return [item for item in [*items, BEGINS_WIDE.sub("", rest) if position else rest] if item != ""]


def _number(placing: _Placing, citation: Citation) -> None:
    library, prefix = placing.draft.library, placing.draft.context.prefix
    for cited in citation.items:
        if cited.key in library.works and cited.key not in library.numbers:
            library.numbers[cited.key] = len(library.numbers) + 1
            placing.anchors[cited.key] = _free(placing, f"ref-{_slug(cited.key)}").removeprefix(prefix)


def _cite(placing: _Placing, citation: Citation, *, in_link: bool) -> Item:
    """The numbers in brackets, each a link to its entry; mere text inside another link."""
    _number(placing, citation)
    library = placing.draft.library
    if in_link:
        return library.printed(citation)
    is_short = len(library.printed(citation)) <= SHORT
    span = Element("span", {"class": "citing"})
    for text, cited in library.parts(citation):
        item = _link(placing, cited) if cited else text.replace(" ", "\u00a0") if is_short else text
        tree.append(span, item)
    return span


def _link(placing: _Placing, cited: Cited) -> Element:
    language = _language(placing.draft.context)
    number, anchor = placing.draft.library.numbers[cited.key], placing.anchors[cited.key]
    ways = placing.ways.setdefault(cited.key, [])
    attributes = {"class": "citation", "href": f"#{anchor}", "aria-label": CITATION_LABELS[language].format(number)}
    if len(ways) < len(ALPHABET):
        ways.append(_free(placing, f"cite-{_slug(cited.key)}").removeprefix(placing.draft.context.prefix))
        attributes["id"] = ways[-1]
    link = Element("a", attributes)
    link.text = str(number)
    return link


def _free(placing: _Placing, wanted: str) -> str:
    return placing.draft.free_id(placing.draft.context.prefix + wanted)


def _slug(key: str) -> str:
    return re.sub(r"[^\w]+", "-", key).strip("-") or "work"


def _put_list(placing: _Placing) -> None:
    root = placing.draft.root
    for parent, slot in placing.slots[:-1]:
        tree.remove(parent, slot)
    if placing.slots:
        parent, section = placing.slots[-1]
        section = _outermost(parent, section)
    else:
        section = Element("section")
        notes = next((index for index, child in enumerate(root) if child.get("class") == "footnotes"), len(root))
        root.insert(notes, section)
    _make_list(placing, section, is_titled=not _has_heading_before(root, section))


def _outermost(parent: Element, slot: Element) -> Element:
    """The slot that blocks have been lifted into, which is to become the section itself."""
    if parent.tag != tree.SLOT:
        return slot
    parent.remove(slot)
    return parent


def _has_heading_before(root: Element, section: Element) -> bool:
    siblings = list(root)
    index = siblings.index(section) if section in siblings else 0
    return index > 0 and HEADING.fullmatch(siblings[index - 1].tag) is not None


def _make_list(placing: _Placing, section: Element, *, is_titled: bool) -> None:
    library, language = placing.draft.library, _language(placing.draft.context)
    section.tag = "section"
    section.attrib.update({"class": "references", "aria-label": TITLES[language]})
    if is_titled:
        title = SubElement(section, "p", {"class": "references-title"})
        title.text = TITLES[language]
    entries = SubElement(section, "ol")
    for key in library.numbers or library.works:
        anchor = placing.anchors.get(key) or _free(placing, f"ref-{_slug(key)}").removeprefix(
            placing.draft.context.prefix
        )
        entry = SubElement(entries, "li", {"id": anchor})
        for item in formatting.items(library.works[key], language):
            tree.append(entry, item)
        for item in _ways_back(placing, key, language):
            tree.append(entry, item)


def _ways_back(placing: _Placing, key: str, language: str) -> Iterator[Item]:
    ways = placing.ways.get(key, [])
    for way, letter in zip(ways, ALPHABET, strict=False):
        name = f"{placing.draft.library.numbers[key]}{f' ({letter})' if len(ways) > 1 else ''}"
        link = Element("a", {"class": "back", "href": f"#{way}", "title": BACKLINK_TITLES[language].format(name)})
        link.text = f"{ARROW}{letter}" if len(ways) > 1 else ARROW
        yield " "
        yield link


def _language(context: RenderContext) -> str:
    return spoken(context.language)
