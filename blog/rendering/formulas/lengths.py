"""Lengths that KaTeX writes into style attributes, as names of classes, and the rules behind those names.

A name is the property's letter and hundredths of an em: `h105` is `height:1.05em`, `T305` is `top:-3.05em`. Lengths
that are too rare for a rule of their own are put together from their digits: `hx a21 a32 a45` is `height:12.5em`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LENGTH = re.compile(r"(?P<number>-?\d*\.?\d+)em")
WORTH = {1: "{}00em", 2: "{}0em", 3: "{}em", 4: ".{}em", 5: ".0{}em"}  # of a digit, by its place

# Digits of properties that KaTeX gives to one element stand in different slots, since a slot holds one length.
# The guard lets drawings reach 1,000 em upwards and 40 em sideways.
UPWARDS, BELOW, SIDEWAYS, BESIDE = "a", "d", "j", "k"
FIRST_PLACE = {UPWARDS: 1, BELOW: 1, SIDEWAYS: 2, BESIDE: 2}


class UnknownStyleError(ValueError):
    """KaTeX wrote a declaration for which the sheet has no class; drawn without it, the formula would be wrong."""


@dataclass(frozen=True)
class Length:
    """A property whose value is a length.

    `first` to `last` are the hundredths of an em that have a class each: 96 % of the lengths in 7,355 formulas, a
    textbook's and ours, lie within. Others take their digits from a slot, where there is one. Stored pages bear these
    names: a range may grow, but must not shrink without a new PIPELINE_VERSION.
    """

    letter: str
    shape: str  # the declaration; {} stands for the length
    first: int
    last: int
    slot: str = ""
    is_size: bool = False  # cannot be negative: browsers pass over such a declaration
    is_offset: bool = False  # nothing says less than zero: such a declaration needs no class
    is_line: bool = False  # however thin, it is drawn


LENGTHS = {
    length.shape: length
    for length in (
        Length("h", "height:{}", 0, 330, UPWARDS, is_size=True),
        Length("t", "top:{}", -435, -175, UPWARDS, is_offset=True),
        Length("y", "border-top-width:{}", 0, 10, UPWARDS, is_size=True, is_line=True),
        Length("v", "vertical-align:{}", -110, 0, BELOW),
        Length("b", "bottom:{}", 0, 0, BELOW),
        Length("r", "margin-right:{}", -20, 45, SIDEWAYS, is_offset=True),
        Length("i", "left:{}", -30, 10, SIDEWAYS, is_offset=True),
        Length("w", "width:{}", 33, 100, SIDEWAYS, is_size=True),
        Length("f", "border-bottom-width:{}", 0, 10, SIDEWAYS, is_size=True, is_line=True),
        Length("z", "border-right-width:{}", 0, 10, SIDEWAYS, is_size=True, is_line=True),
        Length("l", "margin-left:{}", -45, 25, BESIDE, is_offset=True),
        Length("m", "margin-top:{}", 0, 0, BESIDE, is_offset=True),
        Length("q", "min-width:{}", 74, 102, BESIDE, is_size=True),
        Length("p", "padding-left:{}", 83, 119, BESIDE, is_size=True),
        Length("o", "border-width:{}", 0, 10, BESIDE, is_size=True, is_line=True),
        Length("s", "margin:0 {}", -10, 0),
        Length("u", "width:calc(100% - {})", 0, 40),
    )
}


def is_length(declaration: str) -> bool:
    """Whether a declaration is one of LENGTHS, whatever its number of ems."""
    return LENGTH.sub("{}", declaration) in LENGTHS


def length_classes(declaration: str) -> list[str]:
    """The classes that do what a declaration of LENGTHS does, to a hundredth of an em.

    Raises:
        UnknownStyleError: the length is beyond what the sheet can say.

    >>> length_classes("height:1.0504em"), length_classes("top:-12.3em"), length_classes("left:0em")
    (['h105'], ['Tx', 'a21', 'a32', 'a43'], [])
    """
    length = LENGTHS[LENGTH.sub("{}", declaration)]
    hundredths = _hundredths(length, declaration)
    if (length.is_size and hundredths < 0) or (length.is_offset and hundredths == 0):
        return []
    letter = length.letter.upper() if hundredths < 0 else length.letter
    if length.first <= hundredths <= length.last:
        return [f"{letter}{abs(hundredths)}"]
    places = _places(length.slot)
    digits = f"{abs(hundredths):0{len(places)}d}"
    if len(digits) > len(places):
        raise UnknownStyleError(f"The formula is too large to be drawn ({declaration}).")
    written = zip(places, digits, strict=True)
    return [f"{letter}x", *(f"{length.slot}{place}{digit}" for place, digit in written if digit != "0")]


def share_a_slot(names: list[str]) -> bool:
    """Whether two lengths among the classes of one element want their digits in the same slot."""
    slots = {f"{length.letter}x": length.slot for length in LENGTHS.values()}
    used = [slots[name.lower()] for name in names if name.lower() in slots]
    return len(used) != len(set(used))


def _hundredths(length: Length, declaration: str) -> int:
    found = LENGTH.search(declaration)
    value = float(found["number"]) if found else 0.0
    return max(round(value * 100), 1) if length.is_line and value > 0 else round(value * 100)


def _places(slot: str) -> range:
    return range(FIRST_PLACE[slot], len(WORTH) + 1) if slot else range(0)


def length_rules() -> Iterator[tuple[str, str]]:
    """Every class of a length with its declarations; those that carry digits come after those that reset them."""
    for length in LENGTHS.values():
        for hundredths in range(length.first, length.last + 1):
            letter = length.letter.upper() if hundredths < 0 else length.letter
            yield f"{letter}{abs(hundredths)}", length.shape.format(_ems(hundredths))
        if length.slot:
            names = [f"--{length.slot}{place}" for place in _places(length.slot)]
            resets = "".join(f"{name}:0em;" for name in names)
            total = f"({' + '.join(f'var({name})' for name in names)})"
            yield f"{length.letter}x", resets + length.shape.format(f"calc{total}")
            if not length.is_size:
                yield f"{length.letter.upper()}x", resets + length.shape.format(f"calc(-1*{total})")
    for slot in FIRST_PLACE:
        for place in _places(slot):
            for digit in range(1, 10):
                yield f"{slot}{place}{digit}", f"--{slot}{place}:{WORTH[place].format(digit)}"


def _ems(hundredths: int) -> str:
    """Hundredths of an em as CSS writes them shortest.

    >>> _ems(-5), _ems(120), _ems(0)
    ('-.05em', '1.2em', '0')
    """
    text = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return re.sub(r"^(-?)0\.", r"\1.", text) + "em" if hundredths else "0"
