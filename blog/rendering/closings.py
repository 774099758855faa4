"""Finds where comments, raw HTML and displays end, however many of them begin without an end.

Searching anew from every beginning would take minutes for 100 kB of `<!--`; here each stretch of the text is searched
once for each kind of end.
"""

import re

RAW = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in ("pre", "code", "script", "style", "textarea")}


class Closings:
    """The ends in one text.

    >>> closings = Closings("<!-- a --> <pre> b</PRE >")
    >>> closings.after("-->", 0, 25), closings.after("pre", 11, 25), closings.after("-->", 11, 25)
    (10, 25, -1)
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._known: dict[str, tuple[int, int, int]] = {}  # searched from, found at, ends at; -1 for none

    def after(self, closing: str, start: int, stop: int) -> int:
        """Where the first end at or behind `start` stops, if that is not behind `stop`; else -1.

        Args:
            closing: what is written there, or the name of an HTML element of `RAW`.
        """
        searched, found, end = self._known.get(closing, (0, -2, -2))
        if found == -2 or start < searched or 0 <= found < start:
            found, end = self._search(closing, start)
            self._known[closing] = (start, found, end)
        return end if end <= stop else -1

    def _search(self, closing: str, start: int) -> tuple[int, int]:
        if closing in RAW:
            match = RAW[closing].search(self._source, start)
            return match.span() if match else (-1, -1)
        found = self._source.find(closing, start)
        return (found, found + len(closing)) if found >= 0 else (-1, -1)
