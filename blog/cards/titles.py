r"""Titles as plain text: what stands in a formula becomes Unicode where it can, and TeX that one can read elsewhere."""

import re
import unicodedata

FORMULA = re.compile(r"(?<!\\)\$(?P<dollars>(?!\s)[^$]+?(?<!\s))\$(?!\d)|\\\((?P<brackets>.+?)\\\)")
# Two prices are no formula: a digit first, then words, and nothing that only TeX has.
PRICES = re.compile(r"(?=[\d.,]+\s*[^\W\d_])[^\\^_={}<>+]*[\u2e80-\u9fff ][^\\^_={}<>+]*")
PART = re.compile(
    r"""
    \\(?P<command>[A-Za-z]+)\s*
    | \\(?P<sign>[^A-Za-z])
    | (?P<script>[\^_])\s*(?:\{(?P<group>[^{}]*)\}|\\(?P<named>[A-Za-z]+)|(?P<one>[^\s{}\\]))
    """,
    re.VERBOSE,
)
FRACTION = re.compile(r"\\[dt]?frac\s*\{(?P<above>[^{}]*)\}\s*\{(?P<below>[^{}]*)\}")
ROOT = re.compile(r"\\sqrt\s*\{(?P<inside>[^{}]*)\}")
LETTERS = re.compile(r"\\(?P<style>mathbb|mathcal|mathscr|mathfrak)\s*\{?(?P<letter>[A-Za-z])\}?")
STYLES = {"mathbb": "DOUBLE-STRUCK", "mathcal": "SCRIPT", "mathscr": "SCRIPT", "mathfrak": "BLACK-LETTER"}
SIGNS_BY_NAME = """
infty:∞ partial:∂ nabla:∇ ell:ℓ hbar:ℏ emptyset:∅ varnothing:∅ forall:∀ exists:∃ prime:′ dots:… ldots:… cdots:⋯
times:× cdot:· div:÷ pm:± mp:∓ ast:∗ star:⋆ circ:∘ bullet:• oplus:⊕ otimes:⊗ sum:∑ prod:∏ int:∫ oint:∮ sqrt:√
le:≤ leq:≤ ge:≥ geq:≥ ne:≠ neq:≠ ll:≪ gg:≫ approx:≈ equiv:≡ sim:∼ simeq:≃ cong:≅ propto:∝ mid:| parallel:∥ perp:⊥
in:∈ notin:∉ ni:∋ subset:⊂ subseteq:⊆ supset:⊃ supseteq:⊇ cup:∪ cap:∩ setminus:∖ land:∧ lor:∨ wedge:∧ vee:∨ neg:¬
to:→ rightarrow:→ leftarrow:← mapsto:↦ Rightarrow:⇒ Leftarrow:⇐ iff:⇔ implies:⇒ leftrightarrow:↔ uparrow:↑ downarrow:↓
langle:⟨ rangle:⟩ lfloor:⌊ rfloor:⌋ lceil:⌈ rceil:⌉ lvert:| rvert:| Vert:‖ lVert:‖ rVert:‖
varepsilon:ε varphi:φ vartheta:ϑ varrho:ϱ varsigma:ς lambda:λ Lambda:Λ aleph:ℵ Re:ℜ Im:ℑ dagger:† degree:°
"""
SIGNS = {**dict(pair.split(":") for pair in SIGNS_BY_NAME.split()), "quad": " ", "qquad": " "}
SILENT = {"left", "right", "big", "Big", "bigl", "bigr", "mathrm", "mathbf", "mathit", "boldsymbol", "bm", "text"}
SILENT |= {"operatorname", "textstyle", "displaystyle", "limits", "nolimits", "mathsf", "mathtt", "textbf", "textrm"}
FUNCTIONS = {"log", "ln", "exp", "sin", "cos", "tan", "cot", "max", "min", "sup", "inf", "lim", "det", "dim", "ker"}
FUNCTIONS |= {"gcd", "arg", "argmax", "argmin", "deg", "Pr", "mod"}
RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
SCRIPTS = {"^": RAISED, "_": LOWERED}


def readable(title: str) -> str:
    r"""A title without dollars and, as far as Unicode goes, without TeX.

    >>> readable(r"$\ell_2$ 与 $O(n\log n)$"), readable(r"为什么 $e^{i\pi}=-1$")
    ('ℓ₂ 与 O(n log n)', '为什么 e^(iπ)=-1')
    >>> readable(r"$\frac{a}{b} \le \sqrt{x}$, $x \in \mathbb{R}^n$"), readable("从 $5 到 $6 美元")
    ('a/b ≤ √x, x ∈ ℝⁿ', '从 $5 到 $6 美元')
    """
    return " ".join(FORMULA.sub(_formula, title).replace("\\$", "$").split())


def _formula(match: re.Match[str]) -> str:
    if match["dollars"] and PRICES.fullmatch(match["dollars"]):
        return match[0]
    tex = LETTERS.sub(_letter, match["dollars"] or match["brackets"])
    tex = FRACTION.sub(lambda part: f"{_grouped(part['above'])}/{_grouped(part['below'])}", tex)
    tex = ROOT.sub(lambda part: f"√{_grouped(part['inside'])}", tex)
    return PART.sub(_part, tex).replace("{", "").replace("}", "").replace("~", " ").strip()


def _part(match: re.Match[str]) -> str:
    if match["script"]:
        inside = f"\\{match['named']}" if match["named"] else match["group"] or match["one"] or ""
        return _script(match["script"], PART.sub(_part, inside).strip())
    if match["sign"]:
        return {",": " ", ";": " ", ":": " ", "!": "", "\\": " ", "|": "‖"}.get(match["sign"], match["sign"])
    name, is_word = match["command"], match[0][-1].isspace()
    if name in SILENT:
        return ""
    if name in FUNCTIONS:
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        return " " * before.isalnum() + name + " " * (is_word or after.isalnum() or after == "\\")
    sign = _sign(name)
    is_between = is_word and unicodedata.category(sign[0]) == "Sm" and match.string[: match.start()][-1:].strip() != ""
    return " " * is_between + sign + " " * is_word


def _sign(name: str) -> str:
    """A command as a character; one that has none keeps its TeX."""
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return SIGNS.get(name) or unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    except KeyError:
        return f"\\{name}"


def _letter(match: re.Match[str]) -> str:
    """A letter of a special style; those that came early have names of their own."""
    style, letter = STYLES[match["style"]], match["letter"]
    case = "CAPITAL" if letter.isupper() else "SMALL"
    family = "FRAKTUR" if style == "BLACK-LETTER" else style
    for known in (f"{style} {case} {letter.upper()}", f"MATHEMATICAL {family} {case} {letter.upper()}"):
        try:
            return unicodedata.lookup(known)
        except KeyError:
            continue
    return letter


def _script(mark: str, inside: str) -> str:
    forms = SCRIPTS[mark]
    if inside and all(character in forms for character in inside):
        return "".join(forms[character] for character in inside)
    return f"{mark}{inside}" if len(inside) == 1 else f"{mark}({inside})"


def _grouped(tex: str) -> str:
    """In brackets if it would fall apart beside a stroke or under a root."""
    return tex if re.fullmatch(r"\\?\w+", tex) else f"({tex})"
