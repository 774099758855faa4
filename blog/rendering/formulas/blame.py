"""Finds the place in a formula to which an error belongs that KaTeX met in the text of a macro."""

import re
from collections.abc import Mapping

from blog.rendering.formulas.dialect.reading import read
from blog.rendering.formulas.engine import Failure

COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)
DEFINITION = re.compile(r"\\[gx]def\s*(?P<name>\\(?:[A-Za-z@]+|.))[^{}]*")


def definitions(tex: str) -> dict[str, str]:
    r"""The texts of the macros that a formula defines, by their names.

    >>> definitions(r"\gdef\a#1{\b{#1}} x")
    {'\\a': '\\b{#1}'}
    """
    if "def" not in tex:
        return {}
    reading = read(tex)
    bodies = ((match["name"], reading.group(match.end())) for match in DEFINITION.finditer(tex))
    return {name: reading.inside(body) for name, body in bodies if body}


def place(tex: str, failure: Failure, known: Mapping[str, str]) -> tuple[str, int]:
    r"""What to tell the author, and the character of the formula to point at; -1 for its beginning.

    Args:
        known: the texts of the macros defined so far, by name.

    >>> place(r"a+\x", Failure("Undefined control sequence: \\foo", 2, "\\foo"), {"\\x": r"1\foo"})
    ('In \\x: Undefined control sequence: \\foo', 2)
    """
    if not failure.elsewhere:
        return failure.message, failure.position
    for match in COMMAND.finditer(tex):
        if match.group() in known and _leads_to(match.group(), failure.elsewhere, known):
            return f"In {match.group()}: {failure.message}", match.start()
    return failure.message, -1


def _leads_to(name: str, piece: str, known: Mapping[str, str]) -> bool:
    """Whether a macro's text, or that of one it uses, holds the offending piece."""
    seen, waiting = {name}, [name]
    while waiting:
        body = known[waiting.pop()]
        if piece in body:
            return True
        used = {match.group() for match in COMMAND.finditer(body)} & known.keys()
        waiting += used - seen
        seen |= used
    return False
