"""Decides where a formula begins and ends, and what only looks like one.

The rules, and the texts that made them so, are in the table of CONTRIBUTING.md ("What is a formula").
"""

import re
from dataclasses import dataclass, replace

from blog.rendering.formulas.surroundings import (
    begins_line,
    end_of_environment,
    paragraph_end,
    stands_alone,
    writes_dollars_only,
)
from blog.rendering.pieces import Formula, Mapped, join

# Environments that are displays by themselves, without dollars around them (amsmath 2.17, section 3).
DISPLAYS = frozenset(
    name + star
    for name in ("equation", "align", "gather", "multline", "alignat", "eqnarray", "flalign")
    for star in ("", "*")
) | {"subequations", "numcases", "subnumcases", "empheq", "displaymath"}

# Environments that stand inside displays, but also alone in a paragraph, as MathJax draws them.
INNER_DISPLAYS = {
    *("aligned", "gathered", "alignedat", "split", "cases", "dcases", "array", "CD"),
    *("matrix", "pmatrix", "bmatrix", "vmatrix", "Vmatrix", "Bmatrix"),
}

TICKS = re.compile(r"`+")
MARKDOWN_ESCAPE = re.compile(r"\\\\\\\\|\\[_*]")
TEX_SIGN = re.compile(r"[\\^_={}<>+]")
PROSE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]|[A-Za-z]{2}")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
DOLLARS_IN_TEXT = re.compile(r"\\\$|\\(?:text\w*|[hm]box)\s*\{(?:[^{}]|\{[^{}]*\})*\}")
BRACKET_INSIDE = re.compile(r"(?<!\\)\\\[")  # TeX refuses a display in a display
BARE_TEXT = re.compile(r"\\(?:text\w*|mbox)\s*\{[^{}]*\}")
WHOLE_ENVIRONMENT = re.compile(r"\s*\\begin\{(?P<name>[a-z]+\*?)\}.*\\end\{(?P=name)\}\s*", re.DOTALL)
# With a blank before its closing dollar only: a number, a name of up to six signs, or longer without words.
SHORT_NAME = re.compile(
    r"""
      -?\d[\d.,/]*\s+
    | (?= .{1,6}\s+$ | (?!.*[A-Za-z]{3}) ) [A-Za-z(\[|] [^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]* \s+
    """,
    re.VERBOSE,
)
WORDS = re.compile("\\s|[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
ROW_END = re.compile(r"\|[ \t]*\n[ \t>]*\|")  # of a table, which no formula goes beyond
LINE_START = re.compile(r"(?P<markers>(?:[ \t]*>)+)")


@dataclass(frozen=True)
class NoFormula:
    """A sign that opens nothing: it is text up to `stop`."""

    stop: int
    is_unclosed: bool = False


def find(source: str, start: int, stop: int) -> Formula | NoFormula:
    """Read the formula whose delimiter stands at `start`; it must end before `stop`."""
    if source.startswith("$$", start):
        return _dollars(source, start, stop)
    if source.startswith("$", start):
        return _dollar(source, start, stop)
    if source.startswith("\\begin", start):
        return _environment(source, start, stop)
    if source.startswith("\\\\", start):
        return _escaped_bracket(source, start, stop)
    return _bracket(source, start, stop)


def _dollars(source: str, start: int, stop: int) -> Formula | NoFormula:
    if not begins_line(source, start):  # behind text it ends with its paragraph, so that a stray one does little harm
        stop = paragraph_end(source, start, stop)
    closing = _unescaped(source, "$$", start + 2, stop)
    if closing < 0:
        return NoFormula(start + 2, is_unclosed=True)
    if not source[start + 2 : closing].strip(" \t\n>"):
        return NoFormula(closing + 2)
    return _formula(source, start, start + 2, closing, closing + 2, display=True)


def _dollar(source: str, start: int, stop: int) -> Formula | NoFormula:
    follows = source[start + 1 : start + 2]
    if follows.isdigit() and source[start - 1 : start].isalpha() and source[start - 1 : start].isascii():
        return NoFormula(start + 1)  # US$5
    closing = _closing_dollar(source, start + 1, paragraph_end(source, start, stop))
    if closing <= start + 1:
        return NoFormula(start + 1, is_unclosed=closing < 0 and not follows.isdigit() and bool(follows.strip()))
    inside, behind = source[start + 1 : closing], source[closing + 1 : closing + 2]
    if ROW_END.search(inside):
        return NoFormula(start + 1, is_unclosed=True)
    if _is_doubtful(inside, behind) and not TEX_SIGN.search(source, start + 1, closing):
        return NoFormula(start + 1)
    return _formula(source, start, start + 1, closing, closing + 1, display=False)


def _is_doubtful(inside: str, behind: str) -> bool:
    """Whether the text between two dollars may be a price and what follows it, up to the next price.

    >>> [_is_doubtful(*pair) for pair in (("5 和 ", "6"), ("5 and ", "6"), ("5-", "1"), ("1, 2, 3", ""), (" n ", ""))]
    [True, True, True, False, False]
    >>> _is_doubtful("N ", ""), _is_doubtful("PATH ", "H"), _is_doubtful("20min", "")
    (False, True, False)
    """
    if inside[:1].isspace() != inside[-1:].isspace():
        return behind.isalnum() or not SHORT_NAME.fullmatch(inside)
    bare = BARE_TEXT.sub("", inside)
    may_be_price = inside[:1].isdigit() or inside[:1].isspace()
    has_words = WORDS.search(bare.strip()) is not None and PROSE.search(bare) is not None
    return may_be_price and (behind.isdigit() or has_words)


def _closing_dollar(source: str, start: int, limit: int) -> int:
    """The dollar that closes at brace depth 0; with braces out of balance, the next one. -1 where there is none.

    >>> text = r"$\\text{if $x>0$}$"
    >>> _closing_dollar(text, 1, len(text)) == len(text) - 1
    True
    """
    depth, first, position = 0, -1, start
    while position < limit:
        sign = source[position]
        if sign == "\\":
            position += 2
            continue
        if sign == "`" and (code := _code_end(source, position, limit)):
            position = code
            continue
        if sign == "$" and depth == 0:
            return position
        first = position if sign == "$" and first < 0 else first
        depth = max(depth + (sign == "{") - (sign == "}"), 0)
        position += 1
    return first


def _code_end(source: str, position: int, limit: int) -> int:
    """Where the code span that opens at `position` ends; 0 where the ticks open none."""
    ticks = TICKS.match(source, position)
    closing = re.compile(rf"(?<!`){ticks.group()}(?!`)").search(source, ticks.end(), limit) if ticks else None
    return closing.end() if closing else 0


def _bracket(source: str, start: int, stop: int) -> Formula | NoFormula:
    display = source[start + 1] == "["
    closing = source.find("\\]" if display else "\\)", start + 2, stop)
    if closing < 0 or (not display and paragraph_end(source, start, stop) < closing):
        return NoFormula(start + 2)  # Markdown's own way to write a bracket that is no link
    if _is_literal(source, start, closing, display=display):
        return NoFormula(start + 2)
    return _formula(source, start, start + 2, closing, closing + 2, display=display)


def _is_literal(source: str, start: int, closing: int, *, display: bool) -> bool:
    r"""Whether escaped brackets are brackets: `\[NOI2019\]` in a line of text, `\(解析\)`, `\[甲，$x$\]`, `\[\[1\]\]`.

    Authors who write formulas in dollars escape brackets so that Markdown takes them for no link.
    """
    if display and BRACKET_INSIDE.search(source, start + 2, closing):
        return True
    inside = source[start + 2 : closing]
    if display and "$" in DOLLARS_IN_TEXT.sub("", inside):
        return True
    if TEX_SIGN.search(inside):
        return False
    if display:
        return not stands_alone(source, start, closing + 2)
    return bool(HAN.search(inside)) or (inside.strip().isdigit() and writes_dollars_only(source))


def _escaped_bracket(source: str, start: int, stop: int) -> Formula | NoFormula:
    r"""`\\( x \\)`, as written for systems whose Markdown eats a backslash; inside, `\_` is `_`."""
    display = source[start + 2] == "["
    closing = source.find("\\\\]" if display else "\\\\)", start + 3, paragraph_end(source, start, stop))
    if closing < 0:
        return NoFormula(start + 2)
    formula = _formula(source, start, start + 3, closing, closing + 3, display=display)
    tex, parts, position = formula.source, [], 0
    for match in MARKDOWN_ESCAPE.finditer(tex.text):
        parts.append(tex[position : match.start()])
        position = match.start() + len(match.group()) // 2
    return replace(formula, source=join([*parts, tex[position:]]))


def _environment(source: str, start: int, stop: int) -> Formula | NoFormula:
    name = source[start + len("\\begin{") : source.index("}", start)]
    if name not in DISPLAYS and name not in INNER_DISPLAYS:
        return NoFormula(start + len("\\begin"))
    end = end_of_environment(source, start)
    if not 0 <= end <= stop:
        return NoFormula(start + len("\\begin"), is_unclosed=name in DISPLAYS)
    if name in INNER_DISPLAYS and not stands_alone(source, start, end):
        return NoFormula(start + len("\\begin"))
    return _formula(source, start, start, end, end, display=True)


def _unescaped(source: str, sign: str, start: int, stop: int) -> int:
    position = source.find(sign, start, stop)
    while position > 0 and _is_escaped(source, position):
        position = source.find(sign, position + 1, stop)
    return position


def _is_escaped(source: str, position: int) -> bool:
    before = source[:position]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _formula(source: str, start: int, begin: int, end: int, stop: int, *, display: bool) -> Formula:
    tex = _without_markers(source, begin, end)
    whole = WHOLE_ENVIRONMENT.fullmatch(tex.text)
    written = source[start:begin] + tex.text + source[end:stop]
    return Formula(tex, display or bool(whole and whole["name"] in DISPLAYS), start, stop, written)


def _without_markers(source: str, begin: int, end: int) -> Mapped:
    """The TeX between two offsets, without the `>` of the quote that it stands in."""
    line_start = source.rfind("\n", 0, begin) + 1
    quoted = LINE_START.match(source, line_start, begin)
    if not quoted or "\n" not in source[begin:end]:
        return Mapped.of(source[begin:end], begin)
    depth = quoted["markers"].count(">")
    marker = re.compile(rf"(?:[ \t]*>){{1,{depth}}}[ ]?")
    parts = []
    position = begin
    for line in source[begin:end].splitlines(keepends=True):
        skip = marker.match(line) if position > begin else None
        cut = skip.end() if skip else 0
        parts.append(Mapped.of(line[cut:], position + cut))
        position += len(line)
    return join(parts)
