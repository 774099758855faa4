"""Draws the formulas of a title; nothing else in it is markup, for `C*-algebras` and `snake_case` are words."""

import html
import re
from dataclasses import replace

from blog.rendering import scanning
from blog.rendering.cleaning import clean
from blog.rendering.documents import RenderContext, RenderWarning, Title
from blog.rendering.draft import Draft
from blog.rendering.formulas.drawing import draw_formulas
from blog.rendering.formulas.numbering import number_formulas
from blog.rendering.pieces import Formula
from blog.rendering.renditions import Page, in_one_line

COMPOUND = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
LONGEST_COMPOUND = 14  # characters: as many have room in a title on a phone of 320 px


def draw(context: RenderContext) -> tuple[Title, list[RenderWarning]]:
    """The title of a text for a page and as plain text, with what the author should look at; it names no lines."""
    draft = Draft(context, clean(context.title))
    held = _hold_formulas(draft)
    number_formulas(draft)
    draw_formulas(draft)
    formulas = draft.formulas()
    title = Title(
        Page(draft, with_anchors=False).fill(_with_compounds(html.escape(held, quote=False))),
        " ".join(in_one_line(draft, held).split()),
        any(not formula.failed for formula in formulas),
    )
    return title, [replace(warning, line=0, column=0) for warning in draft.warnings]


def _hold_formulas(draft: Draft) -> str:
    """The title with placeholders for its formulas; displays, and formulas within others, stay as they are written."""
    reading = Draft(draft.context, draft.source)
    scanning.scan(reading)
    parts, position = [], 0
    for formula in sorted(reading.formulas(), key=lambda formula: formula.start):
        if formula.start >= position and _is_plain(formula):
            parts += [_unescaped(draft.source[position : formula.start]), draft.slots.hold(formula)]
            position = formula.stop
    return "".join([*parts, _unescaped(draft.source[position:])])


def _is_plain(formula: Formula) -> bool:
    return not formula.display and not formula.defines_only


def _unescaped(text: str) -> str:
    return text.replace("\\$", "$")


def _with_compounds(escaped: str) -> str:
    """No line ends within a short word with a hyphen, such as k-means."""

    def kept(match: re.Match[str]) -> str:
        return f'<span class="compound">{match[0]}</span>' if len(match[0]) <= LONGEST_COMPOUND else match[0]

    return COMPOUND.sub(kept, escaped)
