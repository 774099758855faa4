r"""Makes definitions valid from where they stand to the end of the article.

`\newcommand` and its kin become `\gdef`, so that a definition in one formula serves the next and an existing name may
be given a new meaning (authors define `\R` and `\vec`, which KaTeX has).
"""

import re
from collections.abc import MutableMapping

from blog.rendering.formulas.tokens import argument
from blog.rendering.pieces import Mapped, join, standing_at

NAME = r"\\(?:[A-Za-z@]+|.)"
DEFINITION = re.compile(
    rf"""
      \\(?:(?P<provide>provide)|(?:re)?new|DeclareRobust)[cC]ommand\*?\s*
        (?:\{{\s*(?P<braced>{NAME})\s*\}}|(?P<bare>{NAME}))
        \s*(?:\[(?P<count>[0-9])\]\s*(?:\[(?P<default>(?:[^\[\]{{}}]|\{{[^{{}}]*\}})*)\])?)?
    | \\DeclareMathOperator(?P<limits>\*?)\s*(?:\{{\s*(?P<operator>{NAME})\s*\}}|(?P<bare_operator>{NAME}))
    | \\DeclarePairedDelimiter\s*(?:\{{\s*(?P<pair>{NAME})\s*\}}|(?P<bare_pair>{NAME}))
    | \\(?P<def>[gex]?def)\s*(?P<defined>{NAME})(?P<parameters>[^{{}}]*)(?=\{{)
    | \\let\s*(?P<let>{NAME})
    """,
    re.VERBOSE,
)
GLOBAL = re.compile(rf"\\gdef\s*{NAME}[^{{}}]*")
LET = re.compile(rf"\\(?:global\s*\\)?let\s*{NAME}\s*=?\s*(?:{NAME}|[^\s\\])")
REQUIRE = re.compile(r"\\require\s*\{[^{}]*\}")


def globalize(tex: Mapped, known: MutableMapping[str, int] | None = None) -> Mapped:
    r"""Rewrite definitions so that they outlive their formula.

    Args:
        known: of the commands defined so far, by name without backslash, the number of arguments; it learns more.

    >>> globalize(Mapped.of(r"\newcommand{\norm}[1]{\|#1\|}", 0)).text
    '\\gdef\\norm#1{\\|#1\\|}'
    >>> globalize(Mapped.of(r"\DeclareMathOperator*{\argmax}{arg\,max} x", 0)).text
    '\\gdef\\argmax{\\operatorname*{arg\\,max}} x'
    """
    if "\\" not in tex.text:
        return tex
    known = {} if known is None else known
    parts, position = [], 0
    for match in DEFINITION.finditer(tex.text):
        if match.start() < position:
            continue
        parts.append(tex[position : match.start()])
        new, position = _definition(tex, match, known)
        parts.append(new)
    return _without_require(join([*parts, tex[position:]]))


def _definition(tex: Mapped, match: re.Match[str], known: MutableMapping[str, int]) -> tuple[Mapped, int]:
    """What is written instead of a definition, and where the text goes on."""
    origin = tex.origin(match.start())
    if name := match["let"]:
        known[name[1:]] = 0
        return tex[match.start() : match.end()], match.end()
    if name := match["defined"]:
        known[name[1:]] = match["parameters"].count("#")
        command = r"\gdef" if match["def"] == "def" else f"\\{match['def']}"
        head = standing_at(command + name, origin)
        return join([head, tex[match.start("parameters") : match.end()]]), match.end()
    if name := match["operator"] or match["bare_operator"]:
        return _operator(tex, match, name, known)
    if name := match["pair"] or match["bare_pair"]:
        return _pair(tex, match, name, known)
    name, count = match["braced"] or match["bare"], int(match["count"] or 0)
    if match["provide"] and name[1:] in known and (body := argument(tex.text, match.end())):
        return Mapped(), body[2]
    known[name[1:]] = count
    return standing_at(_head(name, count, match["default"]), origin), match.end()


def _head(name: str, count: int, default: str | None) -> str:
    r"""The beginning of a definition, up to its body.

    >>> _head(r"\f", 2, None), _head(r"\f", 2, "x")
    ('\\gdef\\f#1#2', '\\gdef\\f{\\@ifnextchar[{\\f@given}{\\f@given[{x}]}}\\gdef\\f@given[#1]#2')
    """
    parameters = [f"#{index + 1}" for index in range(count)]
    if default is None or not parameters:
        return rf"\gdef{name}{''.join(parameters)}"
    inner = name + "@given" if name[1].isalpha() else rf"\given@{'@' * (ord(name[1]) % 64)}"
    rest = "".join(parameters[1:])
    return rf"\gdef{name}{{\@ifnextchar[{{{inner}}}{{{inner}[{{{default}}}]}}}}\gdef{inner}[#1]{rest}"


def _operator(tex: Mapped, match: re.Match[str], name: str, known: MutableMapping[str, int]) -> tuple[Mapped, int]:
    found = argument(tex.text, match.end())
    if found is None:
        return tex[match.start() : match.end()], match.end()
    known[name[1:]] = 0
    origin = tex.origin(match.start())
    head = standing_at(rf"\gdef{name}{{\operatorname{match['limits']}{{", origin)
    return join([head, tex[found[0] : found[1]], standing_at("}}", tex.origin(found[1]))]), found[2]


def _pair(tex: Mapped, match: re.Match[str], name: str, known: MutableMapping[str, int]) -> tuple[Mapped, int]:
    r"""mathtools: `\abs{x}` of fixed size, `\abs*{x}` grows, `\abs[\big]{x}` has the size that is named."""
    opening = argument(tex.text, match.end())
    closing = argument(tex.text, opening[2]) if opening else None
    if not opening or not closing or not name[1].isalpha():
        return tex[match.start() : match.end()], match.end()
    known[name[1:]] = 1
    left, right = tex.text[opening[0] : opening[1]], tex.text[closing[0] : closing[1]]
    written = (
        rf"\gdef{name}{{\@ifstar{{{name}@growing}}{{{name}@fixed}}}}"
        rf"\gdef{name}@growing#1{{\left{left}#1\right{right}}}"
        rf"\gdef{name}@fixed{{\@ifnextchar[{{{name}@sized}}{{{name}@plain}}}}"
        rf"\gdef{name}@sized[#1]#2{{\mathopen{{#1{left}}}#2\mathclose{{#1{right}}}}}"
        rf"\gdef{name}@plain#1{{\mathopen{{{left}}}#1\mathclose{{{right}}}}}"
    )
    return standing_at(written, tex.origin(match.start())), closing[2]


def _without_require(tex: Mapped) -> Mapped:
    parts, position = [], 0
    for match in REQUIRE.finditer(tex.text):
        parts.append(tex[position : match.start()])
        position = match.end()
    return join([*parts, tex[position:]]) if parts else tex


def defines_only(tex: str) -> bool:
    r"""Whether a formula holds nothing but definitions, or nothing at all, so that there is nothing to draw.

    >>> defines_only(r"\gdef\R{\mathbb{R}} \gdef\E{\mathbb{E}}"), defines_only(r"\gdef\R{\mathbb{R}} x")
    (True, False)
    """
    rest = tex.strip()
    while match := GLOBAL.match(rest) or LET.match(rest):
        end = match.end()
        if match.re is GLOBAL:
            body = argument(rest, end)
            if body is None:
                return False
            end = body[2]
        rest = rest[end:].strip()
    return not rest
