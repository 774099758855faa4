"""Refuses drawings whose parts repeat each other without end: ten levels of ten copies are 10,000,000,000 shapes."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNFOLDED_LIMIT = 500_000  # elements that a browser draws
CHAIN_LIMIT = 16  # references behind each other
SHEET_LIMIT = 2  # patterns, masks and markers that style sheets name: whom they reach, only a browser could say
REPEATING = {"pattern", "mask", "marker"}
NAMED = re.compile(r"url\(\s*[\"']?#(?P<name>[^)\"']+?)[\"']?\s*\)", re.I)


@dataclass
class Part:
    """What stands in an element with an id, or in the whole drawing."""

    elements: int = 0
    uses: list[str] = field(default_factory=list)  # ids that it refers to


def refuse_costly(root: Element) -> None:
    """Raise where the references of a drawing go round in circles or unfold to too much.

    Raises:
        ValidationError: they do.
    """
    whole = Part()
    parts: dict[str, Part] = {}
    _collect(root, whole, parts)
    named = {match["name"] for sheet in root.iter("style") for match in NAMED.finditer("".join(sheet.itertext()))}
    reached = [element for element in root.iter() if element.tag in REPEATING and element.get("id") in named]
    if len(reached) > SHEET_LIMIT or _unfolded(whole, parts, {}, 0) > UNFOLDED_LIMIT:
        raise _too_costly()


def _collect(root: Element, whole: Part, parts: dict[str, Part]) -> None:
    """Count each element and note what it refers to, in every part that it stands in."""
    todo: list[tuple[Element, tuple[Part, ...]]] = [(root, (whole,))]
    while todo:
        element, around = todo.pop()
        if name := element.get("id"):
            around = (*around, parts.setdefault(name, Part()))
        uses = _uses(element)
        for part in around:
            part.elements += 1
            part.uses += uses
        todo.extend((child, around) for child in element)


def _uses(element: Element) -> list[str]:
    link = element.get("href", "")
    named = [link[1:]] if link.startswith("#") else []
    for value in element.attrib.values():
        if "url" in value.lower():
            named += [match["name"] for match in NAMED.finditer(value)]
    return named


def _unfolded(part: Part, parts: dict[str, Part], known: dict[str, int], chain: int) -> int:
    """How many elements are drawn for a part."""
    if chain > CHAIN_LIMIT:
        raise _too_costly()
    total = part.elements
    for name in part.uses:
        if name in parts:
            if name not in known:
                known[name] = _unfolded(parts[name], parts, known, chain + 1)
            total += known[name]
    return total


def _too_costly() -> ValidationError:
    return ValidationError(_("The parts of the drawing repeat each other too often. Simplify it, or save it as PNG."))
