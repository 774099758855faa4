r"""Numbers of equations as text: what an author wrote in `\tag` may be TeX, which no reference and no feed can draw."""

import re
import unicodedata

TEX = re.compile(r"\\(?P<command>[A-Za-z]+)\s*(?P<brace>\{?)|\\(?P<sign>[^A-Za-z])|(?P<mark>[${}^_~])")
SIGNS_BY_NAME = """
ast:∗ star:⋆ dagger:† dag:† ddagger:‡ ddag:‡ prime:′ bullet:• circ:∘ S:§ P:¶ sharp:♯ flat:♭ natural:♮
clubsuit:♣ diamondsuit:♢ heartsuit:♡ spadesuit:♠ triangle:△ square:□ blacksquare:■ bigstar:★ checkmark:✓
varnothing:∅ infty:∞ ldots:… dots:… varepsilon:ε varphi:φ vartheta:ϑ
"""
SIGNS = dict(pair.split(":") for pair in SIGNS_BY_NAME.split())


def as_text(tag: str) -> str:
    r"""A number without TeX: signs as characters, formatting dropped, commands nobody knows by their names.

    >>> as_text(r"($\ast$)"), as_text(r"(3$'$)"), as_text(r"(\text{A}.$\alpha_1$)"), as_text("(式 1)")
    ('(∗)', "(3')", '(A.α1)', '(式 1)')
    """
    return TEX.sub(_plain, tag)


def _plain(match: re.Match[str]) -> str:
    if match["command"] is None:
        return match["sign"] or (" " if match["mark"] == "~" else "")
    name = match["command"]
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return SIGNS.get(name) or unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    except KeyError:
        return "" if match["brace"] else name
