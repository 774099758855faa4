"""Names, models and mixtures of colours as LaTeX's xcolor has them, in the hexadecimal form that KaTeX knows."""

import re
from collections.abc import MutableMapping

from blog.rendering.formulas.dialect.reading import Edit, Reading

COMMAND = re.compile(
    r"\\(?:(?P<define>definecolor|colorlet)|textcolor|color|colorbox|(?P<frame>fcolorbox)|pagecolor)(?![A-Za-z@])"
)
# The 68 names of dvips, as MathJax has them; other names are left to the browser.
DVIPS = """Apricot:FBB982 Aquamarine:00B5BE Bittersweet:C04F17 Black:221E1F Blue:2D2F92 BlueGreen:00B3B8
    BlueViolet:473992 BrickRed:B6321C Brown:792500 BurntOrange:F7921D CadetBlue:74729A CarnationPink:F282B4
    Cerulean:00A2E3 CornflowerBlue:41B0E4 Cyan:00AEEF Dandelion:FDBC42 DarkOrchid:A4538A Emerald:00A99D
    ForestGreen:009B55 Fuchsia:8C368C Goldenrod:FFDF42 Gray:949698 Green:00A64F GreenYellow:DFE674 JungleGreen:00A99A
    Lavender:F49EC4 LimeGreen:8DC73E Magenta:EC008C Mahogany:A9341F Maroon:AF3235 Melon:F89E7B MidnightBlue:006795
    Mulberry:A93C93 NavyBlue:006EB8 OliveGreen:3C8031 Orange:F58137 OrangeRed:ED135A Orchid:AF72B0 Peach:F7965A
    Periwinkle:7977B8 PineGreen:008B72 Plum:92268F ProcessBlue:00B0F0 Purple:99479B RawSienna:974006 Red:ED1B23
    RedOrange:F26035 RedViolet:A1246B Rhodamine:EF559F RoyalBlue:0071BC RoyalPurple:613F99 RubineRed:ED017D
    Salmon:F69289 SeaGreen:3FBC9D Sepia:671800 SkyBlue:46C5DD SpringGreen:C6DC67 Tan:DA9D76 TealBlue:00AEB3
    Thistle:D883B7 Turquoise:00B4CE Violet:58429B VioletRed:EF58A0 White:FFFFFF WildStrawberry:EE2967 Yellow:FFF200
    YellowGreen:98CC70 YellowOrange:FAA21A"""
# xcolor's own names, for mixtures.
XCOLOR = """red:FF0000 green:00FF00 blue:0000FF cyan:00FFFF magenta:FF00FF yellow:FFFF00 black:000000
    white:FFFFFF gray:808080 darkgray:404040 lightgray:BFBFBF brown:BF8040 lime:BFFF00 olive:808000 orange:FF8000
    pink:FFBFBF purple:BF0040 teal:008080 violet:800080"""
NAMED = dict(pair.split(":") for pair in DVIPS.split())
BASIC = dict(pair.split(":") for pair in XCOLOR.split())
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{6}")


def edits(reading: Reading, colours: MutableMapping[str, str]) -> list[Edit]:
    r"""Write colours as KaTeX knows them; learn those that `\definecolor` names.

    Args:
        colours: six hexadecimal digits by name, of the article so far.

    >>> from blog.rendering.formulas.dialect.reading import read
    >>> edits(read(r"\textcolor[RGB]{255,0,0}{x}\color{red!50}"), {})
    [(10, 24, '{#FF0000}'), (33, 41, '{#FF8080}')]
    """
    found: list[Edit] = []
    for match in COMMAND.finditer(reading.text):
        if match["define"]:
            found += _learn(reading, match, colours)
            continue
        found += _specified(reading, match.end(), colours, count=2 if match["frame"] else 1)
    return found


def _specified(reading: Reading, position: int, colours: MutableMapping[str, str], *, count: int) -> list[Edit]:
    found: list[Edit] = []
    option = reading.option(position)
    model, start = option or ("", position)
    for _ in range(count):
        group = reading.group(start)
        if group is None or not group.is_braced:
            return found
        digits = _digits(model, reading.inside(group), colours)
        if digits:
            found.append((position, group.after, f"{{#{digits}}}"))
        position = start = group.after
    return found


def _learn(reading: Reading, match: re.Match[str], colours: MutableMapping[str, str]) -> list[Edit]:
    groups = reading.groups(match.end(), 3 if match["define"] == "definecolor" else 2)
    if not groups:
        return []
    name, *specification = map(reading.inside, groups)
    model, value = ("", specification[0]) if len(specification) == 1 else specification
    digits = _digits(model, value, colours) or BASIC.get(value.strip(), "")
    if not digits:
        return []
    colours[name.strip()] = digits
    return [(match.start(), groups[-1].after, "")]


def _digits(model: str, value: str, colours: MutableMapping[str, str]) -> str:
    """Six hexadecimal digits for a colour that KaTeX would not know by itself; "" for all others."""
    value = value.strip()
    if "!" in value:
        return _mixed(value, colours)
    if not model:
        return colours.get(value, "") or NAMED.get(value, "")
    if model == "HTML":
        return value.lstrip("#") if HEXADECIMAL.fullmatch(value.lstrip("#")) else ""
    try:
        parts = [float(part) for part in value.split(",")]
    except ValueError:
        return ""
    return _of_numbers(model, parts)


def _of_numbers(model: str, parts: list[float]) -> str:
    """
    >>> _of_numbers("rgb", [1, .5, 0]), _of_numbers("cmyk", [0, 1, 1, 0]), _of_numbers("gray", [.5])
    ('FF8000', 'FF0000', '808080')
    """
    if model == "gray" and len(parts) == 1:
        parts = parts * 3
    elif model == "cmyk" and len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    elif model == "RGB":
        parts = [part / 255 for part in parts]
    elif model != "rgb":
        return ""
    return "".join(f"{_byte(part):02X}" for part in parts) if len(parts) == 3 else ""


def _byte(part: float) -> int:
    return int(min(max(part, 0), 1) * 255 + 0.5)


def _mixed(value: str, colours: MutableMapping[str, str]) -> str:
    """`red!30!blue`: 30 % red, the rest blue; the last part is white where it is not named (xcolor, section 2.3)."""
    names = {**BASIC, **NAMED, **colours}
    parts = [part.strip() for part in value.split("!")]
    parts += ["white"] if len(parts) % 2 == 0 else []
    if not all(part in names for part in parts[::2]) or not all(part.isdecimal() for part in parts[1::2]):
        return ""
    mixed = _numbers(names[parts[0]])
    for share, name in zip(parts[1::2], parts[2::2], strict=True):
        weight = min(int(share), 100) / 100
        mixed = [weight * a + (1 - weight) * b for a, b in zip(mixed, _numbers(names[name]), strict=True)]
    return "".join(f"{_byte(part):02X}" for part in mixed)


def _numbers(digits: str) -> list[float]:
    return [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
