"""Which signs mark or insert text: `==marked==` and `++inserted++`, also between Chinese characters, never in code.

`C++`, `i++`, `a == b`, `x==y==z` and `a===b` are names and code that authors forget to mark as such.
"""

import re

from blog.rendering.line_breaks import WIDE
from blog.rendering.renditions import MARKS, OPENINGS

LETTER = rf"[^\W{WIDE}]"  # of a word, not a Chinese character
CLOSERS, OPENERS = re.escape(MARKS), re.escape(OPENINGS)


def _pattern(sign: str) -> str:
    """A pair of signs around text, as Python-Markdown wants a pattern: it stops at the first sign, so it is linear."""
    twice, once = re.escape(sign) * 2, re.escape(sign)
    opening = rf"(?<!{LETTER})(?<!{once})({twice})(?![\s{once}{CLOSERS}])"
    inside = rf"((?:(?!{twice}).)+)"
    return rf"{opening}{inside}(?<![\s{OPENERS}]){twice}(?!{LETTER})(?!{once})"


MARKED, INSERTED = _pattern("="), _pattern("+")
WORD = re.compile(rf"{LETTER}+")


def is_code(inside: str) -> bool:
    """Whether what stands between two `++` is rather the words between `++i` and `i++`.

    >>> is_code("i 与 i"), is_code("i; j"), is_code("new words"), is_code("x")
    (True, True, False, False)
    """
    first, last = WORD.match(inside), WORD.search(inside[::-1])
    if not first or not last or last.start() or first.end() == len(inside):
        return False
    words = first.group(), last.group()[::-1]
    return words[0] == words[1] or len(words[0]) == len(words[1]) == 1
