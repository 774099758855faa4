"""Takes displays apart: rows, and what labels and tags say in them. Knows TeX only, no numbers."""

import re
from dataclasses import dataclass, field

from blog.rendering.formulas.tokens import Token, argument, tokenize
from blog.rendering.pieces import Mapped, join, standing_at

MARKS = {"label", "tag", "notag", "nonumber"}
DOUBLED = re.compile(r"\\\\(?=[{}&%_#,;!]|[A-Za-z]{2})")
RELATION_COLUMN = re.compile(r"&\s*(?:[=<>:≤≥≈≠∈+-]+|\\[a-z]+)\s*&")  # of eqnarray


@dataclass
class Row:
    """A row of a display: its TeX without labels and tags, and what those said."""

    tex: Mapped
    ending: Mapped = field(default_factory=Mapped)
    labels: list[tuple[str, int]] = field(default_factory=list)
    tag: str = ""  # as an author's \tag says it
    tag_start: int = 0  # where it stands in the source
    is_starred_tag: bool = False
    is_numbered: bool = True


def split_rows(body: Mapped) -> list[Row]:
    """The rows of an aligned display; an empty last row is none."""
    rows, begin = [], 0
    for token in tokenize(body.text):
        if token.kind == "row" and token.depth == 0:
            row = read_row(body[begin : token.start])
            row.ending = body[token.start : token.stop]
            rows.append(row)
            begin = token.stop
    last = read_row(body[begin:])
    if last.tex.text.strip() or last.labels:
        return [*rows, last]
    if rows:
        rows[-1].ending = Mapped()
    return rows


def read_row(tex: Mapped) -> Row:
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
        row.tag, row.is_starred_tag, row.tag_start = tex.text[start:stop], starred, tex.origin(token.start)
    return after


def two_columns(tex: Mapped) -> Mapped:
    """`a &=& b` to `a &= b`: align has no column for the relation."""
    columns = [token for token in tokenize(tex.text) if token.kind == "column" and token.depth == 0]
    if len(columns) < 2:
        return tex
    return join([tex[: columns[1].start], Mapped.of("{}", tex.origin(columns[1].start)), tex[columns[1].stop :]])


def staggered(tex: Mapped) -> Mapped:
    """First row at the left, each further one more to the right, as KaTeX has no multline."""
    rows = split_rows(tex)
    parts = [Mapped.of(r"\begin{aligned}", tex.origin(0))]
    for index, row in enumerate(rows):
        indent = r"\qquad" * min(index, 3)
        parts += [Mapped.of(f"&{indent} ", row.tex.origin(0)), row.tex, row.ending]
    return join([*parts, Mapped.of(r"\end{aligned}", tex.origin(len(tex.text)))])


def aligned(tex: Mapped) -> Mapped:
    r"""`a &= b \\ &= c` without any environment, as authors write between dollars, in one."""
    if not any(token.kind == "column" and token.depth == 0 for token in tokenize(tex.text)):
        return tex
    parts = [standing_at(r"\begin{aligned}", tex.origin(0))]
    for row in split_rows(tex):
        parts += [two_columns(row.tex) if RELATION_COLUMN.search(row.tex.text) else row.tex, row.ending]
    return join([*parts, standing_at(r"\end{aligned}", tex.origin(len(tex.text)))])


def without_doubled_backslashes(tex: Mapped) -> Mapped:
    r"""`\\{1,2\\}` and `\\infty` in a line: there are no rows, and other systems' Markdown ate one of the two."""
    if "\\begin" in tex.text or "\\substack" in tex.text:
        return tex
    parts, position = [], 0
    for match in DOUBLED.finditer(tex.text):
        parts.append(tex[position : match.start()])
        position = match.start() + 1
    return join([*parts, tex[position:]])
