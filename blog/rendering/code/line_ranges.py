"""Lines of a block of code as authors name them, `1,3-5`; knows nothing of the code itself."""

import re
from collections.abc import Iterable, Iterator

Lines = tuple[int, int]  # the first and the last of a range, both in it, counted from 1 at the head of the block

RANGE = re.compile(r"(?P<first>[0-9]{1,9})(?:(?:-|\.\.)(?P<last>[0-9]{1,9}))?")
BETWEEN = re.compile(r"""[\s,;|"'\[\]]+""")


def read(written: str) -> Iterator[tuple[str, Lines | None]]:
    """Each part of a list of lines with what it means; None where it means nothing.

    >>> list(read('2, "4-5" x'))
    [('2', (2, 2)), ('4-5', (4, 5)), ('x', None)]
    """
    for part in BETWEEN.split(written):
        match = RANGE.fullmatch(part)
        lines = (int(match["first"]), int(match["last"] or match["first"])) if match else None
        if part:
            yield part, lines if lines and lines[0] <= lines[1] else None


def merged(ranges: Iterable[Lines], count: int) -> Iterator[Lines]:
    """Ranges in order and cut to a block of `count` lines, those that touch as one.

    >>> list(merged([(4, 6), (1, 2), (3, 3), (8, 99), (50, 60)], 9))
    [(1, 6), (8, 9)]
    """
    first = last = 0
    for begin, end in sorted(ranges):
        begin, end = max(begin, 1), min(end, count)
        if begin > end:
            continue
        if first and begin > last + 1:
            yield first, last
            first = 0
        first, last = first or begin, max(last, end)
    if first:
        yield first, last
