"""Gives numbers where LaTeX gives them, remembers labels, and rewrites displays into what KaTeX draws.

Every display becomes a starred form with explicit tags, because KaTeX counts per page, not per article.
"""

import re
from dataclasses import dataclass, field, replace

from blog.rendering.draft import Draft, Label
from blog.rendering.formulas.macros import defines_only, globalize
from blog.rendering.formulas.tokens import Token, argument, tokenize
from blog.rendering.pieces import Formula, Mapped, join

WHOLE = re.compile(r"\s*\\begin\{(?P<name>[a-z]+)(?P<star>\*?)\}(?P<body>.*)\\end\{(?P=name)(?P=star)\}\s*", re.DOTALL)
COLUMNS = re.compile(r"\s*\{[^{}]*\}")
NUMBERED_ROWS = {"align": "align", "gather": "gather", "alignat": "alignat", "eqnarray": "align", "flalign": "align"}
ONE_NUMBER = {"equation", "multline"}
MARKS = {"label", "tag", "notag", "nonumber"}
REFERENCE = re.compile(r"\\(?P<kind>eqref|ref)\s*\{(?P<label>[^{}]*)\}")


@dataclass
class Row:
    """A row of a display: its TeX without labels and tags, and what those said."""

    tex: Mapped
    ending: Mapped = field(default_factory=Mapped)
    labels: list[tuple[str, int]] = field(default_factory=list)
    tag: str = ""  # as an author's \tag says it
    is_starred_tag: bool = False
    is_numbered: bool = True


class Numbers:
    """The numbers of one article; `next` gives one after the other, within subequations with letters."""

    def __init__(self) -> None:
        self.count = 0
        self.letter: int | None = None

    def next(self) -> str:
        if self.letter is not None:
            self.letter += 1
            return f"{self.count}{_letters(self.letter)}"
        self.count += 1
        return str(self.count)


def _letters(number: int) -> str:
    """1 -> a, 26 -> z, 27 -> aa."""
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def number_formulas(draft: Draft) -> None:
    """Give every formula its TeX for KaTeX, its numbers and ids; labels are known to the draft from here on."""
    numbers = Numbers()
    formulas = draft.formulas()
    for formula in formulas:
        formula.tex = _number(draft, formula, numbers)
    for reference in draft.references():
        if reference.label not in draft.labels:
            draft.warn("unknown-label", reference.start, excerpt=reference.label)
    for formula in formulas:  # the second pass: now every label is known, so that a reference may stand before it
        formula.tex = globalize(_resolved(draft, formula.tex))
        formula.defines_only = defines_only(formula.tex.text)


def _resolved(draft: Draft, tex: Mapped) -> Mapped:
    r"""`\eqref{x}` inside a longer formula becomes the number as text."""
    parts, position = [], 0
    for match in REFERENCE.finditer(tex.text):
        label = draft.labels.get(match["label"].strip())
        if label is None:
            draft.warn("unknown-label", tex.origin(match.start()), excerpt=match["label"])
        text = label.number if label else "??"
        shown = rf"\text{{({text})}}" if match["kind"] == "eqref" else rf"\text{{{text}}}"
        parts += [tex[position : match.start()], Mapped.of(shown, tex.origin(match.start()))]
        position = match.end()
    return join([*parts, tex[position:]])


def _number(draft: Draft, formula: Formula, numbers: Numbers) -> Mapped:
    tex = _without_comments(formula.source)
    if not formula.display:
        row = _read_row(tex)
        _report_lost_labels(draft, row)
        return row.tex
    whole = WHOLE.fullmatch(tex.text)
    if whole and whole["name"] == "subequations":
        return _subequations(draft, formula, tex[whole.start("body") : whole.end("body")], numbers)
    if whole and whole["name"] in NUMBERED_ROWS:
        return _rows(draft, formula, tex, whole, numbers)
    name, star = (whole["name"], whole["star"]) if whole else ("", "*")
    body = tex[whole.start("body") : whole.end("body")] if whole and name in ONE_NUMBER else tex
    row = _read_row(body)
    row.is_numbered = row.is_numbered and not star and name in ONE_NUMBER
    tag = _tag(draft, formula, row, numbers)
    inside = _multline(row.tex) if name == "multline" else row.tex
    formula.wraps = not any(token.kind == "row" and token.depth == 0 for token in tokenize(inside.text))
    return join([inside, tag])


def _rows(draft: Draft, formula: Formula, tex: Mapped, whole: re.Match[str], numbers: Numbers) -> Mapped:
    name, begin = NUMBERED_ROWS[whole["name"]], whole.start("body")
    columns = COLUMNS.match(tex.text, begin) if name == "alignat" else None
    body = tex[columns.end() if columns else begin : whole.end("body")]
    parts = [Mapped.of(rf"\begin{{{name}*}}" + (columns.group().strip() if columns else ""), tex.origin(begin))]
    for row in _split_rows(body):
        row.is_numbered = row.is_numbered and not whole["star"]
        content = _eqnarray(row.tex) if whole["name"] == "eqnarray" else row.tex
        parts += [content, _tag(draft, formula, row, numbers), row.ending]
    return join([*parts, Mapped.of(rf"\end{{{name}*}}", tex.origin(whole.end("body")))])


def _subequations(draft: Draft, formula: Formula, body: Mapped, numbers: Numbers) -> Mapped:
    """The inner display, numbered 3a, 3b, …; a label before it means 3."""
    numbers.count += 1
    first = body.text.find("\\begin")
    head = _read_row(body[: max(first, 0)])
    for label, start in head.labels:
        _define(draft, formula, label, str(numbers.count), start)
    numbers.letter = 0
    inner = _number(draft, _with_source(formula, body[max(first, 0) :]), numbers)
    numbers.letter = None
    return inner


def _with_source(formula: Formula, source: Mapped) -> Formula:
    """The same formula with other TeX; anchors and numbers go on being shared with the original."""
    return replace(formula, source=source)


def _without_comments(tex: Mapped) -> Mapped:
    if "%" not in tex.text:
        return tex
    return join([tex[t.start : t.stop] for t in tokenize(tex.text) if t.kind != "comment"])


def _split_rows(body: Mapped) -> list[Row]:
    """The rows of an aligned display; an empty last row is none."""
    rows, begin = [], 0
    for token in tokenize(body.text):
        if token.kind == "row" and token.depth == 0:
            row = _read_row(body[begin : token.start])
            row.ending = body[token.start : token.stop]
            rows.append(row)
            begin = token.stop
    last = _read_row(body[begin:])
    if last.tex.text.strip() or last.labels:
        return [*rows, last]
    if rows:
        rows[-1].ending = Mapped()
    return rows


def _read_row(tex: Mapped) -> Row:
    """Take labels, tags and the like out of a row, at any depth: a label may stand inside `split`."""
    row, parts, position = Row(tex), [], 0
    for token in tokenize(tex.text):
        if token.kind != "command" or token.name not in MARKS or token.start < position:
            continue
        stop = _read_mark(row, tex, token)
        if stop == token.start:
            continue
        parts += [tex[position : token.start], Mapped.of(" ", tex.origin(token.start))]
        position = stop
    row.tex = join([*parts, tex[position:]])
    return row


def _read_mark(row: Row, tex: Mapped, token: Token) -> int:
    """Note what a label or a tag says; where it ends. A second tag stays where it is, for the engine to refuse."""
    if token.name in {"notag", "nonumber"}:
        row.is_numbered = False
        return token.stop
    starred = tex.text.startswith("*", token.stop)
    found = argument(tex.text, token.stop + starred)
    if found is None or (token.name == "tag" and row.tag):
        return token.start
    start, stop, after = found
    if token.name == "label":
        row.labels.append((tex.text[start:stop].strip(), tex.origin(token.start)))
    else:
        row.tag, row.is_starred_tag = tex.text[start:stop], starred
    return after


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


def _eqnarray(tex: Mapped) -> Mapped:
    """`a &=& b` to `a &= b`: align has no column for the relation."""
    columns = [token for token in tokenize(tex.text) if token.kind == "column" and token.depth == 0]
    if len(columns) < 2:
        return tex
    return join([tex[: columns[1].start], Mapped.of("{}", tex.origin(columns[1].start)), tex[columns[1].stop :]])


def _multline(tex: Mapped) -> Mapped:
    """First row at the left, each further one more to the right, as KaTeX has no multline."""
    rows = _split_rows(tex)
    parts = [Mapped.of(r"\begin{aligned}", tex.origin(0))]
    for index, row in enumerate(rows):
        indent = r"\qquad" * min(index, 3)
        parts += [Mapped.of(f"&{indent} ", row.tex.origin(0)), row.tex, row.ending]
    return join([*parts, Mapped.of(r"\end{aligned}", tex.origin(len(tex.text)))])
