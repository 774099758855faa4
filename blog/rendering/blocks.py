"""Lifts displays, code and the excerpt's end out of paragraphs: a block inside `<p>` is no valid HTML.

`text <display> more` in one paragraph becomes a paragraph, the block, and a paragraph that continues it.
"""

from copy import copy
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.pieces import Caption, Code, DivisionEnd, DivisionStart, ExcerptEnd, Formula, Piece

CONTINUATION = "continued"


def lift(draft: Draft) -> None:
    """Split each paragraph of the tree at the blocks that stand in it."""
    tree.replace_each(
        draft.root,
        lambda child: _split(draft, child) if child.tag == "p" and _has_block(draft, child) else None,
    )
    _drop_definitions(draft)


def _drop_definitions(draft: Draft) -> None:
    """A paragraph of macro definitions prints nothing, so it is none."""
    tree.remove_each(draft.root, lambda element: element.tag == "p" and _only_defines(draft, element))


def _only_defines(draft: Draft, paragraph: Element) -> bool:
    pieces = draft.slots.contained(paragraph.text or "")
    only_pieces = not len(paragraph) and not draft.slots.pattern.sub("", paragraph.text or "").strip()
    return only_pieces and bool(pieces) and all(isinstance(it, Formula) and it.defines_only for it in pieces)


def is_block(piece: Piece) -> bool:
    """Whether a piece stands on lines of its own."""
    if isinstance(piece, Formula):
        return piece.display and not piece.defines_only
    return isinstance(piece, Code | ExcerptEnd | DivisionStart | DivisionEnd | Caption)


def _split(draft: Draft, paragraph: Element) -> list[Element]:
    """The paragraph as paragraphs and blocks; the paragraph behind a display goes on with the one before it."""
    parts: list[Element] = []
    for item in _items(draft, paragraph):
        if isinstance(item, Element) and item.tag == tree.SLOT:
            parts.append(item)
            continue
        if not parts:
            parts.append(Element("p", dict(paragraph.attrib)))
        elif parts[-1].tag == tree.SLOT:
            (block,) = draft.slots.contained(parts[-1].text or "")
            parts.append(Element("p", {"class": CONTINUATION} if isinstance(block, Formula | Code) else {}))
        tree.append(parts[-1], item)
    return [part for part in parts if part.tag == tree.SLOT or len(part) or (part.text or "").strip()]


def _items(draft: Draft, element: Element) -> list[Element | str]:
    """The texts, inline elements and blocks inside an element; an inline element around a block is divided, too."""
    items = _texts_and_blocks(draft, element.text or "")
    for child in element:
        tail = child.tail or ""
        items += _divided(draft, child) if _has_block(draft, child) else [_without_tail(child)]
        items += _texts_and_blocks(draft, tail)
    return items


def _divided(draft: Draft, element: Element) -> list[Element | str]:
    parts: list[Element | str] = []
    current: Element | None = None
    for item in _items(draft, element):
        if isinstance(item, Element) and item.tag == tree.SLOT:
            parts, current = [*parts, item], None
            continue
        if current is None:
            current = Element(element.tag, dict(element.attrib))
            parts.append(current)
        tree.append(current, item)
    return parts


def _texts_and_blocks(draft: Draft, text: str) -> list[Element | str]:
    items: list[Element | str] = []
    position = 0
    for match in draft.slots.pattern.finditer(text):
        if is_block(draft.slots.piece(match)):
            block = Element(tree.SLOT)
            block.text = match.group()
            before = text[position : match.start()].rstrip()
            items += [before, block] if before else [block]
            position = match.end()
    rest = text[position:].lstrip() if position else text
    return [*items, rest] if rest else items


def _has_block(draft: Draft, element: Element) -> bool:
    return any(is_block(piece) for piece in draft.slots.contained("".join(element.itertext())))


def _without_tail(element: Element) -> Element:
    element = copy(element)
    element.tail = None
    return element
