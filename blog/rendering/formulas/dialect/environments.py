r"""Environments that KaTeX lacks, and what stands in column specifications, as ones that it has.

A display of amsmath inside another formula becomes its inner form: `align` in braces is `aligned`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blog.rendering.formulas.dialect.reading import COMMENT, Edit, Reading

MARK = re.compile(r"\\(?P<kind>begin|end)\s*\{(?P<name>[^{}]*)\}")
INNER = {
    **dict.fromkeys(("align", "flalign", "align*", "flalign*", "split", "eqalign"), "aligned"),
    **dict.fromkeys(("gather", "gather*", "multline", "multline*", "multlined", "dmath", "dmath*"), "gathered"),
    **dict.fromkeys(("alignat", "alignat*", "xalignat", "xalignat*"), "alignedat"),
    **dict.fromkeys(("equation", "equation*", "displaymath", "math", "subequations"), ""),
    "eqnarray": "array",
    "eqnarray*": "array",
}
# What begins and ends instead.
OTHER = {
    "psmallmatrix": (r"\left(\begin{smallmatrix}", r"\end{smallmatrix}\right)"),
    "bsmallmatrix": (r"\left[\begin{smallmatrix}", r"\end{smallmatrix}\right]"),
    "Bsmallmatrix": (r"\left\lbrace\begin{smallmatrix}", r"\end{smallmatrix}\right\rbrace"),
    "vsmallmatrix": (r"\left\lvert\begin{smallmatrix}", r"\end{smallmatrix}\right\rvert"),
    "Vsmallmatrix": (r"\left\lVert\begin{smallmatrix}", r"\end{smallmatrix}\right\rVert"),
    "lgathered": (r"\begin{array}{l}", r"\end{array}"),
    "rgathered": (r"\begin{array}{r}", r"\end{array}"),
    "multlined": (r"\begin{gathered}", r"\end{gathered}"),
    "displaymath": ("", ""),
    "math": ("", ""),
}
WHOLE = {"subequations", "empheq"}  # whose contents are displays of their own
ROWED = {"align", "gather", "alignat", "flalign", "eqnarray", "multline"}
WITH_COLUMNS = {"array", "subarray", "darray"}
WITH_POSITION = {"aligned", "gathered", "alignedat", "split", "array", "multlined", "lgathered", "rgathered"}
POSITION = re.compile(r"\s*\[[tcb]\]")
LETTERS = re.compile(r"[lcr|:]")
BEFORE_COLUMN = "@!><"
WIDTHS = "pmbwX"
REPEATED = re.compile(r"\*\s*(?:\{\s*(?P<count>\d{1,2})\s*\}|(?P<digit>\d))\s*\{(?P<columns>[^{}]*)\}")
TEXT_BETWEEN = re.compile(r"\\(?:short)?intertext\s*(?=\{)")


@dataclass(frozen=True)
class Environment:
    """An environment in a formula; the places are those of its two marks."""

    name: str
    begin: tuple[int, int]
    end: tuple[int, int]
    outer: "Environment | None"


def edits(reading: Reading) -> list[Edit]:
    r"""What has to be written in place of environments and their columns.

    >>> from blog.rendering.formulas.dialect.reading import read
    >>> edits(read(r"\{\begin{align}a\end{align}\}"))
    [(2, 15, '\\begin{aligned}'), (16, 27, '\\end{aligned}')]
    """
    if r"\begin" not in reading.text:
        return []
    environments = find(reading)
    found = [edit for environment in environments for edit in _marks(reading, environment)]
    found += [edit for environment in environments for edit in _options(reading, environment)]
    return (
        found
        + [edit for environment in environments for edit in _text_columns(reading, environment)]
        + list(_texts_between(reading, environments))
    )


def find(reading: Reading) -> list[Environment]:
    """All environments that end, in the order in which they begin."""
    begun: list[tuple[re.Match[str], int]] = []
    pairs: dict[int, tuple[re.Match[str], re.Match[str], int]] = {}
    for match in MARK.finditer(reading.text):
        if reading.modes[match.start()] == COMMENT:
            continue
        if match["kind"] == "begin":
            begun.append((match, begun[-1][0].start() if begun else -1))
        elif begun and begun[-1][0]["name"] == match["name"]:
            opening, outer = begun.pop()
            pairs[opening.start()] = (opening, match, outer)
    found: dict[int, Environment] = {}
    for start, (opening, closing, outer) in sorted(pairs.items()):
        found[start] = Environment(opening["name"], opening.span(), closing.span(), found.get(outer))
    return list(found.values())


def is_whole(reading: Reading, environment: Environment) -> bool:
    """Whether an environment is the display itself, or one of those in `subequations`."""
    if environment.outer:
        return environment.outer.name in WHOLE and is_whole(reading, environment.outer)
    before, after = reading.text[: environment.begin[0]], reading.text[environment.end[1] :]
    around = reading.modes[: environment.begin[0]] + reading.modes[environment.end[1] :]
    return all(mode == COMMENT or sign.isspace() for sign, mode in zip(before + after, around, strict=True))


def _marks(reading: Reading, environment: Environment) -> Iterator[Edit]:
    name = environment.name
    if name in OTHER:
        for place, text in zip((environment.begin, environment.end), OTHER[name], strict=True):
            yield *place, text
    elif name in INNER and name != "split" and not is_whole(reading, environment):
        inner = INNER[name]
        columns = "{rcl}" if inner == "array" else ""
        yield *environment.begin, rf"\begin{{{inner}}}{columns}" if inner else "{"
        yield *environment.end, rf"\end{{{inner}}}" if inner else "}"


def _options(reading: Reading, environment: Environment) -> Iterator[Edit]:
    position = environment.begin[1]
    if environment.name in WITH_POSITION and (option := POSITION.match(reading.text, position)):
        yield position, option.end(), ""
        position = option.end()
    group = reading.group(position) if environment.name in WITH_COLUMNS else None
    if group and group.is_braced:
        written = reading.inside(group)
        columns = _columns(written)
        if columns != written:
            yield group.start, group.stop, columns


def _columns(specification: str) -> str:
    r"""Only what KaTeX knows of a column specification: letters and rules; without any, one column.

    >>> _columns("@{}l@{\\,}r"), _columns("*{3}{c}|p{3cm}"), _columns("")
    ('lr', 'ccc|l', 'c')
    """
    for _ in range(3):
        specification = REPEATED.sub(
            lambda match: match["columns"] * int(match["count"] or match["digit"]), specification
        )
    columns, position = "", 0
    while position < len(specification):
        sign = specification[position]
        position += 1
        if LETTERS.match(sign):
            columns += sign
        elif sign in WIDTHS or sign in BEFORE_COLUMN:
            columns += "l" if sign in WIDTHS else ""
            position = _behind_group(specification, position)
        elif not sign.isspace():
            return specification  # for the engine to refuse
    return columns or "c"


def _behind_group(text: str, position: int) -> int:
    depth = 0
    for index in range(position, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index + 1 if text[index] == "}" else position
    return len(text)


def _text_columns(reading: Reading, environment: Environment) -> Iterator[Edit]:
    r"""`cases*` of mathtools: the second column is text."""
    name = environment.name.removesuffix("*")
    if name not in {"cases", "dcases", "rcases", "drcases"} or name == environment.name:
        return
    yield *environment.begin, rf"\begin{{{name}}}"
    yield *environment.end, rf"\end{{{name}}}"
    position, in_text = environment.begin[1], False
    while position < environment.end[0]:
        sign = reading.text[position]
        if sign == "&" and not in_text:
            yield position, position + 1, r"&\text{"
            in_text = True
        elif reading.text.startswith("\\\\", position) and in_text:
            yield position, position, "}"
            in_text = False
        position = reading.closings.get(position, position) + (2 if sign == "\\" else 1)
    if in_text:
        yield environment.end[0], environment.end[0], "}"


def _texts_between(reading: Reading, environments: list[Environment]) -> Iterator[Edit]:
    r"""`\intertext{so}` becomes a row of its own, without a number."""
    for match in TEXT_BETWEEN.finditer(reading.text):
        around = [each for each in environments if each.begin[1] <= match.start() < each.end[0]]
        group = reading.group(match.end())
        if not around or not group:
            continue
        inner = max(around, key=lambda each: each.begin[1])
        column = "" if INNER.get(inner.name, inner.name) == "gathered" else "&"
        numbered = inner.name.removesuffix("*") in ROWED and is_whole(reading, inner)
        yield match.start(), match.end(), rf"{column}\text"
        yield group.after, group.after, r"\notag\\" if numbered else r"\\"
