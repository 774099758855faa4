"""Writes dashes, quotation marks and ellipses as other engines print them, for the renderer prints what is typed.

Goldmark's typographer (https://gohugo.io/configuration/markup/#typographer), kramdown's typographic symbols
(https://kramdown.gettalong.org/syntax.html#typographic-symbols), hexo-renderer-marked and Pandoc's `smart` all do so
unless they are told not to.
"""

import re

from blog.interchange.shelf import CLOSE, OPEN, Shelf

# What is no running text: code by its indentation, HTML, attributes, addresses, heads of blocks, escaped characters.
KEPT = re.compile(
    r"""
      ^(?:[ ]{4}|\t)[^\n]* | ^[ \t>]*(?::{3,}|!!!|\?\?\?)[^\n]* | ^[ ]{0,3}\[[^\]\n]+\]:[^\n]*
    | <!--.*?--> | <(?P<tag>pre|code|kbd|script|style|svg)\b.*?</(?P=tag)> | <[^<>]*>
    | \{[^{}\n]*\} | \]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\) | \b[a-z]+://\S+ | \\["'.-]
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
DASHES = re.compile(
    r"""
      (?<=[^\s|:-])(?P<space>[ ]?)---(?P=space)(?=[^\s|:>-])
    | (?P<short> (?<=\d)--(?=\d) | (?<=[a-z])--(?=[A-Z][a-z]) | (?:(?<=[^\s|:-][ ])|(?<=\n>[ ]))--(?=[ ][^\s|:-]) )
    """,
    re.VERBOSE,
)
ELLIPSIS = re.compile(r"(?<![./])(?:\.{6}|\.{3})(?![./])")
# Marks open and close within these: paragraphs, entries of a list, headings, cells of a table.
BLOCK_END = re.compile(r"(\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+#|>]|\d+[.)])[ \t])|(?<!\\)\|)")
BEFORE = r"""(?:^|(?<=[\s(\[（【《*_~—–“‘"]))"""
SINGLE = re.compile(rf"{BEFORE}'(?=\S)(?P<inner>(?:[^'\n]|(?<=\w)'(?=\w))*[^\s'])'(?!\w)")
APOSTROPHE = re.compile(rf"(?:(?<=[\w{CLOSE}])|(?<=\w[*_]))'(?=[A-Za-z{OPEN}])|(?<=[A-Za-z])'(?![A-Za-z0-9_])")


def typeset(prose: str) -> str:
    """Dashes, quotation marks and ellipses of running text; what opens and does not close stays.

    >>> typeset("a---b, Navier--Stokes, 1--3, --help, [x](y---z)")
    'a—b, Navier–Stokes, 1–3, --help, [x](y---z)'
    >>> typeset('他说"你好"... "It\\'s late", ![a](b "c")'), typeset('6" and 7"')
    ('他说“你好”… “It’s late”, ![a](b "c")', '6" and 7"')
    """
    shelf = Shelf("typed")
    text = KEPT.sub(lambda match: shelf.put(match[0]), prose)
    text = ELLIPSIS.sub(lambda match: "…" * (len(match[0]) // 3), DASHES.sub(_dash, text))
    return shelf.restore("".join(_with_marks(block) for block in BLOCK_END.split(text)))


def _dash(match: re.Match[str]) -> str:
    return "–" if match["short"] else f"{match['space']}—{match['space']}"


def _with_marks(block: str) -> str:
    """The quotation marks of a block; double ones only when all are in pairs around something."""
    pieces = block.split('"')
    quoted, between = pieces[1::2], pieces[2:-1:2]
    are_pairs = len(pieces) % 2 == 1 and all(piece.strip() == piece != "" for piece in quoted)
    if are_pairs and all(between):
        block = "".join(f"“{piece}”" if place % 2 else piece for place, piece in enumerate(pieces))
    return APOSTROPHE.sub("’", SINGLE.sub(r"‘\g<inner>’", block))
