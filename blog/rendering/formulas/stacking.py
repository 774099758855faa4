r"""Displays with a brace or a box around rows that are numbered one by one: numcases, empheq, align in subequations.

KaTeX sets one tag to a display. This tag is a column of numbers as high as the rows, so that each is level with its
row.
"""

import re
from dataclasses import dataclass, field

from blog.rendering.formulas.dialect.reading import read
from blog.rendering.formulas.rows import Row, split_rows, two_columns
from blog.rendering.formulas.tokens import tokenize
from blog.rendering.pieces import Mapped, join, standing_at

DISPLAY = re.compile(r"\s*(?P<name>[a-z]+)(?P<star>\*?)(?:\s*=\s*(?P<columns>\d+))?\s*")
OPTION = re.compile(r"\s*,?\s*(?P<name>left|right|box)\s*=\s*")
# empheq's signs for `left` and `right`: \empheqlbrace, \empheqrbrack, …
SIGN = re.compile(r"\\empheq(?:big)?(?P<sign>[lr](?:brace|brack|angle|vert|Vert|floor|ceil|group))")
COLUMNS = re.compile(r"\s*\{[^{}]*\}")
INNER = {"align": "aligned", "flalign": "aligned", "alignat": "alignedat"}


@dataclass(frozen=True)
class Stack:
    """Rows in an inner environment, with what stands around them."""

    rows: list[Row]
    environment: str = "aligned"
    argument: str = ""  # "{2}" of alignedat
    before: Mapped = field(default_factory=Mapped)
    behind: str = ""
    is_numbered: bool = True


def cases(body: Mapped) -> Stack | None:
    r"""`{f(x)=} a & if $b$ \\ c & else` of numcases; None where the braces are missing."""
    lead = read(body.text).group(0)
    if not lead or not lead.is_braced:
        return None
    rows = split_rows(body[lead.after :])
    for row in rows:
        row.tex = _with_text_column(row.tex)
    brace = standing_at(r"\left\lbrace ", body.origin(0))
    return Stack(rows, before=join([body[lead.start : lead.stop], brace]), behind=r"\right.")


def _with_text_column(tex: Mapped) -> Mapped:
    """The second column of numcases is text (the cases package, section 2)."""
    columns = [token for token in tokenize(tex.text) if token.kind == "column" and token.depth == 0]
    begin = standing_at("&", tex.origin(0))
    if not columns:
        return join([begin, tex])
    first, rest = tex[: columns[0].start], tex[columns[0].stop :]
    origin = tex.origin(columns[0].start)
    return join([begin, first, standing_at(r"&&\quad\text{", origin), rest, standing_at("}", origin)])


def emphasized(body: Mapped) -> Stack | None:
    r"""`[left=\empheqlbrace]{align} a &= b \\ …` of empheq; None where no display is named."""
    reading = read(body.text)
    options, position = _options(body.text)
    group = reading.group(position)
    display = DISPLAY.fullmatch(reading.inside(group)) if group and group.is_braced else None
    if not group or not display:
        return None
    before, behind = _around(options)
    return Stack(
        split_rows(body[group.after :]),
        INNER.get(display["name"], "gathered"),
        f"{{{display['columns']}}}" if display["columns"] else "",
        standing_at(before, body.origin(0)),
        behind,
        is_numbered=not display["star"],
    )


def rows_of(display: Mapped, body: tuple[int, int], name: str, *, is_numbered: bool) -> Stack:
    """An align or the like that stands among other displays; `body` is where its inside begins and ends."""
    inside = display[slice(*body)]
    columns = COLUMNS.match(inside.text) if name == "alignat" else None
    rows = split_rows(inside[columns.end() if columns else 0 :])
    if name == "eqnarray":
        for row in rows:
            row.tex = two_columns(row.tex)
    environment = "gathered" if name == "gather" else INNER.get(name, "aligned")
    return Stack(rows, environment, columns.group().strip() if columns else "", is_numbered=is_numbered)


def _options(text: str) -> tuple[dict[str, str], int]:
    r"""What stands in square brackets before the display's name, and where they end.

    >>> _options(r"[left={x=\empheqlbrace}, box=\fbox]{align}")
    ({'left': '{x=\\empheqlbrace}', 'box': '\\fbox'}, 35)
    """
    opening = re.match(r"\s*\[", text)
    if not opening:
        return {}, 0
    reading, options, name, position = read(text), dict[str, str](), "", opening.end()
    while position < len(text) and text[position] != "]":
        if match := OPTION.match(text, position):
            name, position = match["name"], match.end()
            options[name] = ""
            continue
        stop = reading.closings.get(position, position) + 1
        options[name] = options.get(name, "") + text[position:stop]
        position = stop
    return options, position + 1


def _around(options: dict[str, str]) -> tuple[str, str]:
    r"""TeX before and behind the rows.

    >>> _around({"left": r"x=\empheqlbrace"}), _around({"box": r"\fbox"})
    (('x=\\left\\lbrace ', '\\right.'), ('\\boxed{', '}'))
    """
    left, right = options.get("left", "").strip("{} "), options.get("right", "").strip("{} ")
    left, growing = SIGN.subn(lambda match: rf"\left\{match['sign']} ", left, count=1)
    right, closing = SIGN.subn(lambda match: rf"\right\{match['sign']} ", right, count=1)
    if growing and not closing:
        right = rf"\right.{right}"
    elif closing and not growing:
        left = rf"{left}\left."
    return (r"\boxed{" + left, right + "}") if options.get("box") else (left, right)


def write(stack: Stack, numbers: list[str]) -> tuple[Mapped, Mapped]:
    """The display's TeX and its tag, which is empty where no row has a number; `numbers` has one for each row."""
    origin = stack.before.origin(0) if stack.before.text else (stack.rows[0].tex.origin(0) if stack.rows else 0)
    parts = [stack.before, standing_at(rf"\begin{{{stack.environment}}}{stack.argument}", origin)]
    beside = [standing_at(r"\tag*{$\begin{aligned}", origin)]
    for row, number in zip(stack.rows, numbers, strict=True):
        parts += [row.tex, row.ending]
        # as high as the row; to the left, where what is not seen makes no page wider, as \vphantom would
        height = join([standing_at(r"\mathllap{\phantom{", origin), _in_one_column(row.tex), standing_at("}}", origin)])
        beside += [height, standing_at(rf"\text{{{number}}}", origin), row.ending]
    parts += [standing_at(rf"\end{{{stack.environment}}}{stack.behind}", origin)]
    beside += [standing_at(r"\end{aligned}$}", origin)]
    return join(parts), join(beside) if any(numbers) else Mapped()


def _in_one_column(tex: Mapped) -> Mapped:
    parts, position = [], 0
    for token in tokenize(tex.text):
        if token.kind == "column" and token.depth == 0:
            parts.append(tex[position : token.start])
            position = token.stop
    return join([*parts, tex[position:]])
