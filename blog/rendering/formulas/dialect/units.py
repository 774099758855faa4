"""Numbers and units of the siunitx package: `\\SI{3e8}{\\meter\\per\\second}` and its kin, in their simple forms."""

import re
from collections.abc import Container

from blog.rendering.formulas.dialect.reading import Edit, Reading

COMMAND = re.compile(r"\\(?P<name>SIrange|qtyrange|SI|qty|si|unit|numrange|num|ang)(?![A-Za-z@])")
COUNTS = {"SI": 2, "qty": 2, "si": 1, "unit": 1, "num": 1, "ang": 1, "SIrange": 3, "qtyrange": 3, "numrange": 2}
NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<mantissa>[\d.,]*)(?P<uncertainty>\(\d+\))?(?:(?:\+-|\\pm)(?P<error>[\d.,]+))?"
    r"(?:[eEdD](?P<exponent>[-+]?\d+))?"
)
WORD = re.compile(r"\\(?P<word>[A-Za-z]+)|(?P<power>\^(?:\{[^{}]*\}|-?\d))|(?P<point>[.~]|\s+)|(?P<sign>[^\\^.~\s]+)")
PREFIX_NAMES = r"""yocto:y zepto:z atto:a femto:f pico:p nano:n micro:\mu milli:m centi:c deci:d deca:da hecto:h kilo:k
    mega:M giga:G tera:T peta:P exa:E zetta:Z yotta:Y kibi:Ki mebi:Mi gibi:Gi tebi:Ti"""
UNIT_NAMES = r"""meter:m metre:m second:s gram:g kilogram:kg ampere:A kelvin:K mole:mol candela:cd hertz:Hz newton:N
    pascal:Pa joule:J watt:W coulomb:C volt:V farad:F ohm:\Omega siemens:S weber:Wb tesla:T henry:H lumen:lm lux:lx
    becquerel:Bq gray:Gy sievert:Sv katal:kat radian:rad steradian:sr minute:min hour:h day:d liter:L litre:L tonne:t
    electronvolt:eV dalton:Da astronomicalunit:au bar:bar bit:bit byte:B decibel:dB bel:B neper:Np percent:\% angstrom:Å
    degreeCelsius:{^\circ}C celsius:{^\circ}C degree:{^\circ} arcminute:{'} arcsecond:{''} hectare:ha barn:b knot:kn
    atmosphere:atm m:m s:s g:g kg:kg km:km cm:cm mm:mm nm:nm um:\mu{}m ms:ms us:\mu{}s ns:ns Hz:Hz kHz:kHz MHz:MHz
    GHz:GHz N:N J:J kJ:kJ W:W kW:kW V:V mV:mV A:A mA:mA K:K Pa:Pa kPa:kPa eV:eV keV:keV MeV:MeV GeV:GeV mol:mol T:T
    C:C F:F"""
PREFIXES = dict(pair.split(":") for pair in PREFIX_NAMES.split())
UNITS = dict(pair.split(":") for pair in UNIT_NAMES.split())
POWERS = {"squared": "2", "cubed": "3"}
POWERS_BEFORE = {"square": "2", "cubic": "3"}


def edits(reading: Reading, known: Container[str]) -> list[Edit]:
    r"""What stands for numbers and units in a formula; commands that the author defined stay.

    >>> from blog.rendering.formulas.dialect.reading import read
    >>> edits(read(r"\SI{3e8}{m/s}"), ())
    [(0, 13, '{3\\times10^{8}\\,\\mathrm{m/s}}')]
    """
    found: list[Edit] = []
    for match in COMMAND.finditer(reading.text):
        option = reading.option(match.end())
        groups = reading.groups(option[1] if option else match.end(), COUNTS[match["name"]])
        if match["name"] in known or not groups or not all(group.is_braced for group in groups):
            continue
        written = _written(match["name"], [reading.inside(group).strip() for group in groups])
        if written:
            found.append((match.start(), groups[-1].after, f"{{{written}}}"))
    return found


def _written(name: str, arguments: list[str]) -> str:
    if name in {"si", "unit"}:
        return unit(arguments[0])
    if name == "ang":
        signs = (r"^\circ", "'", "''")
        parts = arguments[0].split(";")
        return "".join(f"{number(part)}{sign}" for part, sign in zip(parts, signs, strict=False) if part)
    numbers = [number(argument) for argument in arguments[: 2 if "range" in name else 1]]
    if not all(numbers):
        return ""
    shown = r"\text{–}".join(numbers)
    if name in {"num", "numrange"}:
        return shown
    shown_unit = unit(arguments[-1])
    space = "" if shown_unit.startswith((r"\mathrm{{^\circ}}", r"\mathrm{{'")) else r"\,"
    return f"{shown}{space}{shown_unit}" if shown_unit else shown


def number(text: str) -> str:
    r"""A number as siunitx prints it; one that it would not understand as it stands.

    >>> number("12345.678e-3"), number("1.5(2)"), number("e5"), number("x")
    ('12\\,345.678\\times10^{-3}', '1.5(2)', '10^{5}', 'x')
    """
    compact = "".join(text.split())
    match = NUMBER.fullmatch(compact)
    if not match or not (match["mantissa"] or match["exponent"]):
        return text
    whole, point, fraction = match["mantissa"].replace(",", ".").partition(".")
    if len(whole) > 4:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", r"\\,", whole)
    shown = match["sign"].replace("+", "") + whole + point + fraction + (match["uncertainty"] or "")
    if match["error"]:
        shown += rf"\pm{match['error']}"
    if not match["exponent"]:
        return shown
    power = f"10^{{{match['exponent'].removeprefix('+')}}}"
    return rf"{shown}\times{power}" if match["mantissa"] else shown + power


def unit(text: str) -> str:
    r"""A unit in upright letters, from macros or as abbreviations; an unknown macro stays, for the engine to refuse.

    >>> unit(r"\kilo\meter\per\second\squared"), unit("kg.m/s^2")
    ('\\mathrm{km}\\,\\mathrm{s}^{-2}', '\\mathrm{kg\\,m/s^{2}}')
    """
    if "\\" not in text:
        return f"\\mathrm{{{_abbreviated(text)}}}" if text else ""
    parts: list[str] = []
    prefix, sign, power = "", "", ""
    for match in WORD.finditer(text):
        word = match["word"] or ""
        if word == "per":
            sign = "-"
        elif word in PREFIXES:
            prefix = PREFIXES[word] + ("{}" if PREFIXES[word].startswith("\\") else "")
        elif word in POWERS_BEFORE:
            power = POWERS_BEFORE[word]
        elif (word in POWERS or match["power"]) and parts:
            exponent = POWERS.get(word) or match["power"].strip("^{}")
            parts[-1] = parts[-1].removesuffix("^{-1}") + f"^{{{'-' if parts[-1].endswith('^{-1}') else ''}{exponent}}}"
        elif word or match["sign"]:
            shown = UNITS.get(word) or match.group()
            exponent = sign + power if power else "-1" if sign else ""
            parts.append(f"\\mathrm{{{prefix}{shown}}}" + (f"^{{{exponent}}}" if exponent else ""))
            prefix, sign, power = "", "", ""
    return r"\,".join(parts)


def _abbreviated(text: str) -> str:
    powers = re.sub(r"\^(-?\d+)", r"^{\1}", text)
    return re.sub(r"[.~]\s*|(?<=\w)\s+(?=\w)", r"\\,", powers)
