"""Says what of a text is code, fenced or in a line, which no translation may touch."""

import itertools
import re

from blog.rendering import fence_places

SPAN = re.compile(r"(?<!`)`+[^`]+?`+(?!`)")


def places(text: str) -> list[tuple[int, int]]:
    """Where each piece of code begins and ends, its ticks included, in order.

    >>> places("a `b`\\n\\n> ```\\n> c\\n> ```\\n")
    [(2, 5), (9, 22)]
    """
    found, position = [], 0
    for start, stop in [*fence_places(text), (len(text), len(text))]:
        found += [match.span() for match in SPAN.finditer(text, position, start)]
        found += [(start, stop)] if start < stop else []
        position = stop
    return found


def split(text: str) -> list[str]:
    """The text in parts, prose and code by turns.

    >>> split("a `b`, `c`")
    ['a ', '`b`', ', ', '`c`', '']
    """
    edges = [0, *(edge for place in places(text) for edge in place), len(text)]
    return [text[start:stop] for start, stop in itertools.pairwise(edges)]
