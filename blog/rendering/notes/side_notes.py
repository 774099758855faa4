"""Makes an element of each side note, where it stands in the text: the margin is a matter of the style sheet.

A note stands in running text only. One in a heading begins the paragraph behind it. One in a caption, a cell, a link or
another note, and one around a display or code, is printed in parentheses where it stands, and the author is told.
"""

from collections.abc import Iterable
from itertools import zip_longest
from xml.etree.ElementTree import Element, SubElement

from blog.rendering import tree
from blog.rendering.blocks import is_block
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken
from blog.rendering.notes.bracketing import excerpt_of, warn_of_unclosed
from blog.rendering.pieces import NoteEnd, NoteStart
from blog.rendering.renditions import MARKS

# Where no note can stand: its block would part what must stay together.
WHOLE = {"a", "abbr", "caption", "figcaption", "td", "th", "dt", "summary", "sub", "sup", "ruby", "rt", "pre", "code"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CLASS = "side-note"
# Read aloud, copied, searched, and seen in feeds and without the style sheet; the sheet needs no brackets.
BRACKETS = {"zh": ("（", "）"), "en": (" (", ")")}

Item = Element | str | NoteStart | NoteEnd


def place(draft: Draft) -> None:
    """Put `<span class="side-note">` around what stands between the marks of a note, anywhere in the tree."""
    if any(isinstance(piece, NoteStart) for piece in draft.slots.pieces):
        _restore_in_attributes(draft)
        _Placing(draft).visit(draft.root, is_open=True)


def unfold(draft: Draft) -> None:
    """Notes in captions, titles and summaries, which did not exist when the notes were placed, stand in parentheses."""
    for whole in [element for element in draft.root.iter() if element.tag in WHOLE or element.get("class") == "kind"]:
        for note in filter(is_note, list(whole.iter())):
            note.attrib = {}
            for bracket in note.findall("span[@class='unseen']"):
                bracket.attrib = {}


def is_note(element: Element) -> bool:
    """Whether an element is a side note."""
    return element.tag == "span" and CLASS in element.get("class", "").split()


def _restore_in_attributes(draft: Draft) -> None:
    """In an image's alternative text or a title the marks of notes are signs."""
    for element in draft.root.iter():
        for name, value in element.attrib.items():
            element.set(name, draft.slots.pattern.sub(lambda match: _sign(draft, match.group()), value))


def _sign(draft: Draft, placeholder: str) -> str:
    (piece,) = draft.slots.contained(placeholder)
    return {NoteStart: "^[", NoteEnd: "]"}.get(type(piece), placeholder)


class _Placing:
    """Goes through the tree of one draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.brackets = BRACKETS[spoken(draft.context.language)]

    def visit(self, parent: Element, *, is_open: bool) -> None:
        """Place the notes of an element and of all below it; `is_open` where a note may stand."""
        self._place(parent, is_open=is_open)
        children = list(parent)
        for child, following in zip_longest(children, children[1:]):
            goes_down = child.tag in HEADINGS and following is not None and following.tag == "p"
            opens = is_open and child.tag not in WHOLE and not is_note(child)
            self.visit(child, is_open=goes_down or (opens and child.tag not in HEADINGS))
            if goes_down and following is not None:
                _move_notes(child, following)

    def _place(self, parent: Element, *, is_open: bool) -> None:
        texts = [parent.text, *(child.tail for child in parent)]
        items = [item for text, child in zip(texts, [*parent, None], strict=True) for item in self._items(text, child)]
        if not any(isinstance(item, NoteStart | NoteEnd) for item in items):
            return
        for child in parent:
            child.tail = None  # an item of its own by now
        parent.text, parent[:] = None, []
        _fill(parent, _without_spaces_before_notes(self._nest(items, is_open=is_open)))

    def _items(self, text: str | None, child: Element | None) -> Iterable[Item]:
        """A text with the marks in it as items of their own, and the element behind it."""
        position = 0
        for match in self.draft.slots.pattern.finditer(text or ""):
            piece = self.draft.slots.piece(match)
            if isinstance(piece, NoteStart | NoteEnd):
                yield from ((text or "")[position : match.start()], piece)
                position = match.end()
        yield (text or "")[position:]
        if child is not None:
            yield child

    def _nest(self, items: Iterable[Item], *, is_open: bool) -> list[Element | str]:
        """The items with notes made of what stands between marks; a mark without its partner here is a sign again."""
        notes: list[NoteStart] = []
        inside: list[list[Element | str]] = [[]]
        for item in items:
            if isinstance(item, NoteStart):
                notes.append(item)
                inside.append([])
            elif not isinstance(item, NoteEnd):
                inside[-1].append(item)
            elif item.start in {note.start for note in notes[-1:]}:
                content, note = inside.pop(), notes.pop()
                inside[-1] += self._note(note, content, is_open=is_open and not notes)
            else:
                inside[-1].append("]")
        for note in reversed(notes):
            warn_of_unclosed(self.draft, note)
            content = inside.pop()
            inside[-1] += ["^[", *content]
        return inside[0]

    def _note(self, note: NoteStart, content: list[Element | str], *, is_open: bool) -> list[Element | str]:
        opening, closing = self.brackets
        if is_open and not self._has_block(content):
            return [_element(content, opening, closing)]
        self.draft.warn("note-in-place", note.start, excerpt=excerpt_of(self.draft, note))
        return [opening, *content, closing]

    def _has_block(self, content: Iterable[Element | str]) -> bool:
        texts = (item if isinstance(item, str) else tree.text_of(item) for item in content)
        return any(map(is_block, self.draft.slots.contained("".join(texts))))


def _element(content: Iterable[Element | str], opening: str, closing: str) -> Element:
    element = Element("span", {"class": CLASS, "role": "note"})
    SubElement(element, "span", {"class": "unseen"}).text = opening
    _fill(element, content)
    SubElement(element, "span", {"class": "unseen"}).text = closing
    return element


def _fill(element: Element, items: Iterable[Element | str]) -> None:
    for item in items:
        tree.append(element, item)


def _without_spaces_before_notes(items: list[Element | str]) -> list[Element | str]:
    """White space before a note would be seen before the mark behind it, or twice."""
    kept = [item for item in items if item != ""]
    for index, item in enumerate(kept[1:], start=1):
        before, after = kept[index - 1], kept[index + 1] if index + 1 < len(kept) else " "
        if isinstance(item, Element) and is_note(item) and isinstance(before, str) and isinstance(after, str):
            kept[index - 1] = before.rstrip() if after[0].isspace() or after[0] in MARKS else before
    return kept


def _move_notes(heading: Element, paragraph: Element) -> None:
    """A heading's notes begin the paragraph behind it: there is no margin in the table of contents."""
    notes = [(parent, element) for parent, _, element in tree.walk(heading) if is_note(element)]
    for parent, note in reversed(notes):
        tree.remove(parent, note)
        note.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, note)
