"""Works out what a field's value says: braces and quotation marks taken off, `#` joined, `@string` names put in."""

import re
from collections.abc import Iterable

from blog.rendering.documents import RenderError

EXPANDED = 1_000_000  # characters that all `@string` names together may put in; names can double one another
MARK = re.compile(r'\\.|[{}"#]', re.DOTALL)
MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])


class Values:
    """The values of one text's bibliography; remembers what names it was asked for in vain."""

    def __init__(self, strings: Iterable[tuple[str, str]] = ()) -> None:
        self._spent = 0
        self._strings: dict[str, str] = {}
        self.unknown: list[str] = []
        for name, written in strings:
            self._strings[name] = self.of(written)

    def of(self, written: str) -> str:
        r"""A value without its delimiters.

        Raises:
            RenderError: names put in more than `EXPANDED` characters.

        >>> values = Values([("n", '"Nature"')])
        >>> [values.of(written) for written in ('{A {B}}', '"a" # n # {c}', "2014", "nobody")], values.unknown
        (['A {B}', 'aNaturec', '2014', 'nobody'], ['nobody'])
        """
        return "".join(map(self._part, _parts(written)))

    def _part(self, part: str) -> str:
        if part[:1] in {"{", '"'}:
            return part[1:-1]
        if part.isdigit() or not part or part.lower() in MONTHS:
            return part
        if part.lower() not in self._strings:
            self.unknown.append(part)
            return part  # BibTeX would drop it; a reader may still know what it means
        value = self._strings[part.lower()]
        self._spent += len(value)
        if self._spent > EXPANDED:
            message = "The bibliography's @string names stand for more text than a page can hold. Shorten them."
            raise RenderError("too-large", message)
        return value


def is_whole(written: str) -> bool:
    """Whether a value is nothing but braced, quoted and bare parts with `#` between; else a comma lacks behind it.

    >>> [is_whole(written) for written in ('{A} # "b" # c', '{A} year', '"a" year = "2"', "a b")]
    [True, False, False, False]
    """
    return all(map(_is_whole_part, _parts(written)))


def _is_whole_part(part: str) -> bool:
    if part[:1] not in {"{", '"'}:
        return not re.search(r'[\s{}"]', part)
    depth = 0
    for match in MARK.finditer(part):
        sign = match.group()
        depth += (sign == "{") - (sign == "}")
        ends = depth == 0 and sign == "}" if part[0] == "{" else depth <= 0 and sign == '"' and match.start() > 0
        if ends:
            return match.end() == len(part)
    return False


def _parts(written: str) -> list[str]:
    """What stands between the `#` of a value that are outside braces and quotation marks."""
    parts: list[str] = []
    start = depth = 0
    quoted = False
    for match in MARK.finditer(written):
        sign = match.group()
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        elif sign == '"' and not depth:
            quoted = not quoted
        elif sign == "#" and not depth and not quoted:
            parts.append(written[start : match.start()].strip())
            start = match.end()
    return [*parts, written[start:].strip()]
