r"""Turns TeX as it stands in BibTeX fields (`{\"o}`, `\&`, `--`) into plain text, and sets its formulas apart.

Not by pylatexenc, which takes everything behind `%` for a comment, recurses into braces and knows no KaTeX.
"""

import re
import unicodedata

# Combining characters behind the letter that TeX's command stands before.
MARKS = "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u0328\u030a"
ACCENTS = dict(zip("\"'`^~=.uvHcdbkr", MARKS, strict=True))
WORDS = """
    ss:ß o:ø O:Ø ae:æ AE:Æ oe:œ OE:Œ aa:å AA:Å l:ł L:Ł i:ı j:ȷ dh:ð th:þ S:§ copyright:© pounds:£ dots:… ldots:…
    textendash:– textemdash:— textquoteright:’ textquoteleft:‘ textquotedblleft:“ textquotedblright:” textasciitilde:~
    textunderscore:_ textbackslash:\\ textregistered:® texttrademark:™ LaTeX:LaTeX TeX:TeX BibTeX:BibTeX newblock:
"""
SYMBOLS = dict(pair.split(":") for pair in WORDS.split())
STYLES = frozenset(
    [
        *("emph", "textit", "textbf", "textsc", "texttt", "textrm", "textsf", "textsl", "textup", "text", "mbox"),
        *("url", "path", "em", "it", "bf", "sc", "tt", "rm", "sf", "sl", "uppercase", "lowercase", "MakeUppercase"),
    ],
)
SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "'": "’", "~": "\u00a0", "{": "", "}": ""}
FORMULA = re.compile(
    r"(?<!\\)\$(?P<dollars>(?:[^$\\]|\\.)++)\$|\\\((?P<brackets>(?:[^\\]|\\(?![()]).)++)\\\)", re.DOTALL
)
TOKEN = re.compile(
    r"""
      \\(?P<accent>["'`^~=.])\s*(?:\{\s*\\?(?P<braced>[A-Za-z])\s*\}|\\?(?P<bare>[A-Za-z])) # \"o, \"{o}, \'{\i}
    | \\(?P<letter>[uvHcdbkr])(?:\s*\{\s*\\?(?P<inside>[A-Za-z])\s*\}|\s+(?P<behind>[A-Za-z]))  # \v{s}, \c c
    | \\(?P<command>[A-Za-z]+)[ ]*(?:\{\})?
    | \\(?P<escaped>.)
    | (?P<sign>---?|``|''|[`'~{}])
    """,
    re.VERBOSE | re.DOTALL,
)


def parts(value: str) -> list[tuple[str, bool]]:
    r"""A field's value as pieces of text, and formulas as their author wrote them (the pieces with True).

    >>> parts(r"{GAN}s in $L_2$ \& more")
    [('GANs in ', False), ('$L_2$', True), (' & more', False)]
    """
    pieces: list[tuple[str, bool]] = []
    position = 0
    value = " ".join(value.split())
    for match in FORMULA.finditer(value):
        pieces += [(_worded(value[position : match.start()]), False), (match.group(), True)]
        position = match.end()
    return [piece for piece in [*pieces, (_worded(value[position:]), False)] if piece[0]]


def plain(value: str) -> str:
    r"""A field's value as text; formulas stay TeX.

    >>> plain(r"{\"O}zg{\"u}r, Erd{\H o}s, {\L}ukasiewicz, \v{S}: 1--9, $x$")
    'Özgür, Erdős, Łukasiewicz, Š: 1–9, $x$'
    """
    return "".join(text for text, _ in parts(value)).strip(" ")


def address(value: str) -> str:
    r"""A web address or an identifier, in which only what TeX makes necessary is undone.

    >>> address(r"\url{https://a.b/c\_d~e\%20--f}")
    'https://a.b/c_d~e%20--f'
    """
    bare = re.sub(r"^\\(?:url|path)\s*\{(.*)\}$", r"\1", value.strip(), flags=re.DOTALL)
    return re.sub(r"[{}\s]|\\(?=[^A-Za-z])", "", bare.replace("\\textasciitilde", "~").replace("\\_", "_"))


def _worded(text: str) -> str:
    return re.sub(" {2,}", " ", TOKEN.sub(_word, text))


def _word(match: re.Match[str]) -> str:
    if accent := match["accent"] or match["letter"]:
        base = match["braced"] or match["bare"] or match["inside"] or match["behind"]
        return unicodedata.normalize("NFC", base + ACCENTS[accent])
    if command := match["command"]:
        return "" if command in STYLES else SYMBOLS.get(command, match.group())
    if escaped := match["escaped"]:
        return {",": "\u202f", ";": " ", ":": " ", "!": "", "-": "", "/": "", "\\": " ", "@": ""}.get(escaped, escaped)
    return SIGNS[match["sign"]]
