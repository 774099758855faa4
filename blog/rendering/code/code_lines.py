"""Lines of code in their box: numbers beside it, highlighted ones, those that a diff adds and takes away.

The numbers stand in a column of their own, which is neither copied nor read aloud. On paper, where long lines wrap,
each line shows its own instead.
"""

from collections.abc import Iterator

from blog.rendering.pieces import Code

WIDE = 1000  # a number of more than three digits does not fit into the gap beside the text
SIGNS = {"+": "gi", "-": "gd"}  # by Pygments' classes of what is inserted and deleted


def gutter(code: Code) -> str:
    """The column of numbers; nothing where the lines have none.

    >>> gutter(Code("a\\nb", "", "", 0, numbered=True, first_line=9))
    '<pre class="gutter" aria-hidden="true">9\\n10</pre>'
    """
    if not code.numbered:
        return ""
    stop = code.first_line + code.text.count("\n") + 1
    numbers = "\n".join(map(str, range(code.first_line, stop)))
    return f'<pre class="gutter" aria-hidden="true">{numbers}</pre>'


def box_class(code: Code) -> str:
    """The classes of the box: whether it holds a diff of some language, and whether it has a column of numbers."""
    is_wide = code.numbered and code.first_line + code.text.count("\n") >= WIDE
    return "code-body" + " diff" * code.is_diff + " lines" * code.numbered + " wide" * is_wide


def mark(code: Code, html: str) -> str:
    """The HTML of the code, well-formed in each line, with elements around lines that are numbered or highlighted.

    >>> mark(Code("a\\nb", "", "", 0, highlighted=((2, 2),)), "a\\nb")
    'a\\n<span class="hl">b</span>'
    """
    if not (code.numbered or code.highlighted):
        return html
    lines = html.split("\n")
    highlighted = set(_numbers(code.highlighted))
    return "\n".join(_line(code, index, line, index + 1 in highlighted) for index, line in enumerate(lines))


def mark_difference(text: str, html: str) -> str:
    """The HTML of code that was coloured without the signs of its lines, with these signs.

    >>> mark_difference("+a\\n b", "a\\nb")
    '<span class="gi">+a</span>\\n b'
    """
    signs = [line[:1] if line[:1] in SIGNS else " " * line.startswith(" ") for line in text.split("\n")]
    return "\n".join(
        f'<span class="{SIGNS[sign]}">{sign}{line}</span>' if sign in SIGNS else sign + line
        for sign, line in zip(signs, html.split("\n"), strict=True)
    )


def without_signs(text: str) -> str:
    """The lines of a diff without their signs.

    >>> without_signs("+a\\n b\\nc")
    'a\\nb\\nc'
    """
    return "\n".join(line[line[:1] in {*SIGNS, " "} :] for line in text.split("\n"))


def _numbers(ranges: tuple[tuple[int, int], ...]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def _line(code: Code, index: int, html: str, is_highlighted: bool) -> str:
    if not code.numbered:
        return f'<span class="hl">{html}</span>' if is_highlighted else html
    return f'<span class="line{" hl" * is_highlighted}" data-line="{code.first_line + index}">{html}</span>'
