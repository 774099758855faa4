r"""Says formulas as they are written here: those in code spans, those escaped for Markdown, and Pandoc's brackets.

blogdown writes `\(x\)` as code. Goldmark, marked and their like read `\_` as `_` and `\\` as `\` inside formulas, too,
so that authors write `x\_{i}` and `\\\\` (https://gohugo.io/content-management/mathematics/). Pandoc takes `\[` for an
escaped bracket (https://pandoc.org/MANUAL.html#math).
"""

import re
from collections.abc import Collection

from blog.interchange import code
from blog.interchange.shelf import Shelf
from blog.rendering import formula_places

CODE_FORMULA = re.compile(
    r"`(?P<formula>\$\$?[^`$]+\$\$?|(?P<bracket>\\\([^`]+?\\\)|\\\[[^`]+?\\\])|\\begin\{[^`]+\\end\{\w+\*?\})`"
)
FEWEST_CODE_FORMULAS = 5  # fewer between dollars may be examples in a text about TeX
DOLLAR = re.compile(r"(?<!\\)\$")
INLINE = re.compile(r"(?<![\\$])\$(?!\$)|\\\(")  # opens a formula of a line
# What of a formula tells whether it was escaped for Markdown. What prints its underscores stays as it is.
ESCAPE = re.compile(
    r"""
    (?P<kept> \\(?:text\w*|math(?:rm|tt|sf|it|bf)|operatorname\*?|[hm]box|label|tag|(?:eq)?ref|href|url)\s*
              \{(?:[^{}]|\{[^{}]*\})*\}
            | (?<![A-Za-z\\]) [A-Za-z]{2,} (?:\\_[A-Za-z0-9]{2,})+ )     # `max\_len`, a name with an underscore
    | \\[A-Za-z]+
    | (?P<row> \\\\\\\\ )
    | (?P<sign> \\\\(?=[,;:!|{}_]) )                                     # `\\;` for `\;`
    | (?P<subscript> \\_ )
    | (?P<star> \\\* )
    | (?P<plain_row> \\\\ )
    | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
PLAIN = {"row": "\\\\", "sign": "\\", "subscript": "_", "star": "*"}
FEWEST_ESCAPES = 3  # one or two may be meant
ALONE_BEHIND = re.compile(r"[ \t]*(?:\n|\Z)")
TEX_COMMAND = re.compile(r"\\[A-Za-z]|[\^_]")
ENTITIES = {"[": "&#91;", "(": "&#40;"}


def out_of_code(text: str, notes: list[str]) -> str:
    r"""Formulas that stand in code spans, where hardly one stands outside; brackets already where none does.

    >>> out_of_code(r"设 `\(x\)`。", []), out_of_code(r"设 `\(x\)` 或 $x$。", [])
    ('设 \\(x\\)。', '设 `\\(x\\)` 或 $x$。')
    """
    parts = code.split(text)
    found = {place: match for place in range(1, len(parts), 2) if (match := CODE_FORMULA.fullmatch(parts[place]))}
    outside = sum(len(DOLLAR.findall(part)) for part in parts[::2])
    brackets = sum(bool(match["bracket"]) for match in found.values())
    are_meant = len(found) >= FEWEST_CODE_FORMULAS and len(found) >= outside
    are_all_brackets = brackets == len(found) and not any(INLINE.search(part) for part in parts[::2])
    if not found or not (are_meant or are_all_brackets):
        if brackets:
            notes.append(f"{brackets} formulas written as code left as code")
        return text
    for place, match in found.items():
        parts[place] = match["formula"]
    notes.append(f"{len(found)} formulas written as code taken as formulas")
    return "".join(parts)


def unescape(text: str, notes: list[str]) -> str:
    r"""Formulas without the backslashes that other engines eat, where a text has several of them.

    >>> unescape(r"$x\_{i}$, $x\_j$, $\mathrm{a\_b}\_1$", [])
    '$x_{i}$, $x_j$, $\\mathrm{a\\_b}_1$'
    """
    if "\\_" not in text and "\\\\\\\\" not in text:
        return text
    places = [(start, stop) for start, stop in formula_places(text) if not text.startswith("\\\\", start)]
    written = [text[start:stop] for start, stop in places]
    found = [match.lastgroup or "" for formula in written for match in ESCAPE.finditer(formula)]
    subscripts, rows = found.count("subscript"), 0 if "plain_row" in found else found.count("row")
    if subscripts + rows < FEWEST_ESCAPES:
        if subscripts:
            notes.append(rf"\_ ({subscripts} times) within formulas prints an underscore; _ would make a subscript")
        return text
    names = PLAIN.keys() - (set() if rows else {"row"})
    notes.append(f"{sum(name in names for name in found)} backslashes for Markdown left out of formulas")
    plain = [ESCAPE.sub(lambda match: _plain(match, names), formula) for formula in written]
    return _replaced(text, places, plain)


def _plain(match: re.Match[str], names: Collection[str]) -> str:
    name = match.lastgroup or ""
    return PLAIN[name] if name in names else match[0]


def bare_brackets(text: str, notes: list[str]) -> str:
    r"""Pandoc's escaped brackets, which would be formulas here; alone on its lines a formula stays, with a note.

    >>> bare_brackets(r"见 x\[i_1\] 与 $y$", [])
    '见 x&#91;i_1\\] 与 $y$'
    """
    if "\\[" not in text and "\\(" not in text:
        return text
    places, plain, kept = formula_places(text), [], 0
    for start, stop in places:
        sign, formula = text[start + 1 : start + 2], text[start:stop]
        if formula[:1] != "\\" or sign not in ENTITIES:
            plain.append(formula)
        elif sign == "[" and TEX_COMMAND.search(formula, 2, len(formula) - 2) and _is_alone(text, start, stop):
            plain.append(formula)
            kept += 1
        else:
            plain.append(ENTITIES[sign] + formula[2:])
    if kept:
        notes.append(rf"{kept} formulas between \[ and \] are drawn here, which Pandoc takes for text in brackets")
    return _replaced(text, places, plain)


def put_aside(text: str, shelf: Shelf) -> str:
    """The text with a placeholder for each formula."""
    places = formula_places(text)
    return _replaced(text, places, [shelf.put(text[start:stop]) for start, stop in places])


def _is_alone(text: str, start: int, stop: int) -> bool:
    """Whether nothing else stands on the lines of a formula."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not line.strip(" \t>") and ALONE_BEHIND.match(text, stop) is not None


def _replaced(text: str, places: list[tuple[int, int]], formulas: list[str]) -> str:
    pieces, position = [], 0
    for (start, stop), formula in zip(places, formulas, strict=True):
        pieces += [text[position:start], formula]
        position = stop
    return "".join([*pieces, text[position:]])
