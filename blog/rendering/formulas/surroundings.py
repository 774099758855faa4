"""What stands around a formula. What concerns the whole text is found once, however many formulas it has."""

import functools
import re
from bisect import bisect_left

NEAR = 200  # characters beside a piece that are looked at: a line may be as long as the text
MARKERS = " \t>*+-.)0123456789"  # of lists and quotes before a display that begins a line
BLANK_LINE = re.compile(r"\n(?:[ \t]*>)*[ \t]*(?=\n)")
# In texts without such a formula, a number in escaped brackets is one in brackets.
BRACKETED_FORMULA = re.compile(r"\\\((?=[^$\n()]*[A-Za-z\\][^$\n]*\\\))")
ENVIRONMENT = re.compile(r"\\(?P<kind>begin|end)\{(?P<name>[A-Za-z]+\*?)\}")


def paragraph_end(source: str, start: int, stop: int) -> int:
    """The blank line behind `start`, or `stop`."""
    places = _blank_lines(source)
    following = bisect_left(places, start)
    return min(places[following], stop) if following < len(places) else stop


@functools.lru_cache(maxsize=4)
def _blank_lines(source: str) -> list[int]:
    return [match.start() for match in BLANK_LINE.finditer(source)]


@functools.lru_cache(maxsize=4)
def writes_dollars_only(source: str) -> bool:
    r"""Whether a text has formulas in dollars and none with letters in `\(…\)`."""
    return "$" in source and BRACKETED_FORMULA.search(source) is None


def end_of_environment(source: str, start: int) -> int:
    r"""Where the environment whose `\begin` stands at `start` ends; -1 where it does not."""
    return _ends_of_environments(source).get(start, -1)


@functools.lru_cache(maxsize=4)
def _ends_of_environments(source: str) -> dict[int, int]:
    begun: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for match in ENVIRONMENT.finditer(source):
        open_ones = begun.setdefault(match["name"], [])
        if match["kind"] == "begin":
            open_ones.append(match.start())
        elif open_ones:
            ends[open_ones.pop()] = match.end()
    return ends


def begins_line(source: str, start: int) -> bool:
    """Whether nothing but blanks and the signs of lists and quotes stands before a piece on its line."""
    before = source[max(source.rfind("\n", max(start - NEAR, 0), start) + 1, start - NEAR) : start]
    return not before.strip(MARKERS)


def stands_alone(source: str, start: int, stop: int) -> bool:
    """Whether a piece begins its line, and nothing stands behind it."""
    line_end = source.find("\n", stop, stop + NEAR)
    return begins_line(source, start) and not source[stop : line_end if line_end >= 0 else stop + NEAR].strip()
