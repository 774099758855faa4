r"""Puts signs right that are typed or pasted into formulas: full-width ones, HTML's entities, text signs in `\text`."""

import html
import re

from blog.rendering.formulas.dialect.reading import COMMENT, MATH, TEXT, Edit, Reading

SIGN = re.compile(
    r"""
      (?P<row>\\\\)                          # so that the sign behind it is not taken for escaped
    | \\(?P<escaped>[*'\[\]()])             # for Markdown, in systems whose Markdown eats the backslash
    | (?P<entity>&(?:lt|gt|le|ge|amp|nbsp|quot|apos|\#39);)
    | (?P<pair>（[^（）]*）)
    | \\(?:left|right|middle|[bB]igg?[lrm]?)\s*(?P<bracket>[（）［］｜｛｝])
    | \\(?P<size>left|right|middle|[bB]igg?[lrm]?)\s*(?:\\(?:(?P<opens>l)|r)(?:[lr]bracket|Brack)|(?P<double>[⟦⟧]))
    | (?P<wide>[［］｜＋－＝＜＞／＊０-９Ａ-Ｚａ-ｚ])
    | (?P<indicator>\\(?:mathbb(?:m|mss)?|mathds|symbb|Bbb)\s*(?:\{\s*1\s*\}|1)|𝟙)
    """,
    re.VERBOSE,
)
TEXT_SIGN = re.compile(r"(?<!\\)(?:[_^&%]|\#(?![\d#]))")
HAN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff，；：！？]")
ESCAPED = {"^": r"\textasciicircum{}"}
FULL_WIDTH = 0xFEE0  # between a full-width sign and the ASCII one (The Unicode Standard, block FF00)
COMMENTED = re.compile(f"{COMMENT}+")


def edits(reading: Reading) -> list[Edit]:
    r"""What has to be replaced, and by what; comments by nothing.

    >>> from blog.rendering.formulas.dialect.reading import read
    >>> edits(read(r"a＝\text{b_c} % d"))
    [(1, 2, '='), (9, 10, '\\_'), (13, 16, '')]
    """
    found = [edit for match in SIGN.finditer(reading.text) for edit in _sign(reading, match)]
    if TEXT in reading.modes:
        found += [
            (match.start(), match.end(), ESCAPED.get(match.group(), "\\" + match.group()))
            for match in TEXT_SIGN.finditer(reading.text)
            if reading.modes[match.start()] == TEXT
        ]
    return found + [(match.start(), match.end(), "") for match in COMMENTED.finditer(reading.modes)]


def _sign(reading: Reading, match: re.Match[str]) -> list[Edit]:
    start, stop = match.span("bracket" if match["bracket"] else 0)
    if reading.modes[start] != MATH or match["row"]:
        return []
    if match["escaped"]:
        return [(start, start + 1, "")]
    if match["entity"]:
        return [(start, stop, html.unescape(match["entity"]).replace("\xa0", "~"))]
    if match["indicator"]:
        return [(start, stop, r"{\@indicator}")]
    if size := match["size"]:  # no delimiter of KaTeX's: two brackets close together
        sign = "[" if match["opens"] or match["double"] == "⟦" else "]"
        return [(start, stop, rf"\{size}{sign}\mkern-3mu\{size}{sign}")]
    if not match["pair"]:
        narrow = _narrow(match["bracket"] or match.group())
        return [(start, stop, "\\" + narrow if narrow in "{}" else narrow)]
    if HAN.search(match["pair"]):
        return []  # brackets around Chinese words are as wide as these
    inner = [(start + 1 + index, sign) for index, sign in enumerate(match["pair"][1:-1])]
    inside = [(place, place + 1, _narrow(sign)) for place, sign in inner if SIGN.fullmatch(sign)]
    return [(start, start + 1, "("), *inside, (stop - 1, stop, ")")]


def _narrow(sign: str) -> str:
    """
    >>> _narrow("（"), _narrow("ａ")
    ('(', 'a')
    """
    return chr(ord(sign) - FULL_WIDTH)
