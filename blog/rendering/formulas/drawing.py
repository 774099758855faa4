"""Third stage for formulas: has the engine draw them all and keeps, for each, what the renditions need."""

import html
import re

from blog.rendering.documents import RenderError
from blog.rendering.draft import Draft
from blog.rendering.formulas import engine, guards, macros
from blog.rendering.pieces import Formula, Mapped

SPAN = re.compile(r"<span\b|</span>")
ANNOTATION = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)
MATHML = re.compile(r"<math\b.*?</math>", re.DOTALL)
DEFINES = re.compile(r"\\(?:gdef|global|let|xdef)(?![A-Za-z])")


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
    requests = [_request(formula) for formula in accepted]
    site_macros = macros.globalize(Mapped.of(draft.context.macros, 0)).text
    for formula, result in zip(accepted, engine.draw(requests, site_macros), strict=True):
        if isinstance(result, engine.Failure):
            _fail(draft, formula, result.message, result.position)
        elif guards.reaches_out(result.html):
            _fail(draft, formula, "The formula reaches out of its box.", -1)
        else:
            _keep(formula, result.html)


def _request(formula: Formula) -> engine.Request:
    return engine.Request(formula.tex.text, formula.display, DEFINES.search(formula.tex.text) is not None)


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


def _keep(formula: Formula, drawing: str) -> None:
    annotation = (
        f'<annotation encoding="application/x-tex">{html.escape(formula.source.text.strip(), quote=False)}</annotation>'
    )
    drawing = ANNOTATION.sub(
        lambda _: annotation, drawing, count=1
    )  # KaTeX repeats what it got; this is what was written
    formula.html, formula.number_html = _lift_number(drawing)
    match = MATHML.search(drawing)
    formula.mathml = match.group() if match else ""


def _lift_number(drawing: str) -> tuple[str, str]:
    """Cut the numbers out of a drawing: they stand outside the box in which a wide formula scrolls."""
    start = drawing.find('<span class="katex-tag">')
    if start < 0:
        return drawing, ""
    depth = 0
    for match in SPAN.finditer(drawing, start):
        depth += 1 if match.group() != "</span>" else -1
        if depth == 0:
            return drawing[:start] + drawing[match.end() :], drawing[start : match.end()]
    return drawing, ""
