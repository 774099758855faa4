"""Gathers what stands between `::: kind` and `:::` into one element: a statement, a callout, a side note, a figure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from blog.rendering import kinds, tree
from blog.rendering.divisions import openings, statements
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken
from blog.rendering.notes import callouts
from blog.rendering.pictures import figures
from blog.rendering.pieces import Caption, DivisionEnd, DivisionStart

SUMMARIES = {"zh": "详情", "en": "Details"}
DEEPEST = 8  # divisions in divisions; a statement in a callout in a figure has three

Build = Callable[[Draft, DivisionStart, Element | None, list[Element]], Element]


@dataclass
class _Open:
    start: DivisionStart | None
    inside: list[Element] = field(default_factory=list)


def restore_in_code(draft: Draft) -> None:
    """In what turned out to be code by its indentation, the lines of divisions and captions are as they were typed."""
    for element in draft.root.iter():
        if element.tag in {"pre", "code"} and element.text and draft.slots.pattern.search(element.text):
            element.text = "\n".join(_as_typed(draft, line) for line in element.text.split("\n"))


def _as_typed(draft: Draft, line: str) -> str:
    match = draft.slots.pattern.search(line)
    piece = draft.slots.piece(match) if match else None
    if match is None or not isinstance(piece, DivisionStart | DivisionEnd | Caption):
        return line
    behind = line[match.end() :] if isinstance(piece, Caption) else ""  # a title is part of what was written
    return line[: match.start()] + piece.written + behind


def gather(draft: Draft) -> None:
    """Build every division of the tree. One that is not closed ends with what it stands in: a list item, the text."""
    _gather(draft, draft.root)


def _gather(draft: Draft, parent: Element) -> None:
    open_divisions = [_Open(None)]
    for child in list(parent):
        piece = _mark(draft, child)
        if isinstance(piece, DivisionStart):
            open_divisions.append(_Open(piece))
        elif isinstance(piece, DivisionEnd):
            _close(draft, open_divisions, piece)
        else:
            _gather(draft, child)
            open_divisions[-1].inside.append(child)
    if len(open_divisions) == 1 and len(open_divisions[0].inside) == len(parent):
        return  # nothing was gathered
    notes = _footnotes(open_divisions)
    while len(open_divisions) > 1:
        start = open_divisions[-1].start
        if start:
            draft.warn("unclosed-division", start.start, excerpt=start.written)
        _build_last(draft, open_divisions)
    parent[:] = [*open_divisions[0].inside, *notes]


def _mark(draft: Draft, element: Element) -> object:
    """The mark that an element is, if it is one."""
    if element.tag != tree.SLOT:
        return None
    return next(iter(draft.slots.contained(element.text or "")), None)


def _footnotes(open_divisions: list[_Open]) -> list[Element]:
    """The section of footnotes, taken out of a division that is never closed."""
    last = open_divisions[-1].inside
    is_caught = len(open_divisions) > 1 and last and last[-1].get("class") in {"footnote", "footnotes"}
    return [last.pop()] if is_caught else []


def _close(draft: Draft, open_divisions: list[_Open], end: DivisionEnd) -> None:
    if len(open_divisions) == 1:
        draft.warn("stray-division-end", end.start, excerpt=":::")
        return
    _build_last(draft, open_divisions)


def _build_last(draft: Draft, open_divisions: list[_Open]) -> None:
    """Build the innermost open division and put it into the one around it."""
    division = open_divisions.pop()
    start, inside, outside = division.start, division.inside, open_divisions[-1].inside
    if start is None:
        return
    title = _title(start, inside)
    build = BUILDERS.get(start.kind)
    if build and len(open_divisions) <= DEEPEST:
        outside.append(build(draft, start, title, inside))
        return
    if build:
        draft.warn("deep-division", start.start, excerpt=start.written)
    else:
        draft.warn("unknown-division", start.start, excerpt=start.written)
        title = _with_name(start, title)
    outside.extend([*([title] if title is not None else []), *inside])


def _with_name(start: DivisionStart, title: Element | None) -> Element | None:
    """What its author wrote behind the colons of an unknown kind, if it was words."""
    if start.classes or not start.kind:
        return title
    shown = Element("p") if title is None else title
    shown.text = f"{start.kind} {shown.text or ''}".strip()
    return shown


def _title(start: DivisionStart, inside: list[Element]) -> Element | None:
    """The paragraph that is the title; in divisions without one, a heading at its beginning, as Quarto has it."""
    if not inside:
        return None
    if start.has_title or inside[0].tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return inside.pop(0)
    return None


def _aside(_draft: Draft, _start: DivisionStart, title: Element | None, inside: list[Element]) -> Element:
    """A side note of several blocks."""
    aside = Element("aside", {"class": "side-note"})
    aside.extend([*([_lead(title)] if title is not None else []), *inside])
    return aside


def _details(draft: Draft, _start: DivisionStart, title: Element | None, inside: list[Element]) -> Element:
    """What opens on a click."""
    details = Element("details")
    summary = Element("summary")
    if title is None:
        summary.text = SUMMARIES[spoken(draft.context.language)]
    else:
        tree.move_inside(title, summary)
    details.extend([summary, *inside])
    return details


def _callout(draft: Draft, start: DivisionStart, title: Element | None, inside: list[Element]) -> Element:
    given = None if title is None else [title.text or "", *title]
    return callouts.build(start.kind, given, inside, draft.context.language, fold=start.fold)


def _lead(title: Element) -> Element:
    paragraph, strong = Element("p"), Element("b")
    tree.move_inside(title, strong)
    paragraph.append(strong)
    return paragraph


BUILDERS: dict[str, Build] = {
    **dict.fromkeys(kinds.STATEMENTS, statements.build),
    **dict.fromkeys(kinds.UNNUMBERED, statements.build),
    **dict.fromkeys(openings.CALLOUTS, _callout),
    "aside": _aside,
    "details": _details,
    kinds.FIGURE: figures.build,
}
