"""Finds fenced code at any depth of lists and quotes.

Python-Markdown knows fences only at the left edge; found here, they work wherever CommonMark (0.31, section 4.5) allows
them, and nothing inside them is taken for Markdown or a formula.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blog.rendering.closings import Closings
from blog.rendering.code import code_attributes
from blog.rendering.indentation import Indentation
from blog.rendering.pieces import Code

OPENING = re.compile(
    r"""
    ^(?P<prefix>(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)   # quote markers, indentation, list markers
    (?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$
    """,
    re.VERBOSE | re.MULTILINE,
)
ITEM = re.compile(r"[-*+.)][ \t]+$")
# Comments and preformatted HTML that begin a line: a fence inside them is none.
HIDING = re.compile(r"^[ ]{0,3}<(?:!--|(?P<tag>pre|script|style|textarea)\b)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Fence:
    """A fenced block in the source: from its opening line to the end of its closing line, the line end excluded."""

    start: int
    stop: int
    prefix: str  # what stands before the fence on its line and stays in the text
    code: Code
    is_closed: bool
    problems: tuple[tuple[int, str], ...] = ()  # of its attributes: where in the source, and what is written there


def fence_places(source: str) -> list[tuple[int, int]]:
    """Where each fenced block begins, behind quote and list markers, and ends; fences included.

    >>> fence_places("> ```\\n> a\\n> ```")
    [(2, 15)]
    """
    return [(fence.start + len(fence.prefix), fence.stop) for fence in find(source)]


def find(source: str, indentation: Indentation | None = None) -> list[Fence]:
    """All fenced blocks, in order. One that is never closed goes on to the end of its quote or of the text.

    Args:
        indentation: reads what stands between the fences; tells which fences are signs in indented code.
    """
    fences: list[Fence] = []
    indentation = indentation or Indentation(source, Closings(source))
    unclosed: dict[tuple[str, int, int], int] = {}  # by sign and place, up to where none closes
    position, hidden = 0, _hidden(source)
    begin, end = next(hidden)
    while opening := OPENING.search(source, position):
        while end <= position or begin < position:
            begin, end = next(hidden)
        if begin < opening.start():
            position = end
            continue
        if indentation.is_code(opening.start()):
            position = opening.end()
            continue
        fence = _read_once(source, opening, unclosed)
        fences.append(fence)
        position = fence.stop
        indentation.skip(min(position + 1, len(source)))
    indentation.read(len(source))
    return fences


def _hidden(source: str) -> Iterator[tuple[int, int]]:
    """From where to where comments and preformatted HTML go, in order; at last, behind the end of the text."""
    closings = Closings(source)
    for match in HIDING.finditer(source):
        end = closings.after((match["tag"] or "-->").lower(), match.end(), len(source))
        if end >= 0:
            yield match.start(), end
    yield len(source) + 1, len(source) + 1


def _read_once(source: str, opening: re.Match[str], unclosed: dict[tuple[str, int, int], int]) -> Fence:
    """The fence; one that begins an item and is never closed ends with it. No end is looked for twice in vain."""
    kind = (opening["fence"], *_place(opening["prefix"]))
    if unclosed.get(kind, 0) > opening.start():
        return _read(source, opening, ends_with_item=True)
    fence = _read(source, opening)
    if fence.is_closed or not ITEM.search(opening["prefix"]):
        return fence
    unclosed[kind] = fence.stop
    return _read(source, opening, ends_with_item=True)


def _place(prefix: str) -> tuple[int, int]:
    """In how many quotes a fence stands, and at which column of the innermost one, whose marker takes a space along."""
    return prefix.count(">"), len(re.sub(r".*>[ ]?", "", prefix).expandtabs(4))


def _read(source: str, opening: re.Match[str], *, ends_with_item: bool = False) -> Fence:
    """The fence, to its closing line; where it has none, to the end of its quote, text, or the item that it opens."""
    prefix, fence = opening["prefix"], opening["fence"]
    depth, indent = _place(prefix)
    closing = re.compile(rf"[ ]{{0,{indent + 3}}}\t?{fence[0]}{{{len(fence)},}}[ \t]*$")
    lines: list[str] = []
    begins = [opening.start("info")]  # of what attributes may stand in: behind the fence, then each line of code
    position = opening.end()
    is_closed = False
    while position < len(source) and not is_closed:
        stop = source.find("\n", position + 1)
        stop = len(source) if stop < 0 else stop
        line, quotes = _unquoted(source[position + 1 : stop], depth)
        ends_item = ends_with_item and line.strip() and not line.startswith(" " * indent)
        if quotes < depth or ends_item:
            break  # the quote or the item ends, and the code with it
        is_closed = closing.match(line) is not None
        if not is_closed:
            lines.append(_outdented(line, indent))
            begins.append(stop - len(lines[-1]))
        position = stop
    while ends_with_item and lines and not lines[-1].strip():  # what follows is a paragraph of its own
        position = source.rfind("\n", 0, position)
        lines.pop()
    attributes = code_attributes.read(opening["info"], lines)
    code = Code(
        "\n".join(lines[attributes.options :]),
        attributes.language,
        attributes.title,
        opening.start("fence"),
        numbered=attributes.numbered,
        first_line=attributes.first_line,
        highlighted=attributes.highlighted,
        is_diff=attributes.is_diff,
        label=attributes.label,
    )
    problems = tuple((begins[problem.line] + problem.column, problem.excerpt) for problem in attributes.problems)
    return Fence(opening.start(), position, prefix, code, is_closed, problems)


def _unquoted(line: str, depth: int) -> tuple[str, int]:
    """The line without up to `depth` quote markers, and how many there were."""
    found = 0
    while found < depth and (match := re.match(r"[ ]{0,3}>[ ]?", line)):
        line = line[match.end() :]
        found += 1
    return line, found


def _outdented(line: str, indent: int) -> str:
    """The line without as much of `indent` columns of white space as it has."""
    expanded = line.expandtabs(4) if line.startswith("\t") and indent else line
    return expanded[min(indent, len(expanded) - len(expanded.lstrip(" "))) :]
