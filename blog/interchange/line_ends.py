"""Knows the line ends that break lines in Hexo and on GitHub, and are spaces here, as CommonMark and Hugo have them.

hexo-renderer-marked sets `breaks` unless it is told not to (https://github.com/hexojs/hexo-renderer-marked#options).
"""

import re
from itertools import pairwise
from unicodedata import east_asian_width

from blog.interchange.shelf import OPEN

MARGIN = re.compile(r"^[ \t]*(?:>[ \t]?)*[ \t]*")
ITEM = re.compile(r"(?:[-*+]|\d+[.)])(?:[ \t]|$)")
# A line that is no part of a paragraph.
BLOCK = re.compile(
    rf"""
      $ | \#{{1,6}}[ \t] | <(?:!--|/?[A-Za-z]) | \| | :{{1,}} | \{{ | !!! | \*?\[[^\]\n]+\]: | \[!\w+\]
    | (?:=+|-+|(?:[*_][ \t]*){{3,}})[ \t]*$ | {OPEN}[a-z]+\d+.[ \t]*$ | (?:```|~~~)
    """,
    re.VERBOSE,
)
BREAKS = re.compile(r"[ ]{2}$|\\$|<br[ ]*/?>[ \t]*$")
WRAPPED = 60  # columns; the end of a longer line may be an editor's


def keep(prose: str) -> str:
    r"""The text with a break at each line end within a paragraph.

    >>> keep("一\n二\n\n- 三\n- 四\n\n> 五\n> 六")
    '一  \n二\n\n- 三\n- 四\n\n> 五  \n> 六'
    """
    lines = prose.split("\n")
    kept = [f"{upper}  " if _is_inside(upper, lower) else upper for upper, lower in pairwise(lines)]
    return "\n".join([*kept, lines[-1]])


def count(prose: str) -> int:
    """How many line ends within paragraphs an author has made, and no editor that wraps long lines."""
    return sum(_is_inside(*lines) and _columns(lines[0]) < WRAPPED for lines in pairwise(prose.split("\n")))


def _is_inside(upper: str, lower: str) -> bool:
    """Whether two lines are of one paragraph, and nothing is said of the end of the first."""
    above, below = (MARGIN.sub("", line, count=1) for line in (upper, lower))
    said = ITEM.sub("", above, count=1).lstrip()
    is_row = "|" in above and "|" in below
    return not (BLOCK.match(said) or BLOCK.match(below) or ITEM.match(below) or is_row or BREAKS.search(upper))


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)
