"""Gives numbers where LaTeX gives them, remembers labels, and rewrites displays into what KaTeX draws.

Every display becomes a starred form with explicit tags, because KaTeX counts per page, not per article.
"""

import re
from collections.abc import Callable

from blog.rendering.draft import Draft, Label
from blog.rendering.formulas import stacking
from blog.rendering.formulas.dialect import environments
from blog.rendering.formulas.dialect.reading import read
from blog.rendering.formulas.macros import defines_only
from blog.rendering.formulas.numerals import Numbers
from blog.rendering.formulas.rows import (
    Row,
    aligned,
    read_row,
    split_rows,
    staggered,
    two_columns,
    without_doubled_backslashes,
)
from blog.rendering.formulas.understanding import Dialect
from blog.rendering.pieces import Formula, Mapped, join, standing_at

WHOLE = re.compile(r"\s*\\begin\{(?P<name>[a-z]+)(?P<star>\*?)\}(?P<body>.*)\\end\{(?P=name)(?P=star)\}\s*", re.DOTALL)
COLUMNS = re.compile(r"\s*\{[^{}]*\}")
NUMBERED_ROWS = {"align": "align", "gather": "gather", "alignat": "alignat", "eqnarray": "align", "flalign": "align"}
ONE_NUMBER = {"equation", "multline"}


def number_formulas(draft: Draft) -> None:
    """Give every formula its TeX for KaTeX, its numbers and ids; what references in it print comes later."""
    numbers, dialect = Numbers(), Dialect()
    dialect.understand(Mapped.of(draft.context.macros, 0))
    for formula in draft.formulas():
        formula.tex = _number(draft, formula, dialect.understand(formula.source), numbers)
        formula.defines_only = defines_only(formula.tex.text)


def _number(draft: Draft, formula: Formula, tex: Mapped, numbers: Numbers) -> Mapped:
    if not formula.display:
        return _inline(draft, tex)
    whole = WHOLE.fullmatch(tex.text)
    if whole and (several := SEVERAL.get(whole["name"])):
        body = tex[whole.start("body") : whole.end("body")]
        return several(draft, formula, body, numbers) or tex  # as it stands, for the engine to refuse
    if whole and whole["name"] in NUMBERED_ROWS:
        return _rows(draft, formula, tex, whole, numbers)
    name, star = (whole["name"], whole["star"]) if whole else ("", "*")
    body = tex[whole.start("body") : whole.end("body")] if whole and name in ONE_NUMBER else tex
    row = read_row(body)
    is_labelled = whole is None and bool(row.labels)  # dollars with a label: its author wants a number to refer to
    row.is_numbered = row.is_numbered and (is_labelled or (not star and name in ONE_NUMBER))
    tag = _tag(draft, formula, row, numbers)
    inside = staggered(row.tex) if name == "multline" else aligned(row.tex)
    return join([inside, tag])


def _inline(draft: Draft, tex: Mapped) -> Mapped:
    row = read_row(without_doubled_backslashes(tex))
    if row.tag:
        draft.warn("inline-tag", row.tag_start, excerpt=row.tag)
    _report_lost_labels(draft, row)
    return row.tex


def _rows(draft: Draft, formula: Formula, tex: Mapped, whole: re.Match[str], numbers: Numbers) -> Mapped:
    name, begin = NUMBERED_ROWS[whole["name"]], whole.start("body")
    columns = COLUMNS.match(tex.text, begin) if name == "alignat" else None
    body = tex[columns.end() if columns else begin : whole.end("body")]
    parts = [Mapped.of(rf"\begin{{{name}*}}" + (columns.group().strip() if columns else ""), tex.origin(begin))]
    for row in split_rows(body):
        row.is_numbered = row.is_numbered and not whole["star"]
        content = two_columns(row.tex) if whole["name"] == "eqnarray" else row.tex
        parts += [content, _tag(draft, formula, row, numbers), row.ending]
    return join([*parts, Mapped.of(rf"\end{{{name}*}}", tex.origin(whole.end("body")))])


def _subequations(draft: Draft, formula: Formula, body: Mapped, numbers: Numbers) -> Mapped:
    """The inner displays, numbered 3a, 3b, …; a label before the first means 3."""
    numbers.count += 1
    inner = [each for each in environments.find(read(body.text)) if each.outer is None]
    first = inner[0].begin[0] if inner else 0
    for label, start in read_row(body[:first]).labels:
        _define(draft, formula, label, str(numbers.count), start)
    numbers.letter = 0
    if len(inner) > 1:
        tex = _one_below_the_other(draft, formula, _pieces(body, inner), numbers)
    else:
        tex = _number(draft, formula, body[first:], numbers)
    numbers.letter = None
    return tex


def _pieces(body: Mapped, inner: list[environments.Environment]) -> list[Mapped]:
    """The displays in a body, and what words stand between them."""
    pieces: list[Mapped] = []
    for before, each in zip([None, *inner], inner, strict=False):
        between = read_row(body[before.end[1] : each.begin[0]]).tex if before else Mapped()
        pieces += [between] if between.text.strip() else []
        pieces.append(body[each.begin[0] : each.end[1]])
    return pieces


def _one_below_the_other(draft: Draft, formula: Formula, displays: list[Mapped], numbers: Numbers) -> Mapped:
    """Several displays as the rows of one, each with its number or its column of numbers."""
    parts = [Mapped.of(r"\begin{gather*}", displays[0].origin(0))]
    for index, display in enumerate(displays):
        whole = WHOLE.fullmatch(display.text)
        if whole and whole["name"] in NUMBERED_ROWS:
            stack = stacking.rows_of(display, whole.span("body"), whole["name"], is_numbered=not whole["star"])
            tex = _stacked(draft, formula, stack, numbers)
        elif whole:
            tex = _number(draft, formula, display, numbers)
        else:
            tex = join([standing_at(r"\text{", display.origin(0)), display, standing_at("}", display.origin(0))])
        parts += [tex, Mapped.of(r"\\" if index + 1 < len(displays) else "", display.origin(0))]
    return join([*parts, Mapped.of(r"\end{gather*}", displays[-1].origin(0))])


def _cases(draft: Draft, formula: Formula, body: Mapped, numbers: Numbers) -> Mapped | None:
    stack = stacking.cases(body)
    return _stacked(draft, formula, stack, numbers) if stack else None


def _lettered_cases(draft: Draft, formula: Formula, body: Mapped, numbers: Numbers) -> Mapped | None:
    numbers.count += 1
    numbers.letter = 0
    tex = _cases(draft, formula, body, numbers)
    numbers.letter = None
    return tex


def _emphasized(draft: Draft, formula: Formula, body: Mapped, numbers: Numbers) -> Mapped | None:
    stack = stacking.emphasized(body)
    return _stacked(draft, formula, stack, numbers) if stack else None


def _stacked(draft: Draft, formula: Formula, stack: stacking.Stack, numbers: Numbers) -> Mapped:
    shown: list[str] = []
    already = len(formula.numbers)
    for row in stack.rows:
        before = len(formula.numbers)
        row.is_numbered = row.is_numbered and stack.is_numbered
        _tag(draft, formula, row, numbers)
        shown.append("".join(formula.numbers[before:]))
    formula.numbers[already:] = [" ".join(filter(None, shown))] if any(shown) else []  # one tag holds them all
    return join(list(stacking.write(stack, shown)))


# By name, environments that hold displays or cases.
SEVERAL: dict[str, Callable[[Draft, Formula, Mapped, Numbers], Mapped | None]] = {
    "subequations": _subequations,
    "numcases": _cases,
    "subnumcases": _lettered_cases,
    "empheq": _emphasized,
}


def _tag(draft: Draft, formula: Formula, row: Row, numbers: Numbers) -> Mapped:
    r"""The `\tag` that gives a row its number, and the labels that go with it."""
    origin = row.tex.origin(0)
    if not row.tag and not row.is_numbered:
        _report_lost_labels(draft, row)
        return Mapped()
    text = row.tag or numbers.next()
    formula.numbers.append(text if row.is_starred_tag else f"({text})")
    for label, start in row.labels:
        _define(draft, formula, label, text, start)
    if not row.labels:
        formula.anchors.append(draft.free_id(f"{draft.context.prefix}equation-{slug(text)}"))
    return Mapped.of(rf"\tag{'*' if row.is_starred_tag else ''}{{{text}}}", origin)


def _define(draft: Draft, formula: Formula, label: str, text: str, start: int) -> None:
    if label in draft.labels:
        line, _ = draft.place(draft.labels[label].start)
        draft.warn("duplicate-label", start, excerpt=label, detail=str(line))
        return
    anchor = draft.free_id(f"{draft.context.prefix}eq-{slug(label)}")
    formula.anchors.append(anchor)
    draft.labels[label] = Label(text, anchor, start)


def _report_lost_labels(draft: Draft, row: Row) -> None:
    for label, start in row.labels:
        draft.warn("unnumbered-label", start, excerpt=label)


def slug(label: str) -> str:
    """A label as part of an id and of an address: letters and digits of any script stay, others become hyphens.

    >>> slug("eq:loss of 判别器"), slug("*")
    ('loss-of-判别器', 'u2a')
    """
    name = re.sub(r"^(?:eq|eqn|equation)[:.-]", "", label.strip(), flags=re.IGNORECASE)
    readable = re.sub(r"[^\w-]+", "-", name).strip("-")
    return readable or "-".join(f"u{ord(character):x}" for character in label)
