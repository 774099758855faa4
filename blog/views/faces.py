"""Which of KaTeX's faces the formulas of a page are drawn in, so that it can ask for them at once.

Formulas whose faces come late wrap anew and move the text below: a shift of 0.42 where they stand close. The faces of
what is below the first window come last (`static/js/late.js`), so as not to take the line from what is read first; but
they come, because browsers print what they have: a formula that was never laid out on a phone would be blank on paper.
Stored HTML says by its classes what is drawn; which face a class takes, KaTeX's sheet says. Three faces are served in
parts (`config.katex_faces`). A face that is missed comes as late as without; one too many would be fetched in vain.
"""

import html as escapes
import re
from functools import lru_cache
from typing import NamedTuple

HEAD = 60_000  # characters of stored HTML: at its densest a thousand that are seen, more than a window of 1440 by 900
# A drawing ends before the first tag that is none of its own.
DRAWINGS = re.compile(r'<span class="katex-html[^>]*>(?:[^<]++|</?(?:span|svg|path|i|wbr)\b[^>]*+>)*+')
SPANS = re.compile(r'<span(?: class="(?P<words>[^"]+)")?[^>]*>(?P<text>[^<]*)')
LETTERS = frozenset(map(chr, range(0x80)))
FOREIGN = re.compile("[\u2e80-\udfff\uf900-\U0010ffff]")  # Chinese and all else that KaTeX's faces have not
BELOW = "\u200b"  # KaTeX writes it below each index, and has it in no face
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
# frequent signs of AMS are those of 24,000 formulas of other authors, and their mirror images; those of Main stand in 2
# or more of 93 of these texts, and come with the letters, because nearly each formula has one.
PARTS: dict[str, dict[str, frozenset[str] | None]] = {
    "AMS-Regular": {
        "Letters": LETTERS,
        "Signs": frozenset("∁∄∅∤∴∵∼∽≜≦≧≲≳≼≽≾≿⊊⊋⇝□■⩽⩾"),
        "Rare": None,
    },
    "Main-Bold": {"Letters": LETTERS, "Rare": None},
    "Main-Regular": {
        "Letters": LETTERS
        | frozenset("\xa0±×ˉΓΔΘΛΣ…′ℓ←→⇒⇔∀∂∇∈∋−∗∘∝∞∣∥∼≈≤≥⊗⊙⊤⋅⋮⋯⋱⌊⌋⟨⟩⟹\ue020"),  # the last is the stroke of ≠
        "Rare": None,
    },
}
DEFAULT = "Main-Regular"  # what a formula is drawn in whose classes say nothing else
SIZES = {
    **{("delimsizing", f"size{size}"): f"Size{size}" for size in (1, 2, 3, 4)},
    ("delim-size1",): "Size1",
    ("delim-size4",): "Size4",
    ("op-symbol", "small-op"): "Size1",
    ("op-symbol", "large-op"): "Size2",
}


class Face(NamedTuple):
    """A face that draws formulas of a page, in the words of CSS.

    >>> face = Face("Main-BoldItalic")
    >>> face.family, face.weight, face.style
    ('KaTeX_Main', 'bold', 'italic')
    """

    file: str  # as KaTeX names it, without what is the same for all

    @property
    def family(self) -> str:
        return "KaTeX_" + self.file.split("-")[0]

    @property
    def weight(self) -> str:
        return "bold" if "-Bold" in self.file else "normal"

    @property
    def style(self) -> str:
        return "italic" if "Italic" in self.file else "normal"


class Faces(NamedTuple):
    """The faces of a page's formulas, sorted by file."""

    first: list[Face]  # of the head of the page
    late: list[Face]  # of what is below alone


def faces_of(*texts: str) -> Faces:
    """The faces of the formulas of a page.

    Args:
        texts: stored HTML, in the order in which the page shows it.

    >>> html = '<span class="katex-html"><span class="mathnormal">x</span><span class="mathbf">A</span></span>'
    >>> [face.file for face in faces_of(html).first]
    ['Main-Bold-Letters', 'Main-Regular-Letters', 'Math-Italic']
    >>> any(faces_of("<p>Text</p>"))
    False
    """
    text = "".join(texts)
    first = _faces_in(text[:HEAD])
    late = _faces_in(text) - first if len(text) > HEAD else set()
    return Faces(*([Face(file) for file in sorted(found)] for found in (first, late)))


def _faces_in(text: str) -> set[str]:
    drawn = "".join(DRAWINGS.findall(text))
    if not drawn:
        return set()
    spans = {(span["words"] or "", escapes.unescape(span["text"])) for span in SPANS.finditer(drawn)}
    faces = {DEFAULT}.union(*(_faces(words) for words, _ in spans))
    # The part with the space is taken for the height of lines, whatever is drawn.
    parts = {_part(DEFAULT, " ")}.union(*(_parts(words, signs) for words, signs in spans))
    return faces - PARTS.keys() | parts


def _parts(words: str, signs: str) -> set[str]:
    """The parts of faces that an element of these classes draws its signs in."""
    faces = (_faces(words) or {DEFAULT}) & PARTS.keys()
    return {_part(face, sign) for face in faces for sign in signs if sign != BELOW and not FOREIGN.match(sign)}


def _part(face: str, character: str) -> str:
    return next(f"{face}-{part}" for part, held in PARTS[face].items() if held is None or character in held)


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
