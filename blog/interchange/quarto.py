r"""Says in our forms what Quarto and Pandoc have their own signs for: references, labels of equations, cells.

The forms are those of https://quarto.org/docs/authoring/cross-references.html. What a cell would print is not there,
since nothing is run; that is noted.
"""

import re
from collections.abc import Iterable, Sequence

KINDS = "fig|tbl|eq|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|lst|sec"
NAME = r"[^\W_](?:[\w.:/-]*\w)?"  # no sign of the sentence at its end
# `@fig-a`, `-@fig-a` for the number alone, `[@fig-a]`, `[@fig-a; @fig-b]`.
REFERENCE = re.compile(
    rf"""
    \[(?P<several>-?@(?:{KINDS})-{NAME} (?:[ ]*;[ ]*-?@(?:{KINDS})-{NAME})*)\]
    | (?<![\w@.\\/-])(?P<number>-?)@(?P<label>(?:{KINDS})-{NAME})
    """,
    re.VERBOSE,
)
ONE = re.compile(r"(?P<number>-?)@(?P<label>[^\s;]+)")
SECTION = re.compile(
    r"^[ ]{0,3}\#+[ \t]+(?P<title>[^\n]*)\{[^{}\n]*\#(?P<label>sec-[\w.:-]+)[^{}\n]*\}[ \t]*$",
    re.MULTILINE | re.VERBOSE,
)
LABELLED = re.compile(r"(?P<end>\n?)\$\$[ \t]*\{\#(?P<label>eq-[\w.:-]+)[^{}\n]*\}")
# Pandoc takes spaces within the braces of attributes, Python-Markdown does not.
SPACED = re.compile(r"(?<=[\])])\{[ \t]+(?P<attributes>[#.][^{}\n]*?)[ \t]*\}")
FOLDED = re.compile(
    r"^(?P<colons>[ \t]*:{3,})[ \t]*\{[ \t]*\.callout-(?P<kind>\w+)[^{}\n]*\bcollapse=[\"']?true[^{}\n]*\}[ \t]*"
    r"(?P<blank>\n\s*)(?:\#+[ \t]+(?P<title>[^\n]+))?",
    re.MULTILINE,
)
TITLE = re.compile(r"""\btitle=(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)')""")
SOURCES_HERE = re.compile(r"^:{3,}[ \t]*\{\#refs\b[^{}\n]*\}[ \t]*\n\s*^:{3,}[ \t]*$", re.MULTILINE)
CELL = re.compile(
    r"\A(?P<margin>[ \t]*)(?P<fence>```+|~~~+)[ \t]*\{(?P<language>[A-Za-z][\w+#]*)(?P<options>[^}\n]*)\}[ \t]*\n"
)
OPTION = re.compile(
    r"^[ \t]*(?:\#|//|%%|--)[ ]*\|(?:[ \t]*(?P<name>[\w.-]+):[ \t]*(?P<value>[^\n]*)|[^\n]*)\n", re.MULTILINE
)
RAW = re.compile(
    r"\A[ \t]*(?P<fence>```+|~~~+)[ \t]*\{=html\}[ \t]*\n(?P<html>.*?)^[ \t]*(?P=fence)[ \t]*\Z",
    re.DOTALL | re.MULTILINE,
)

# Pandoc reads definitions of macros in the text; here they stand between dollars.
MACROS = re.compile(
    r"""
    (?:(?<=\n\n)|\A)
    (?P<definitions>(?:\\(?:(?:re|provide)?newcommand\*?[{\\]|DeclareMathOperator)[^\n]*\n)+)
    (?=\n|\Z)
    """,
    re.VERBOSE,
)
# Pandoc's raised and lowered text.
RAISED = re.compile(r"(?<![\\\[^])\^(?!\[)(?P<text>[^\s^\[\]{}]+)\^")
LOWERED = re.compile(r"(?<![\\~/])~(?!~)(?P<text>[^\s~/]+)~(?!~)")
INLINE_CELL = re.compile(r"`(?:r|\{(?:r|python|julia)\})[ ]+[^`\n]+`")
DRAWN = {"dot"}  # what is drawn here, not run


def find_sections(prose: Iterable[str]) -> dict[str, str]:
    """The titles of the headings that can be referred to, by their labels."""
    return {match["label"]: match["title"].strip() for part in prose for match in SECTION.finditer(part)}


def translate(prose: str, sections: dict[str, str]) -> str:
    r"""References and labels as they are written here.

    >>> translate("见 @fig-a 与 [-@eq-b; @sec-c]。", {"sec-c": "证明"})
    '见 \\autoref{fig-a} 与 \\ref{eq-b}, [证明](#sec-c)。'
    >>> translate("$$\nx\n$$ {#eq-x}", {})
    '$$\nx\n\\label{eq-x}$$'
    >>> translate("\\newcommand{\\R}{\\mathbb R}\n\n$\\R$", {})
    '$$\\newcommand{\\R}{\\mathbb R}$$\n\n$\\R$'
    """

    def refer(match: re.Match[str]) -> str:
        found = ONE.finditer(match["several"] or match[0])
        return ", ".join(_reference(one["label"], sections, is_bare=bool(one["number"])) for one in found)

    prose = MACROS.sub(lambda match: f"$${match['definitions'].rstrip()}$$\n", prose)
    prose = LABELLED.sub(lambda match: f"{match['end']}\\label{{{match['label']}}}$$", prose)
    prose = FOLDED.sub(_opened_on_a_click, SPACED.sub(r"{\g<attributes>}", prose))
    return REFERENCE.sub(refer, SOURCES_HERE.sub("", prose))


def raise_and_lower(prose: str) -> str:
    """Superscripts and subscripts between carets and tildes; formulas must not be in the text.

    >>> raise_and_lower("H~2~O, x^2^, [^1] ~~a~~")
    'H<sub>2</sub>O, x<sup>2</sup>, [^1] ~~a~~'
    """
    return LOWERED.sub(r"<sub>\g<text></sub>", RAISED.sub(r"<sup>\g<text></sup>", prose))


def _opened_on_a_click(match: re.Match[str]) -> str:
    """A callout that is folded; its title stands in its first line or is its first heading."""
    named = TITLE.search(match[0])
    title = (named["double"] or named["single"] or "") if named else match["title"] or ""
    rest = f"{match['blank']}{match[0][match.end('blank') - match.start() :] if named else ''}"
    return f"{match['colons']} {match['kind']}{f' {title}' if title else ''} {{collapse=true}}{rest}"


def _reference(label: str, sections: dict[str, str], *, is_bare: bool) -> str:
    if label in sections:
        return f"[{sections[label]}](#{label})"
    return f"\\ref{{{label}}}" if is_bare else f"\\autoref{{{label}}}"


def translate_code(parts: Sequence[str], notes: list[str]) -> list[str]:
    """Cells as plain blocks of code, with one note on all that would have been run."""
    code: list[str] = []
    missing: list[str] = []
    computed: list[str] = []
    for part in parts:
        cell, raw = CELL.match(part), RAW.match(part)
        if raw:
            code.append(raw["html"])
        elif cell:
            options = {
                found["name"]: found["value"].strip(" \t\"'") for found in OPTION.finditer(part) if found["name"]
            }
            if cell["language"] not in DRAWN:
                missing.append(options.get("label", ""))
            code.append(_block(part, cell, options))
        else:
            computed.extend([part] * bool(INLINE_CELL.fullmatch(part)))
            code.append(part)
    if missing:
        named = ", ".join(label for label in missing if label)
        notes.append(
            f"{len(missing)} cells are shown and not run{f', what they print is missing: {named}' * bool(named)}"
        )
    if fenced := sum("echo: fenced" in part for part in parts):
        notes.append(f"the options of {fenced} cells (echo: fenced) are not shown")
    if computed:
        notes.append(f"{len(computed)} values computed within the text are not there: {computed[0]}")
    return code


def _block(part: str, cell: re.Match[str], options: dict[str, str]) -> str:
    """The cell's code behind its language, with the title that its options name."""
    title = options.get("lst-cap") or options.get("filename") or ""
    attribute = f' title="{title.replace(chr(34), "”")}"' if title else ""
    return f"{cell['margin']}{cell['fence']}{cell['language']}{attribute}\n{OPTION.sub('', part[cell.end() :])}"
