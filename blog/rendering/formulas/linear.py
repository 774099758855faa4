r"""Writes a formula in one line of text, for search engines and other sites, which show descriptions without markup.

The form is that of UnicodeMath (Unicode Technical Note 28), as far as a reader understands it who never heard of it:
signs as they are, small indices raised or lowered where Unicode has them, else behind `^` and `_`, and brackets around
what would fall apart.
"""

import re
import unicodedata
from xml.etree.ElementTree import Element, ParseError, fromstring

# There is no small q.
RAISED = dict(zip("0123456789+−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
LOWERED = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
PRIMES = frozenset("′″‴⊤∗†")
# Above a letter, as marks that combine with it.
ACCENTS = {"^": "\u0302", "ˉ": "\u0304", "¯": "\u0304", "~": "\u0303", "˙": "\u0307", "¨": "\u0308", "⃗": "\u20d7"}
SPACED = frozenset("=≠≈≡∼<>≤≥≪≫∈∉⊂⊆→←↦⇒⇔⟹±×∣≜")
NARY = frozenset("∑∏∫∬∮⋃⋂")
APPLIED = "\u2061"  # KaTeX writes it behind the name of a function
PARTED = "\u2063"  # stands behind an index until it is known what follows
GAPS = re.compile(f"{APPLIED}(?![(\\[{{|])|{PARTED}(?=\\w)")  # where two words would run into each other
UNSEEN = re.compile("[\u200b\u2061-\u2064]")
ONE = re.compile(r"√?\w+|.", re.DOTALL)  # needs no brackets
SHIFTED_WHOLE = re.compile(r"\d+|[A-Za-z]+|.")  # an index that needs none: a number, a word, a sign
GROUPS = {"math", "semantics", "mrow", "mstyle", "mpadded", "mi", "mn", "mo", "mtext", "ms", "mspace"}
UP, DOWN = {"msup", "mover"}, {"msub", "munder"}


class NotLinearError(ValueError):
    """The formula has rows, or a sign that one line does not hold."""


def linear(mathml: str) -> str:
    """A formula as text.

    Args:
        mathml: a `math` element as KaTeX writes it.

    Raises:
        NotLinearError: it cannot be said in one line.

    >>> linear("<math><msub><mi>x</mi><mi>i</mi></msub><mo>=</mo><mfrac><mn>1</mn><mi>n</mi></mfrac></math>")
    'xᵢ = 1/n'
    >>> linear("<math><msup><mi>e</mi><mrow><mo>−</mo><mi>Q</mi></mrow></msup></math>")
    'e^(−Q)'
    """
    try:
        root = fromstring(mathml)  # noqa: S314 - KaTeX's own output
    except ParseError as error:
        raise NotLinearError(str(error)) from error
    return " ".join(UNSEEN.sub("", GAPS.sub(" ", _line(root))).split())


def _line(element: Element) -> str:
    """One element; what stands in it side by side is joined."""
    kind, parts = element.tag.rpartition("}")[2], list(element)
    if element.get("intent") == ":equation-label":
        return ""
    if kind in GROUPS:
        text = "".join([element.text or "", *map(_line, parts)])
        return _token(kind, text, element.get("mathvariant", ""))
    if kind == "mfrac" and "linethickness" not in element.attrib:
        return "/".join(_whole(_line(part)) for part in parts)
    if kind in {"msqrt", "mroot"}:
        degree = _shifted(_line(parts.pop()), RAISED, "^").strip("^") if kind == "mroot" else ""
        return f"{degree}√{_whole(''.join(map(_line, parts)))}"
    if kind in UP | DOWN | {"msubsup", "munderover"}:
        lines = [_line(part) for part in parts]
        return _accented(lines) if {"accent", "accentunder"} & element.attrib.keys() else _with_indices(kind, lines)
    raise NotLinearError(kind)


def _token(kind: str, text: str, variant: str) -> str:
    """A sign, word or space with the white space around it that its kind asks for."""
    if kind == "mspace":
        return " "
    if kind == "mo" and text in SPACED:
        return f" {text} "
    if kind == "mi" and len(text) > 1 and text.isalpha():
        return f" {text}"  # the name of a function, or a word
    if variant == "double-struck":
        return "".join(map(_double_struck, text))
    return text


def _double_struck(letter: str) -> str:
    for name in (f"DOUBLE-STRUCK CAPITAL {letter}", f"MATHEMATICAL DOUBLE-STRUCK CAPITAL {letter}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return letter


def _accented(lines: list[str]) -> str:
    base, accent = lines
    if len(base) == 1 and accent in ACCENTS:
        return base + ACCENTS[accent]
    raise NotLinearError(accent)


def _with_indices(kind: str, lines: list[str]) -> str:
    base, *indices = lines
    applied = APPLIED if APPLIED in base else ""
    base = UNSEEN.sub("", base)
    lower = "" if kind in UP else _shifted(indices.pop(0), LOWERED, "_")
    upper = "" if kind in DOWN else _shifted(indices[0], RAISED, "^")
    is_apart = base.strip() in NARY or kind in {"munder", "mover", "munderover"}
    return f"{base}{lower}{upper}{' ' if is_apart else applied}"


def _shifted(line: str, letters: dict[str, str], sign: str) -> str:
    """An index: in small letters where there are all, else behind a sign."""
    line = UNSEEN.sub("", line).replace(" ", "")
    if PRIMES.issuperset(line):
        return line
    if all(letter in letters for letter in line):
        return "".join(letters[letter] for letter in line)
    return sign + (line if SHIFTED_WHOLE.fullmatch(line) else f"({line})") + PARTED


def _whole(line: str) -> str:
    """With brackets, unless it is one sign, number or word, or has its own."""
    line = UNSEEN.sub("", line).strip()
    return line if ONE.fullmatch(line) else f"({line})"
