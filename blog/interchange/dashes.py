"""Writes dashes as Goldmark, kramdown, marked and Pandoc print them: `—` for `---` and `–` for `--`."""

import re

# What is no running text: code by its indentation, HTML, attributes, addresses.
DASHES = re.compile(
    r"""
    (?P<kept> ^(?:[ ]{4}|\t)[^\n]* | <[^<>]*> | \{[^{}\n]*\} | \]\([^()\n]*\) | \b[a-z]+://\S+
            | ^[ ]{0,3}\[[^\]\n]+\]:[^\n]* )
    | (?<=[^\s|:-])(?P<space>[ ]?)---(?P=space)(?=[^\s|:>-])
    | (?P<short> (?<=\d)--(?=\d) | (?<=[a-z])--(?=[A-Z][a-z]) | (?<=[^\s|:-][ ])--(?=[ ][^\s|:-]) )
    """,
    re.VERBOSE | re.MULTILINE,
)


def typeset(prose: str) -> str:
    """Dashes between words and numbers; a line of hyphens, an option of a program and an address stay.

    >>> typeset("a---b, Navier--Stokes, 1--3, --help, [x](y---z)")
    'a—b, Navier–Stokes, 1–3, --help, [x](y---z)'
    """
    return DASHES.sub(_dash, prose)


def _dash(match: re.Match[str]) -> str:
    if match["kept"]:
        return match["kept"]
    return "–" if match["short"] else f"{match['space']}—{match['space']}"
