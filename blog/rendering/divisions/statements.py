"""Theorems, definitions, examples, proofs: a bold head with word, number and title, and a mark at a proof's end.

One counter for all of them, as in textbooks: theorem 1, lemma 2, theorem 3 are found by their numbers.
"""

from xml.etree.ElementTree import Element

from blog.rendering import kinds, tree
from blog.rendering.draft import Counted, Draft
from blog.rendering.languages import spoken
from blog.rendering.pieces import DivisionStart

BRACKETS = {"zh": ("（", "）"), "en": (" (", ")")}
END_LABELS = {"zh": "证毕", "en": "End of proof"}


def build(draft: Draft, start: DivisionStart, title: Element | None, inside: list[Element]) -> Element:
    """A section with the statement; numbered, unless it is a proof or its author wrote `theorem*`."""
    section, head = Element("section", {"class": f"statement {start.kind}"}), _head(draft, title)
    section.extend(inside)
    is_numbered = start.is_numbered and start.kind in kinds.STATEMENTS
    draft.counted.append(Counted(section, start.kind, start.label, start.start, head, is_numbered=is_numbered))
    _put_first(section, head)
    if start.kind == kinds.PROOF:
        _put_last(section, _end_mark(draft))
    return section


def _head(draft: Draft, title: Element | None) -> Element:
    """`（勾股定理）` in brackets of the article's language; word and number come before it."""
    head = Element("strong", {"class": "kind"})
    if title is None:
        return head
    opening, closing = BRACKETS[spoken(draft.context.language)]
    name = Element("span", {"class": "title"})
    tree.move_inside(title, name)
    name.text = opening + (name.text or "")
    tree.append(name, closing)
    head.append(name)
    return head


def _put_first(section: Element, head: Element) -> None:
    """At the beginning of the first paragraph, or on a line of its own where something else comes first."""
    first = section[0] if len(section) else None
    if first is None or first.tag != "p":
        first = Element("p")
        section.insert(0, first)
    head.tail = " " + (first.text or "").lstrip()
    first.text = None
    first.insert(0, head)


def _end_mark(draft: Draft) -> Element:
    label = END_LABELS[spoken(draft.context.language)]
    mark = Element("span", {"class": "end", "role": "img", "aria-label": label})
    mark.text = "∎"
    return mark


def _put_last(section: Element, mark: Element) -> None:
    """At the end of the last paragraph, or on a line of its own behind a display, a list or code."""
    last = section[-1]
    if last.tag != "p":
        last = Element("p", {"class": "continued"})
        section.append(last)
    tree.append(last, " ")
    last.append(mark)
