"""Numbers what is counted besides equations: statements, figures, tables.

In a pass of its own over the whole tree, because what stands inside another is built first and counted second.
"""

import re
from collections import Counter
from xml.etree.ElementTree import Element

from blog.rendering import kinds
from blog.rendering.draft import Counted, Draft, Label

STATEMENT = "statement"  # one counter for theorems, lemmas and all others


def number(draft: Draft) -> None:
    """Give numbers, ids and labels in the order of the text."""
    places = {id(element): place for place, element in enumerate(draft.root.iter())}
    there = [each for each in draft.counted if id(each.element) in places]
    counters: Counter[str] = Counter()
    for each in sorted(there, key=lambda each: places[id(each.element)]):
        _enter(draft, each, _next(counters, each))
    draft.counted = there


def await_number(draft: Draft, element: Element, kind: str, caption: Element, label: str, start: int) -> None:
    """Have an element numbered; word and number will stand before what its caption holds already."""
    head = Element("b", {"class": f"counted {kind}"})
    head.tail, caption.text = f" {caption.text or ''}", None
    caption.insert(0, head)
    draft.counted.append(Counted(element, kind, label, start, head))


def _next(counters: Counter[str], each: Counted) -> str:
    """The number of a thing; a panel has that of its figure and a letter, a proof has none."""
    if each.letter:
        return f"{counters[each.kind]}{each.letter}"
    if not each.is_numbered:
        return ""
    counter = STATEMENT if each.kind in kinds.STATEMENTS else each.kind
    counters[counter] += 1
    return str(counters[counter])


def _enter(draft: Draft, each: Counted, number: str) -> None:
    """Write the number, and make the label known."""
    language, prefix = draft.context.language, draft.context.prefix
    if each.head is not None:
        each.head.text = kinds.printed_name(each.kind, number, language) + (each.head.text or "")
    if not (number or each.label):
        return
    anchor = draft.free_id(prefix + (_as_id(each.label) or f"{each.kind}-{number}"))
    each.element.set("id", anchor.removeprefix(prefix))
    if not each.label:
        return
    if each.label in draft.labels:
        line, _ = draft.place(draft.labels[each.label].start)
        draft.warn("duplicate-label", each.start, excerpt=each.label, detail=str(line))
        return
    draft.labels[each.label] = Label(number, anchor, each.start, each.kind)


def _as_id(label: str) -> str:
    """A label as an id that can stand in an address.

    >>> _as_id("thm:勾股"), _as_id("fig-orbits")
    ('thm-勾股', 'fig-orbits')
    """
    return re.sub(r"[^\w-]+", "-", label).strip("-")
