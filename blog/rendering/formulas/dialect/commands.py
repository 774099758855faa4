"""Commands of LaTeX and MathJax that KaTeX lacks and whose arguments no macro can read: lengths, options, counts."""

import re
from collections.abc import Callable, Container

from blog.rendering.formulas.dialect.reading import MATH, TEXT, Edit, Reading

NAME = re.compile(r"\\(?P<name>[A-Za-z]+)")
LENGTH = re.compile(r"\s*(?P<length>[-+]?\s*\d*\.?\d+\s*(?:em|ex|pt|mm|cm|in|bp|pc|mu|px))\s*")
TEXT_BOX = re.compile(r"\\(?:[hm]box|text[a-z]*)(?![A-Za-z])")
CODE_POINT = re.compile(r"\s*(?:0?x(?P<hexadecimal>[0-9A-Fa-f]+)|(?P<decimal>[0-9]+))\s*")
# What MathJax's \enclose draws, by MathML's name of the notation; those that KaTeX has no way to draw stay an error.
NOTATIONS = {
    "box": r"\boxed{",
    "roundedbox": r"\boxed{",
    "circle": r"\boxed{",
    "top": r"\overline{",
    "bottom": r"\underline{",
    "updiagonalstrike": r"\cancel{",
    "downdiagonalstrike": r"\bcancel{",
    "horizontalstrike": r"\sout{",
    "actuarial": r"\angl{",
    "radical": r"\sqrt{",
    "longdiv": r"\longdiv{",
    "phasorangle": r"\phase{",
}
PAIRS = {"(": ")", "[": "]", "|": "|"}
MANY_COLUMNS = 100
FAR = 500  # characters between two brackets; only a bound on the work


def edits(reading: Reading, known: Container[str]) -> list[Edit]:
    r"""What stands for the commands of `REWRITINGS` in a formula; those that the author defined stay.

    >>> from blog.rendering.formulas.dialect.reading import read
    >>> edits(read(r"\raise2pt\hbox{a}"), ())
    [(0, 9, '\\raisebox{2pt}{'), (17, 17, '}')]
    """
    found: list[Edit] = []
    for match in NAME.finditer(reading.text):
        name = match["name"]
        if name in REWRITINGS and name not in known and reading.modes[match.start()] in (MATH, TEXT):
            found += REWRITINGS[name](reading, match.start(), match.end()) or []
    return found


def _raised(reading: Reading, start: int, position: int, *, sign: str = "") -> list[Edit] | None:
    length = LENGTH.match(reading.text, position)
    if not length:
        return None
    size = "".join(length["length"].split()).removeprefix("+")
    if sign:
        size = size[1:] if size.startswith("-") else sign + size
    if box := TEXT_BOX.match(reading.text, length.end()):
        group = reading.group(box.end())
        head, tail = f"\\raisebox{{{size}}}{{", "}"
    else:
        group = reading.group(length.end())
        head, tail = f"\\raisebox{{{size}}}{{$", "$}"
    return [(start, length.end(), head), (group.after, group.after, tail)] if group else None


def _lowered(reading: Reading, start: int, position: int) -> list[Edit] | None:
    return _raised(reading, start, position, sign="-")


def _code_point(reading: Reading, start: int, position: int) -> list[Edit] | None:
    option = reading.option(position)
    group = reading.group(option[1] if option else position)
    match = CODE_POINT.fullmatch(reading.inside(group)) if group else None
    if not group or not match:
        return None
    code = int(match["hexadecimal"], 16) if match["hexadecimal"] else int(match["decimal"])
    sign = chr(code) if code < 0x110000 else ""
    if not sign.isprintable() or sign in "\\{}$&#%^_~ ":
        return None  # private characters are not printable, so none of ours can be made
    return [(start, group.after, sign if reading.modes[start] == TEXT else f"\\text{{{sign}}}")]


def _boxed(reading: Reading, start: int, position: int) -> list[Edit] | None:
    """MathJax's bbox: padding, a background, a border."""
    option = reading.option(position)
    group = reading.group(option[1] if option else position)
    if not group:
        return None
    words = [word.strip() for word in option[0].split(",")] if option else []
    has_border = any(word.startswith("border") for word in words)
    background = next((word for word in words if re.fullmatch(r"#?[A-Za-z0-9]*[A-Za-z]", word) and word[0] != "."), "")
    background = "" if re.fullmatch(r"\d+(?:px|em|pt|ex|mu|mm|cm)", background) else background
    head, tail = (r"\boxed{", "}") if has_border else ("{", "}")
    if background:
        head, tail = f"\\colorbox{{{background}}}{{$\\displaystyle{head}", f"{tail}$}}"
    return [(start, group.start, head), (group.stop, group.after, tail)]


def _enclosed(reading: Reading, start: int, position: int) -> list[Edit] | None:
    notation = reading.group(position)
    if not notation:
        return None
    option = reading.option(notation.after)
    group = reading.group(option[1] if option else notation.after)
    names = reading.inside(notation).replace(",", " ").split()
    if not group or not names or not set(names) <= set(NOTATIONS):
        return None
    head = "".join(NOTATIONS[name] for name in dict.fromkeys(names))
    return [(start, group.start, head), (group.stop, group.after, "}" * len(set(names)))]


def _spanning(reading: Reading, start: int, position: int) -> list[Edit] | None:
    """A cell over several columns stands in the first of them: KaTeX joins no columns."""
    groups = reading.groups(position, 3)
    count = _count(reading.inside(groups[0])) if groups else 0
    if not groups or not count:
        return None
    return [(start, groups[2].start, "{"), (groups[2].stop, groups[2].after, "}" + "&" * (count - 1))]


def _dots(reading: Reading, start: int, position: int) -> list[Edit] | None:
    option = reading.option(position)
    group = reading.group(option[1] if option else position)
    count = _count(reading.inside(group)) if group else 0
    return [(start, group.after, "&".join([r"\dots "] * count))] if group and count else None


def _count(text: str) -> int:
    return int(text) if text.strip().isdecimal() and int(text) <= MANY_COLUMNS else 0


def _without_option(reading: Reading, _: int, position: int) -> list[Edit] | None:
    option = reading.option(position)
    return [(position, option[1], "")] if option else None


def _chemistry(reading: Reading, start: int, position: int) -> list[Edit] | None:
    r"""`\ce` in a text: what it draws is mathematics."""
    group = reading.group(position) if reading.modes[start] == TEXT else None
    return [(start, start, "$"), (group.after, group.after, "$")] if group else None


def _quantity(reading: Reading, start: int, position: int) -> list[Edit] | None:
    r"""Brackets of the physics package that grow: `\qty(…)`. With two arguments it is siunitx's."""
    opening = reading.skip_space(position)
    sign = reading.text[opening : opening + 1]
    if sign == "{":
        group = reading.group(opening)
        if not group or reading.text[reading.skip_space(group.after) :].startswith("{"):
            return None
        return [(start, group.start, r"\left\lbrace "), (group.stop, group.after, r"\right\rbrace ")]
    closing = _closing(reading, opening) if sign in PAIRS else -1
    if closing < 0:
        return None
    return [(start, opening + 1, rf"\left{sign}"), (closing, closing + 1, rf"\right{PAIRS[sign]}")]


def _closing(reading: Reading, opening: int) -> int:
    """Where the bracket at `opening` closes, outside all braces; -1 where it does not."""
    sign, depth, position = reading.text[opening], 1, opening + 1
    while position < min(len(reading.text), opening + FAR):
        here = reading.text[position]
        if here == PAIRS[sign]:
            depth -= 1
        elif here == sign:
            depth += 1
        if depth == 0:
            return position
        position = reading.closings.get(position, position) + 1
    return -1


REWRITINGS: dict[str, Callable[[Reading, int, int], list[Edit] | None]] = {
    "raise": _raised,
    "lower": _lowered,
    "unicode": _code_point,
    "bbox": _boxed,
    "enclose": _enclosed,
    "multicolumn": _spanning,
    "hdotsfor": _dots,
    "cfrac": _without_option,
    "qty": _quantity,
    "ce": _chemistry,
    "pu": _chemistry,
}
