"""Writes the MathML of a formula as a line of signs in reading order, short enough to be compared by eye.

Scripts stand behind `^` and `_`, fractions as `a/b`, tables as `⟦a ¦ b ; c ¦ d⟧`, accents as `x{^}`. Letters of a
special style become the Unicode letters of that style: 𝔼, ℒ, 𝐱.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from tests.rendering.sketching import local_name

ACCENTED = re.compile(r".\{.\}")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2061\u2062\u2063\u2064"), None)
# The first letters of each Unicode alphabet; in the holes of these alphabets older letters are used.
ALPHABETS = {
    "bold": {"A": 0x1D400, "a": 0x1D41A, "0": 0x1D7CE, "Α": 0x1D6A8, "α": 0x1D6C2},
    "bold-italic": {"A": 0x1D468, "a": 0x1D482, "Α": 0x1D71C, "α": 0x1D736},
    "script": {"A": 0x1D49C, "a": 0x1D4B6},
    "fraktur": {"A": 0x1D504, "a": 0x1D51E},
    "double-struck": {"A": 0x1D538, "a": 0x1D552, "0": 0x1D7D8},
    "sans-serif": {"A": 0x1D5A0, "a": 0x1D5BA, "0": 0x1D7E2},
    "monospace": {"A": 0x1D670, "a": 0x1D68A, "0": 0x1D7F6},
}
LAST = {"A": "Z", "a": "z", "0": "9", "Α": "Ω", "α": "ω"}
OLDER = str.maketrans(
    "\U0001d49d\U0001d4a0\U0001d4a1\U0001d4a3\U0001d4a4\U0001d4a7\U0001d4a8\U0001d4ad\U0001d506\U0001d50b\U0001d50c\U0001d515"
    "\U0001d51d\U0001d53a\U0001d53f\U0001d545\U0001d547\U0001d548\U0001d549\U0001d551",
    "ℬℰℱℋℐℒℳℛℭℌℑℜℨℂℍℕℙℚℝℤ",
)


def read_aloud(math: Element) -> str:
    r"""The signs of a `<math>` element; rows of an aligned display stand on lines of their own.

    >>> from tests.rendering.sketching import parse
    >>> read_aloud(parse("<math><msup><mi>x</mi><mn>2</mn></msup></math>")[0])
    'x^2'
    """
    body = math[0][0] if len(math) and local_name(math[0]) == "semantics" else math
    return _read(_alone(body))


def _alone(element: Element) -> Element:
    """A table that is the whole formula is read as lines: mark it."""
    inside = element
    while len(inside) == 1 and local_name(inside[0]) in {"mrow", "mstyle", "mtable"}:
        inside = inside[0]
    if local_name(inside) == "mtable":
        inside.set("alone", "")
    return element


def _read(element: Element) -> str:
    write = WRITERS.get(local_name(element))
    return write(element) if write else _all(element)


def _all(element: Element) -> str:
    return "".join(map(_read, element))


def _letters(element: Element) -> str:
    if len(element):  # KaTeX puts a whole construction into a token to give it the spacing of a relation
        return _all(element)
    text = " ".join("".join(element.itertext()).translate(INVISIBLE).split())
    alphabet = ALPHABETS.get(element.get("mathvariant", ""))
    return "".join(_styled(sign, alphabet) for sign in text).translate(OLDER) if alphabet else text


def _styled(sign: str, alphabet: dict[str, int]) -> str:
    for first, styled in alphabet.items():
        if first <= sign <= LAST[first]:
            return chr(styled + ord(sign) - ord(first))
    return sign


def _text(element: Element) -> str:
    text = "".join(element.itertext()).translate(INVISIBLE).replace("\xa0", " ")
    return f"“{text}”" if text.strip() else ""


def _group(element: Element, opening: str = "{", closing: str = "}") -> str:
    text = _read(element)
    return text if len(text) == 1 else f"{opening}{text}{closing}"


def _scripts(*marks: str) -> Callable[[Element], str]:
    def write(element: Element) -> str:
        base, *scripts = element
        if element.get("accent") == "true" or element.get("accentunder") == "true":
            return f"{_group(base)}{{{'' if element.get('accent') else '_'}{_read(scripts[0])}}}"
        pairs = [(mark, script) for mark, script in zip(marks, scripts, strict=False) if _read(script)]
        surplus = "‼" if len(scripts) != len(marks) else ""  # no MathML: a browser may draw nothing of it
        return _base(base) + "".join(f"{mark}{_group(script)}" for mark, script in pairs) + surplus

    return write


def _base(element: Element) -> str:
    """Braces where a script stands at a whole row or at another script: `{a+b}^2`, but `max_j` and `x{^}_j`."""
    text = _read(element)
    is_row = local_name(element) in {"mrow", "mstyle", "msup", "msub", "mi", "mo"} and len(element) > 0
    return f"{{{text}}}" if is_row and len(text) > 1 and not text.isalpha() and not ACCENTED.fullmatch(text) else text


def _fraction(element: Element) -> str:
    above, below = element
    bar = " ¦ " if element.get("linethickness") == "0px" else "/"
    return f"{_group(above, '(', ')')}{bar}{_group(below, '(', ')')}"


def _table(element: Element) -> str:
    if element.get("width") == "100%":  # KaTeX's frame around a formula with a number; the number is read elsewhere
        framed = _alone(element[0][1])
        return _read(framed)
    alone = element.get("alone") is not None
    rows = [_row(row, "" if alone else " ¦ ") for row in element]
    return "\n".join(rows) if alone else f"⟦{' ; '.join(rows)}⟧"


def _row(row: Element, separator: str) -> str:
    return separator.join(text for cell in row if (text := _read(cell)) or separator.strip()).strip()


def _styled_group(element: Element) -> str:
    colour = element.get("mathcolor")
    return f"⟨{colour}: {_all(element)}⟩" if colour else _all(element)


WRITERS: dict[str, Callable[[Element], str]] = {
    "mi": _letters,
    "mn": _letters,
    "mo": _letters,
    "mtext": _text,
    "mspace": lambda _: "",
    "mphantom": lambda _: "",
    "annotation": lambda _: "",
    "msub": _scripts("_"),
    "msup": _scripts("^"),
    "msubsup": _scripts("_", "^"),
    "munder": _scripts("_"),
    "mover": _scripts("^"),
    "munderover": _scripts("_", "^"),
    "mfrac": _fraction,
    "msqrt": lambda element: f"√({_all(element)})",
    "mroot": lambda element: f"√[{_read(element[1])}]({_read(element[0])})",
    "mtable": _table,
    "mstyle": _styled_group,
    "menclose": lambda element: f"[{element.get('notation')}: {_all(element)}]",
}
