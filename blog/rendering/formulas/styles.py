"""Turns the style attributes in KaTeX's drawings into classes, so that a strict Content-Security-Policy lets them pass.

One sheet, made by `make styles`, holds the rules of all classes that there can be: nothing depends on which formulas a
page shows. Every declaration that KaTeX 0.19 writes was looked up in its source (`.style.` and `"style"`).
"""

import functools
import re

from blog.rendering.formulas.colours import colour_classes, colour_rules, is_colour
from blog.rendering.formulas.lengths import UnknownStyleError, is_length, length_classes, length_rules, share_a_slot
from blog.rendering.formulas.sizes import size_rules

STYLED = re.compile(
    r"""<(?P<name>[a-z]+)\b (?P<before>[^<>]*?) \s style="(?P<style>[^"<>]*)" (?P<after>[^<>]*) >""", re.VERBOSE
)
CLASS = re.compile(r'(?<= class=")[^"]*')
MATHML = {"mstyle", "mpadded"}  # what they look like is never seen on a page: drawn is the HTML beside them

# The spaces and slants that stand in rows by the dozen are exact: their errors would add up.
EXACT = ("0.1667", "0.2222", "0.2778", "0.0278", "0.0359", "0.0556", "0.0572", "0.1076", "0.0037")
KEYWORDS = {
    **{f"margin-right:{size}em": f"r{letter}" for size, letter in zip(EXACT, "abcdefghi", strict=True)},
    "position:relative": "pr",
    "border-style:solid": "os",
    "border-right-style:solid": "zs",
    "border-right-style:dashed": "zd",
    "text-shadow:0.02em 0.01em 0.04px": "ts",
    "color:transparent": "ct",
}

__all__ = ["UnknownStyleError", "sheet", "to_classes"]


def to_classes(html: str) -> str:
    """KaTeX's drawing with classes in place of its style attributes, lengths rounded to a hundredth of an em.

    Raises:
        UnknownStyleError: there is a declaration that the sheet cannot say.

    >>> to_classes('<span class="katex-strut" style="height:1em;vertical-align:-0.25em;"></span>')
    '<span class="katex-strut h100 V25"></span>'
    """
    return STYLED.sub(_restyled, html)


def _restyled(tag: re.Match[str]) -> str:
    before, after = tag["before"], tag["after"]
    names = "" if tag["name"] in MATHML else _classes(tag["style"])
    if names and CLASS.search(before):
        before = CLASS.sub(rf"\g<0> {names}", before, count=1)
    elif names:
        before += f' class="{names}"'
    return f"<{tag['name']}{before}{after}>"


@functools.lru_cache(maxsize=10_000)
def _classes(style: str) -> str:
    names = [name for declaration in style.split(";") if declaration for name in _declared(declaration)]
    if share_a_slot(names):
        raise UnknownStyleError(f"The sheet of formulas cannot say “{style}”.")
    return " ".join(names)


def _declared(declaration: str) -> list[str]:
    if declaration in KEYWORDS:
        return [KEYWORDS[declaration]]
    if is_colour(declaration):
        return colour_classes(declaration)
    if is_length(declaration):
        return length_classes(declaration)
    raise UnknownStyleError(f"The sheet of formulas does not know “{declaration}”.")


def sheet() -> str:
    """The style sheet behind all classes, one rule in a line.

    `.katex` before a class gives it the weight of KaTeX's own rules, after which the sheet is linked.
    """
    keywords = ((name, declaration) for declaration, name in KEYWORDS.items())
    rules = [*keywords, *length_rules(), *colour_rules()]
    lines = [f".katex .{name}{{{declaration}}}" for name, declaration in rules]
    head = "/* Made by `make styles`: what KaTeX writes into style attributes, and how wide formulas are. */"
    return "\n".join([head, *lines, *size_rules(), ""])
