"""Which of KaTeX's faces the formulas of a page are drawn in, so that the page can ask for them before it is laid out.

Formulas whose faces come late wrap anew and move the text below: a shift of 0.42 where they stand close. Stored HTML
says by its classes what is drawn; which face a class takes, KaTeX's sheet says. Two faces are served in parts
(`config.katex_faces`). A face that is missed comes as late as without; one too many would be fetched in vain.
"""

import re
from functools import lru_cache

CLASSES = re.compile(r'class="(?P<words>[^"]+)"')
LETTERS = frozenset(map(chr, range(0x80)))
# Class -> family, in the order of the style sheet: the last that an element bears wins.
FAMILIES = {
    **dict.fromkeys(["textrm", "mathit", "mathbf", "textbf", "textit", "mainrm"], "Main"),
    **dict.fromkeys(["textsf", "mathsf", "mathboldsf", "textboldsf", "mathitsf", "mathsfit", "textitsf"], "SansSerif"),
    **dict.fromkeys(["texttt", "mathtt"], "Typewriter"),
    **dict.fromkeys(["mathnormal", "boldsymbol"], "Math"),
    **dict.fromkeys(["amsrm", "mathbb", "textbb"], "AMS"),
    **dict.fromkeys(["mathfrak", "textfrak", "mathboldfrak", "textboldfrak"], "Fraktur"),
    **dict.fromkeys(["mathscr", "textscr"], "Script"),
    "mathcal": "Caligraphic",
}
# Families with more than one style, and which; the browser makes up what is not there.
STYLES = {
    "Main": {"Bold", "BoldItalic", "Italic"},
    "Math": {"BoldItalic", "Italic"},
    "SansSerif": {"Bold", "Italic"},
    "Fraktur": {"Bold"},
    "Caligraphic": {"Bold"},
}
BOLD = {"textbf", "mathbf", "boldsymbol", "mathboldsf", "textboldsf", "mathboldfrak", "textboldfrak"}
ITALIC = {"textit", "mathit", "mathnormal", "boldsymbol", "mathitsf", "mathsfit", "textitsf"}
# The largest faces are served in parts (`config.katex_faces`): by part the characters in it, None for all others. The
# frequent signs are those of 24,000 formulas of other authors, and their mirror images.
PARTS: dict[str, dict[str, frozenset[str] | None]] = {
    "AMS-Regular": {
        "Letters": LETTERS,
        "Signs": frozenset("∁∄∅∤∴∵∼∽≜≦≧≲≳≼≽≾≿⊊⊋⇝□■⩽⩾"),
        "Rare": None,
    },
    "Main-Bold": {"Letters": LETTERS, "Rare": None},
}
SIZES = {
    **{("delimsizing", f"size{size}"): f"Size{size}" for size in (1, 2, 3, 4)},
    ("delim-size1",): "Size1",
    ("delim-size4",): "Size4",
    ("op-symbol", "small-op"): "Size1",
    ("op-symbol", "large-op"): "Size2",
}


def faces_of(*texts: str) -> list[str]:
    """The faces of all formulas in stored HTML, as their files are named.

    >>> faces_of('<span class="katex"><span class="mord mathnormal">x</span><span class="mord mathbf">A</span></span>')
    ['Main-Bold-Letters', 'Main-Regular', 'Math-Italic']
    >>> faces_of("<p>Text</p>")
    []
    """
    attributes = {words for text in texts for words in CLASSES.findall(text)}
    if "katex" not in attributes:
        return []
    faces = {"Main-Regular"}.union(*map(_faces, attributes))
    parted = {(words, face) for words in attributes for face in _faces(words) & PARTS.keys()}
    parts = {f"{face}-{_part(face, sign)}" for words, face in parted for html in texts for sign in _drawn(html, words)}
    return sorted(faces - PARTS.keys() | parts)


def _drawn(html: str, words: str) -> set[str]:
    """The characters in elements of just these classes."""
    return {sign for rest in html.split(f'class="{words}"')[1:] for sign in rest[rest.find(">") + 1 : rest.find("<")]}


def _part(face: str, character: str) -> str:
    return next(name for name, held in PARTS[face].items() if held is None or character in held)


@lru_cache(maxsize=4096)  # pages share most of their some hundred
def _faces(attribute: str) -> set[str]:
    """What an element of these classes is drawn in, if they say it."""
    words = set(attribute.split())
    sizes = {f"{face}-Regular" for names, face in SIZES.items() if words.issuperset(names)}
    families = [family for name, family in FAMILIES.items() if name in words]
    if not families:
        return sizes
    family, style = families[-1], ("Bold" if words & BOLD else "") + ("Italic" if words & ITALIC else "")
    face = f"{family}-{style if style in STYLES.get(family, ()) else 'Regular'}"
    return sizes | {face}
