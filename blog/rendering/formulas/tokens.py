r"""Reads TeX as tokens: enough of its lexer to split rows and to find commands, at any depth.

Source of the rules: The TeXbook, chapter 7 (control sequences, comments), and amsmath (row ends `\\*[length]`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"""
      (?P<comment>%[^\n]*\n?[ \t]*)
    | (?P<verb>\\verb\*?(?P<bar>[^A-Za-z\s*]).*?(?P=bar))
    | (?P<begin>\\begin[ \t]*\{(?P<begin_name>[^{}]*)\})
    | (?P<end>\\end[ \t]*\{(?P<end_name>[^{}]*)\})
    | (?P<row>\\\\(?:[ \t]*\*)?(?:[ \t]*\[[^\]\n]*\])?)
    | (?P<command>\\(?:[A-Za-z]+|.))
    | (?P<open>\{) | (?P<close>\}) | (?P<column>&)
    | (?P<other>[^\\{}&%]+|\\|%)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A token of TeX; `name` is the command's or environment's, without backslash."""

    kind: str
    text: str
    start: int
    depth: int  # of braces and environments around it; an opening counts itself out
    name: str = ""

    @property
    def stop(self) -> int:
        return self.start + len(self.text)


def tokenize(tex: str) -> Iterator[Token]:
    r"""All tokens of a formula.

    >>> [token.kind for token in tokenize(r"a&\frac{b}{c}\\[2pt] d")][:4]
    ['other', 'column', 'command', 'open']
    """
    depth = 0
    for match in TOKEN.finditer(tex):
        kind = match.lastgroup or "other"
        kind = {"bar": "verb", "begin_name": "begin", "end_name": "end"}.get(kind, kind)
        depth -= kind in {"close", "end"}
        name = match["begin_name"] or match["end_name"] or (match["command"] or "\\")[1:]
        yield Token(kind, match.group(), match.start(), max(depth, 0), name)
        depth += kind in {"open", "begin"}


def argument(tex: str, position: int) -> tuple[int, int, int] | None:
    r"""Start and stop of the braced argument's inside at or after `position`, and where the text after it begins.

    >>> tex = r"\label {eq:x} y"
    >>> start, stop, after = argument(tex, 6)
    >>> tex[start:stop], tex[after:]
    ('eq:x', ' y')
    """
    opening = re.compile(r"\s*\{").match(tex, position)
    if not opening:
        return None
    depth = 1
    for token in tokenize(tex[opening.end() :]):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0:
            start = opening.end()
            return start, start + token.start, start + token.stop
    return None
