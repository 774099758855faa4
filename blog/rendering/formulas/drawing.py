"""Third stage for formulas: has the engine draw them all and keeps, for each, what the renditions need."""

import html
import re

from blog.rendering.documents import RenderError
from blog.rendering.draft import Draft
from blog.rendering.formulas import blame, engine, guards, mathml, typesetting, understanding
from blog.rendering.formulas.styles import UnknownStyleError, to_classes
from blog.rendering.formulas.tags import as_text
from blog.rendering.pieces import Formula

ANNOTATION = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)
ANNOTATED = 'encoding="application/x-tex" aria-hidden="true"'  # without a script it is shown, to be copied, not read


def draw_formulas(draft: Draft) -> None:
    """Draw every numbered formula of the draft; failures become warnings with line and column.

    Raises:
        RenderError: there are more formulas than `guards.COUNT_LIMIT`.
    """
    formulas = draft.formulas()
    if len(formulas) > guards.COUNT_LIMIT:
        limit = guards.COUNT_LIMIT
        raise RenderError("too-many-formulas", f"The text has more than {limit} formulas. Divide it.", limit)
    accepted = [formula for formula in formulas if _is_accepted(draft, formula)]
    requests = [engine.Request(formula.tex.text, formula.display) for formula in accepted]
    site_macros = understanding.site_macros(draft.context.macros)
    known = blame.definitions(site_macros)
    for formula, result in zip(accepted, engine.draw(requests, site_macros), strict=True):
        known |= blame.definitions(formula.tex.text)
        if isinstance(result, engine.Failure):
            _fail(draft, formula, *blame.place(formula.tex.text, result, known))
        elif guards.reaches_out(result.html):
            _fail(draft, formula, "The formula reaches out of its box.", -1)
        else:
            try:
                _keep(formula, result)
            except UnknownStyleError as error:
                _fail(draft, formula, str(error), -1)


def _is_accepted(draft: Draft, formula: Formula) -> bool:
    refused = guards.refusal(formula.tex.text)
    if refused:
        _fail(draft, formula, *refused)
    return refused is None


def _fail(draft: Draft, formula: Formula, message: str, position: int) -> None:
    """Keep the formula as its source; point at the place that the engine named, or at the formula's beginning."""
    formula.failed = True
    start = formula.start if position < 0 else min(formula.tex.origin(position), formula.stop - 1)
    draft.warn("formula", start, excerpt=_excerpt(draft.source, start, formula), detail=message)


def _excerpt(source: str, start: int, formula: Formula) -> str:
    """The offending place with a little of what surrounds it, on one line."""
    begin = max(formula.start, start - 12)
    return " ".join(source[begin : min(start + 24, formula.stop)].split())


def _keep(formula: Formula, drawing: engine.Drawing) -> None:
    """Keep a drawing; KaTeX's annotation repeats what it was given, ours is what the author wrote.

    Raises:
        UnknownStyleError: the sheet of formulas cannot say how the drawing looks.
    """
    set_on_page = typesetting.display if formula.display else typesetting.inline
    set_on_page(drawing)  # remembered until the page is written; what cannot be set shows now
    tex = formula.source.text.strip()
    numbered = mathml.with_numbers(to_classes(drawing.mathml), [as_text(number) for number in formula.numbers])
    annotation = f"<annotation {ANNOTATED}>{html.escape(tex, quote=False)}</annotation>"
    formula.mathml = ANNOTATION.sub(lambda _: annotation, mathml.for_pages(numbered), count=1)
    formula.feed_mathml = mathml.for_feeds(numbered, tex)
    formula.drawing = drawing
