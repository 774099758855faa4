"""Colours that authors name in formulas, as names of classes, and the rules behind those names.

A colour is put together from its hexadecimal digits: `cx c1f c28` is `color:#f80000`. Digits that are those of
opaque black need no class.
"""

from collections.abc import Iterator

from PIL import ImageColor

from blog.rendering.formulas.lengths import UnknownStyleError

LETTERS = {"color": "c", "background-color": "g", "border-color": "e"}
BLACK = "000000f"  # red, green, blue in two digits each; opacity in one

# Names of LaTeX's xcolor (its option dvipsnames) that CSS lacks, with the values of MathJax's `color` extension.
DVIPS_NAMES_AND_VALUES = """
Apricot:FBB982 Bittersweet:C04F17 BlueGreen:00B3B8 BrickRed:B6321C BurntOrange:F7921D CarnationPink:F282B4
Cerulean:00A2E3 Dandelion:FDBC42 Emerald:00A99D JungleGreen:00A99A Mahogany:A9341F Melon:F89E7B
Mulberry:A93C93 NavyBlue:006EB8 OliveGreen:3C8031 Peach:F7965A Periwinkle:7977B8 PineGreen:008B72
ProcessBlue:00B0F0 RawSienna:974006 RedOrange:F26035 RedViolet:A1246B Rhodamine:EF559F RoyalPurple:613F99
RubineRed:ED017D Sepia:671800 TealBlue:00AEB3 VioletRed:EF58A0 WildStrawberry:EE2967 YellowOrange:FAA21A
"""
DVIPS_NAMES = dict(pair.split(":") for pair in DVIPS_NAMES_AND_VALUES.split())


def is_colour(declaration: str) -> bool:
    """Whether a declaration gives a colour to something."""
    return declaration.partition(":")[0] in LETTERS


def colour_classes(declaration: str) -> list[str]:
    """The classes that do what a declaration of a colour does.

    Raises:
        UnknownStyleError: no such colour is known; browsers would pass over it.

    >>> colour_classes("color:red"), colour_classes("background-color:#0008")
    (['cx', 'c1f', 'c2f'], ['gx', 'g78'])
    """
    name, _, value = declaration.partition(":")
    digits = zip(_digits(value), BLACK, strict=True)
    letter = LETTERS[name]
    places = [f"{letter}{place}{digit}" for place, (digit, usual) in enumerate(digits, 1) if digit != usual]
    return [f"{letter}x", *places]


def _digits(value: str) -> str:
    try:
        channels = ImageColor.getrgb(f"#{DVIPS_NAMES[value]}" if value in DVIPS_NAMES else value)
    except ValueError:
        raise UnknownStyleError(f"The colour “{value}” is not known. Write a name of CSS, or #rrggbb.") from None
    red, green, blue, opacity = (*channels, 255)[:4]
    return f"{red:02x}{green:02x}{blue:02x}{round(opacity / 17):x}"


def colour_rules() -> Iterator[tuple[str, str]]:
    """Every class of a colour with its declarations; those that carry digits come after those that reset them."""
    for name, letter in LETTERS.items():
        resets = "".join(f"--{letter}{place}:{_worth(place, digit)};" for place, digit in enumerate(BLACK, 1))
        channels = " ".join(f"calc(var(--{letter}{place}) + var(--{letter}{place + 1}))" for place in (1, 3, 5))
        yield f"{letter}x", f"{resets}{name}:rgb({channels}/calc(var(--{letter}7)/15))"
        for place, usual in enumerate(BLACK, 1):
            for digit in "0123456789abcdef".replace(usual, ""):
                yield f"{letter}{place}{digit}", f"--{letter}{place}:{_worth(place, digit)}"


def _worth(place: int, digit: str) -> int:
    return int(digit, 16) * (16 if place in {1, 3, 5} else 1)
