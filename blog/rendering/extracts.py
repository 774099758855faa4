"""Chooses the excerpt: what stands before `<!--more-->`, or else whole first blocks, never cut inside anything."""

import re
from copy import deepcopy
from itertools import takewhile
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.bibliography import placing
from blog.rendering.counting import count_text
from blog.rendering.documents import ADDRESS
from blog.rendering.draft import Draft
from blog.rendering.notes import footnotes, side_notes
from blog.rendering.pieces import Code, ExcerptEnd, Formula
from blog.rendering.renditions import in_one_line, plain_text

# About what one reads before deciding: 200 Han characters or 100 words, at most three blocks.
CHARACTERS, WORDS, BLOCKS = 200, 100, 3
TALL_ROWS = 4  # a display of more rows is left to the article
DIVISIONS = {"section", "div", "details", "figure"}  # may hold as much as an article
STOPS = re.compile(r"h[1-6]|table|pre")
DESCRIPTION_LENGTH = 160  # characters; what search engines show
SENTENCE_END = re.compile(r"[。！？]|[.!?](?=\s|$)")


def cut(draft: Draft) -> Element:
    """The excerpt as a tree of its own, without ids and notes.

    The mark `<!--more-->` is removed from the draft.
    """
    excerpt = Element("div")
    blocks = list(draft.root)
    marked = next((index for index, block in enumerate(blocks) if _has_end(draft, block)), None)
    chosen = (
        blocks[: marked + (not _is_end(draft, blocks[marked]))] if marked is not None else _first_blocks(draft, blocks)
    )
    excerpt.extend(_stripped(block) for block in chosen if not _is_end(draft, block) and block.tag != "aside")
    for block in excerpt:
        _end_at_mark(draft, block)
    _remove_ends(draft)
    return excerpt


def _end_at_mark(draft: Draft, block: Element) -> bool:
    """Take out what stands behind a mark inside a block, such as a statement; whether there was one."""
    for index, child in enumerate(block):
        if _is_end(draft, child):
            del block[index:]
            return True
        if _has_end(draft, child) and _end_at_mark(draft, child):
            del block[index + 1 :]
            return True
    return False


def describe(draft: Draft, excerpt: Element) -> str:
    """The beginning of the text without markup, cut at the end of a sentence where there is one in time."""
    blocks = [tree.text_of(block) for block in excerpt if not _holds(draft, block, Code)]
    held = " ".join(" ".join(blocks).split())  # formulas are still placeholders, so nothing is cut inside one
    text = in_one_line(draft, held)
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    ends = (in_one_line(draft, held[: match.end()]) for match in SENTENCE_END.finditer(held))
    fitting = list(takewhile(lambda beginning: len(beginning) <= DESCRIPTION_LENGTH, ends))
    return fitting[-1] if fitting else _cut(draft, held)


def _cut(draft: Draft, held: str) -> str:
    """As much of one long sentence as fits, cut between characters or formulas."""
    text, position = "", 0
    while position < len(held):
        match = draft.slots.pattern.match(held, position)
        part = in_one_line(draft, match.group()) if match else held[position]
        if len(text) + len(part) >= DESCRIPTION_LENGTH:
            break
        text, position = text + part, match.end() if match else position + 1
    return f"{text.rstrip()}…"


def _first_blocks(draft: Draft, blocks: list[Element]) -> list[Element]:
    chosen: list[Element] = []
    characters = words = 0
    for block in blocks:
        if chosen and (_stops(draft, block) or len(chosen) == BLOCKS or characters >= CHARACTERS or words >= WORDS):
            break
        if _is_end(draft, block) or block.get("class") in {"footnotes", "references"}:
            continue
        chosen.append(block)
        counted = count_text(plain_text(draft, tree.text_of(block)))
        characters, words = characters + counted[0], words + counted[1]
    return chosen


def _stops(draft: Draft, block: Element) -> bool:
    """Headings, code, tables and tall displays are for the article."""
    if STOPS.fullmatch(block.tag) or block.get("class") in {"table", "footnotes", "references"}:
        return True
    if block.tag in DIVISIONS:
        characters, words = count_text(plain_text(draft, tree.text_of(block)))
        if characters > CHARACTERS or words > WORDS or any(STOPS.fullmatch(part.tag) for part in block.iter()):
            return True
    pieces = draft.slots.contained("".join(block.itertext()))
    return any(
        isinstance(piece, Code) or (isinstance(piece, Formula) and piece.source.text.count("\\\\") >= TALL_ROWS)
        for piece in pieces
    )


def _holds(draft: Draft, block: Element, kind: type) -> bool:
    return any(isinstance(piece, kind) for piece in draft.slots.contained("".join(block.itertext())))


def _has_end(draft: Draft, block: Element) -> bool:
    return _holds(draft, block, ExcerptEnd)


def _is_end(draft: Draft, block: Element) -> bool:
    pieces = draft.slots.contained(block.text or "")
    return block.tag in {tree.SLOT, "p"} and len(block) == 0 and len(pieces) == 1 and isinstance(pieces[0], ExcerptEnd)


def _remove_ends(draft: Draft) -> None:
    tree.remove_each(draft.root, lambda element: _is_end(draft, element))


def _stripped(block: Element) -> Element:
    """A copy without ids, links to headings, notes and citations: a listing shows many excerpts on one page."""
    copy = deepcopy(block)
    copy.tail = None
    tree.remove_each(copy, _is_left_out)
    for element in copy.iter():
        element.attrib.pop("id", None)
    tree.lead_fragments_to(copy, ADDRESS)
    return copy


def _is_left_out(element: Element) -> bool:
    is_note = footnotes.is_reference(element) or side_notes.is_note(element) or element.tag == "aside"
    return is_note or placing.is_citation(element) or element.get("class") == "anchor"
