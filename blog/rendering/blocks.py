"""Lifts displays, code and the excerpt's end out of paragraphs: a block inside `<p>` is no valid HTML.

`text <display> more` in one paragraph becomes a paragraph, the block, and a paragraph that continues it.
"""

from copy import copy
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.pieces import Code, ExcerptEnd, Formula, Piece

CONTINUATION = "continued"


def lift(draft: Draft) -> None:
    """Split each paragraph of the tree at the blocks that stand in it."""
    for parent, _, child in tree.walk(draft.root):
        if child.tag == "p" and any(is_block(piece) for piece in draft.slots.contained(_own_text(child))):
            tree.replace(parent, child, _split(draft, child))


def is_block(piece: Piece) -> bool:
    """Whether a piece stands on lines of its own."""
    return isinstance(piece, Code | ExcerptEnd) or (isinstance(piece, Formula) and piece.display)


def _own_text(element: Element) -> str:
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _split(draft: Draft, paragraph: Element) -> list[Element]:
    parts = [_like(paragraph)]
    _append(draft, paragraph.text or "", parts)
    for child in paragraph:
        tail, child = child.tail or "", copy(child)
        child.tail = None
        if parts[-1].tag != "p":
            parts.append(Element("p", {"class": CONTINUATION}))
        parts[-1].append(child)
        _append(draft, tail, parts)
    return [part for part in parts if part.tag != "p" or len(part) or (part.text or "").strip()]


def _like(paragraph: Element) -> Element:
    return Element("p", dict(paragraph.attrib))


def _append(draft: Draft, text: str, parts: list[Element]) -> None:
    """Add text to the last part; blocks in it become parts of their own."""
    position = 0
    for match in draft.slots.pattern.finditer(text):
        if not is_block(draft.slots.piece(match)):
            continue
        _append_text(text[position : match.start()].rstrip(), parts)
        block = Element("div")
        block.text = match.group()
        parts.append(block)
        position = match.end()
    _append_text(text[position:] if position == 0 else text[position:].lstrip(), parts)


def _append_text(text: str, parts: list[Element]) -> None:
    if not text:
        return
    if parts[-1].tag != "p":
        parts.append(Element("p", {"class": CONTINUATION}))
    paragraph = parts[-1]
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + text
    else:
        paragraph.text = (paragraph.text or "") + text
