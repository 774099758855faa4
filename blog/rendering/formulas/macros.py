r"""Makes definitions valid from where they stand to the end of the article.

`\newcommand` and its kin become `\gdef`, so that a definition in one formula serves the next and an existing name may
be given a new meaning (authors define `\R` and `\vec`, which KaTeX has).
"""

import re

from blog.rendering.formulas.tokens import argument
from blog.rendering.pieces import Mapped, join

DEFINITION = re.compile(
    r"""
    \\(?:(?P<command>(?:re)?newcommand|providecommand)\*?\s*(?:\{\s*\\(?P<braced>[A-Za-z]+|.)\s*\}|\\(?P<name>[A-Za-z]+|.))
        \s*(?:\[(?P<count>[0-9])\])?
      | (?P<operator>DeclareMathOperator)(?P<limits>\*?)\s*(?:\{\s*\\(?P<obraced>[A-Za-z]+)\s*\}|\\(?P<oname>[A-Za-z]+))
      | (?P<def>def)\s*(?=\\))
    """,
    re.VERBOSE,
)
GLOBAL = re.compile(r"\\gdef\s*\\(?:[A-Za-z]+|.)(?:#[1-9])*\s*")
LET = re.compile(r"\\(?:global\s*\\)?let\s*\\(?:[A-Za-z]+|.)\s*=?\s*(?:\\(?:[A-Za-z]+|.)|[^\s\\])")
REQUIRE = re.compile(r"\\require\s*\{[^{}]*\}")


def globalize(tex: Mapped) -> Mapped:
    r"""Rewrite definitions so that they outlive their formula.

    >>> globalize(Mapped.of(r"\newcommand{\norm}[1]{\|#1\|}", 0)).text
    '\\gdef\\norm#1{\\|#1\\|}'
    >>> globalize(Mapped.of(r"\DeclareMathOperator*{\argmax}{arg\,max} x", 0)).text
    '\\gdef\\argmax{\\operatorname*{arg\\,max}} x'
    """
    if "\\" not in tex.text:
        return tex
    parts, position = [], 0
    for match in DEFINITION.finditer(tex.text):
        if match.start() < position:
            continue
        parts.append(tex[position : match.start()])
        new, position = _definition(tex, match)
        parts.append(new)
    return _without_require(join([*parts, tex[position:]]))


def _definition(tex: Mapped, match: re.Match[str]) -> tuple[Mapped, int]:
    origin = tex.origin(match.start())
    if match["def"]:
        return Mapped.of("\\gdef", origin), match.end()
    if match["operator"]:
        found = argument(tex.text, match.end())
        name = match["obraced"] or match["oname"]
        if found is None:
            return tex[match.start() : match.end()], match.end()
        body = tex.text[found[0] : found[1]]
        return Mapped.of(rf"\gdef\{name}{{\operatorname{match['limits']}{{{body}}}}}", origin), found[2]
    parameters = "".join(f"#{index + 1}" for index in range(int(match["count"] or 0)))
    return Mapped.of(rf"\gdef\{match['braced'] or match['name']}{parameters}", origin), match.end()


def _without_require(tex: Mapped) -> Mapped:
    parts, position = [], 0
    for match in REQUIRE.finditer(tex.text):
        parts.append(tex[position : match.start()])
        position = match.end()
    return join([*parts, tex[position:]]) if parts else tex


def defines_only(tex: str) -> bool:
    r"""Whether a formula holds nothing but definitions, so that there is nothing to draw.

    >>> defines_only(r"\gdef\R{\mathbb{R}} \gdef\E{\mathbb{E}}"), defines_only(r"\gdef\R{\mathbb{R}} x")
    (True, False)
    """
    rest, found = tex.strip(), False
    while match := GLOBAL.match(rest) or LET.match(rest):
        end = match.end()
        if match.re is GLOBAL:
            body = argument(rest, end)
            if body is None:
                return False
            end = body[2]
        rest, found = rest[end:].strip(), True
    return found and not rest
