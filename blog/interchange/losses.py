"""Names what of a text will not look here as its author meant: HTML, attributes, tags of other systems left as text."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from blog.interchange import themes
from blog.rendering import DROPPED_TAGS

LEFT_OUT = re.compile(rf"<(?P<name>{'|'.join(sorted(DROPPED_TAGS))})\b(?!-)", re.IGNORECASE)
# kramdown's, and on a line of its own Hugo's.
ATTRIBUTES = re.compile(r"\{:(?![ ]*toc)[^{}\n]*[.=][^{}\n]*\}")
ATTRIBUTE_LINE = re.compile(r"^[ \t>]*\{[.#][\w-][^{}\n]*\}[ \t]*$", re.MULTILINE)
ALIGNED = re.compile(r"<(?!t[dh]\b)[A-Za-z][\w-]*\s(?:[^<>]*\s)?align\s*=", re.IGNORECASE)
STYLED = re.compile(r"""<[A-Za-z][\w-]*(?:\s[^<>]*)?\sstyle\s*=\s*(?:"(?P<double>[^"<>]*)"|'(?P<single>[^'<>]*)')""")
SIZED = re.compile(
    r"""
      <img\s (?:[^<>]*\s)? (?:width|height)\s*=
    | !\[[^\]\n]*\]\([^()\n]*\) \{ [^{}\n]* \b (?:width|height)\s*=
    """,
    re.VERBOSE,
)
SIZED_TAG = re.compile(r"\{[{%][<%]?[ \t]*(?:include[ \t]+)?(?:figure|image|img)\b[^{}\n]*\b(?:width|height)[ \t]*=")
CAPTIONED = re.compile(
    r"""
    (?:(?<=\n\n)|\A)[ ]{0,3}!\[[^\[\]\n]*[^\s\[\]][^\[\]\n]*\]\([^\s()]+\)
    [ \t]* (?:\n?\{[^{}\n]*\}[ \t]*)? (?=\n\n|\n?\Z)
    """,
    re.VERBOSE,
)
LAID_OUT = re.compile(r"\{[^{}\n]*\b(?P<name>layout(?:-\w+)?|column-[\w-]+|\.column-[\w-]+)\b[^{}\n]*\}")
EMOJI = re.compile(r"(?<![\w:/]):(?:[a-z][a-z0-9_+-]{1,40}|[+-]1):(?!\w)")
STATE = re.compile(r"^[ \t>]*[-*+][ ](?P<state>\[[/<>!?-]\])[ ]", re.MULTILINE)  # of tasks, in FixIt and Obsidian
# Of FixIt: coloured marks and fractions; of many: raised and lowered letters.
SIGNS = re.compile(
    r"""
      ==[^=\n]+==\[[\w-]+\]
    | (?<![\w\])]) \[[^\[\]\n]{1,40}\]/\[[^\[\]\n]{1,40}\] (?![(\[:])
    | (?<![\^\[\\]) \^[^\s^\[\]]{1,40}\^ (?!\^)
    | (?<![~\\]) ~[^\s~]{1,40}~ (?!~)
    """,
    re.VERBOSE,
)
NUMBERED = re.compile(r"\\begin\{(?:equation|align|alignat|gather|multline|flalign|eqnarray)\}")
BOX = re.compile(r"\{:[ ]*\.(?:notice|prompt-)")
SECTION = re.compile(r"(?<![\w@.\\/-])@sec-[\w-]")
PLAYER = re.compile(r"\{[{%][<%]?[ \t]*(?:youtube|vimeo|bilibili|pdf|video)\b")
INLINE_NOTE = re.compile(r"(?<!\\)\^\[(?!\^)")
CITED = re.compile(r"\[[^\[\]\n]*(?<![\w@.])-?@[\w:][^\[\]\n]*\]")
STATEMENT = re.compile(r"^[ \t]*:{3,}[ \t]*\{[^{}\n]*\#(?P<kind>thm|lem|cor|prp|cnj|def|exm|exr)-", re.MULTILINE)
REFERRED = re.compile(r"\\(?:label|tag|(?:eq)?ref)\b")  # where displays have numbers, some are named
# Languages of diagrams that we do not draw.
DIAGRAM = re.compile(
    r"[ \t>]*(?:```+|~~~+)[ \t]*\{?[ ]*"
    r"(?P<language>mermaid|goat|plantuml|puml|ditaa|d2|echarts|chart|markmap|mindmap|wavedrom|svgbob|flow|flowchart|sequence"
    r"|timeline|tikz|vega(?:-lite)?)\b"
)
ICON = re.compile(r"""<i\s[^<>]*class=["'][^"'<>]*\bfa-[^<>]*>""")
# To pages and files of the site that the text comes from; `/media/` is what the import has stored.
LINK = re.compile(r"(?<!!)\[[^\[\]\n]+\]\((?P<address>(?![a-z][\w+.-]*:|//|\#|/media/)[^\s()<>\"']+)[^()\n]*\)")
QUOTED = r"""(?:"[^"\n]*"|'[^'\n]*')"""
UNKNOWN = re.compile(
    rf"""
      \{{%-? \s* (?P<tag>\w+) [^%\n]* %\}}
    | \{{\{{[<%] \s* /? \s* (?P<code>[\w-]+) (?:{QUOTED}|(?!\{{\{{)[^>%\n])* [>%]\}}\}}
    | \{{\{{-? [ ]* (?P<value>[A-Za-z_][\w.]*) (?:\[[^\[\]\n]*\])? [ ]* (?:\|[^{{}}\n]*)? -?\}}\}}
    """,
    re.VERBOSE,
)
TEX = re.compile(r"(?<!\\)\\(?!(?:auto|eq|c)?ref\b)[A-Za-z]{2,}")


def note(written: str, prose: str, notes: list[str], *, is_pandoc: bool = False) -> None:
    """Add a note on each kind of loss.

    Args:
        written: the text without its code, as its author wrote it.
        prose: the same, translated, and without its formulas.
    """
    _note_html(written, prose, notes)
    icons = len(themes.ICON.findall(written)) + len(ICON.findall(prose))
    if icons:
        notes.append(f"icons ({icons} times) are left out")
    _note_such(notes, "links", (match["address"] for match in LINK.finditer(prose)), "lead into the site of the text")
    _note_such(notes, "emoji codes", (match[0] for match in EMOJI.finditer(prose)), "are left as text")
    _note_such(notes, "states of tasks", (match["state"] for match in STATE.finditer(prose)), "are left as text")
    if not is_pandoc:
        _note_such(notes, "signs", (match[0] for match in SIGNS.finditer(prose)), "are left as text")
    unknown = Counter(match[match.lastgroup or 0] for match in UNKNOWN.finditer(prose))
    notes.extend(
        f"{name} ({count} times) is a tag of another system and left as text" for name, count in unknown.items()
    )
    captioned = len(CAPTIONED.findall(prose))
    if captioned and not is_pandoc:
        notes.append(f"alternative texts of pictures ({captioned} times) are captions here")
    if is_pandoc:
        _note_such(notes, "layouts", (match["name"] for match in LAID_OUT.finditer(prose)), "change nothing here")
        kinds = list(dict.fromkeys(match["kind"] for match in STATEMENT.finditer(prose)))
        if len(kinds) > 1:
            notes.append(f"statements ({', '.join(kinds)}) are numbered together here, by Quarto each kind for itself")
        if sections := len(SECTION.findall(written)):
            notes.append(f"references to sections ({sections} times) print their headings here")
        if beside := len(INLINE_NOTE.findall(prose)):
            notes.append(f"notes within the line ({beside} times) stand in the margin here, without numbers")
        if cited := len(CITED.findall(prose)):
            notes.append(f"citations ({cited} times) have the numbers of our list, whatever style the site uses")
        _note_such(notes, "TeX outside formulas", (match[0] for match in TEX.finditer(prose)), "is left as text")
    _note_numbers(written, notes, is_pandoc=is_pandoc)


def _note_html(written: str, prose: str, notes: list[str]) -> None:
    """Elements, attributes and styles of HTML, and what other systems write in their place."""
    names = Counter(match["name"].lower() for match in LEFT_OUT.finditer(prose))
    notes.extend(f"<{name}> ({count} times) is not kept" for name, count in names.items())
    attributes = itertools.chain(ATTRIBUTES.finditer(prose), ATTRIBUTE_LINE.finditer(written))
    _note_such(notes, "attributes", (match[0].strip() for match in attributes), "change nothing here")
    styles = (f"“{match['double'] or match['single'] or ''}”" for match in STYLED.finditer(prose))
    _note_such(notes, "style attributes", styles, "are not kept")
    if aligned := len(ALIGNED.findall(prose)):
        notes.append(f"align attributes ({aligned} times) are not kept")
    if frames := len(themes.FRAME.findall(written)):
        notes.append(f"frames with other sites in them ({frames} times) are links here")
    if boxed := len(BOX.findall(written)):
        notes.append(f"boxes ({boxed} times) bear the names of their kinds here")
    if players := len(PLAYER.findall(written)):
        notes.append(f"players of other sites ({players} times) are links or posters here")
    if sized := len(SIZED.findall(prose)) + len(SIZED_TAG.findall(written)):
        notes.append(f"sizes of pictures ({sized} times) are not kept")


def _note_numbers(written: str, notes: list[str], *, is_pandoc: bool) -> None:
    """Displays that have numbers here, where Pandoc gives none, and MathJax by default."""
    numbered = NUMBERED.findall(written)
    if numbered and is_pandoc:
        notes.append(f"displays that Pandoc leaves without a number ({len(numbered)} times) have one here")
    elif numbered and not REFERRED.search(written):
        notes.append(
            f"displays such as {numbered[0]} ({len(numbered)} times) have numbers here, elsewhere perhaps none"
        )


def note_diagrams(code: Iterable[str], notes: list[str]) -> None:
    """Add a note on each language of diagrams in which code is written."""
    found = Counter(match["language"] for part in code if (match := DIAGRAM.match(part)))
    notes.extend(f"diagrams of {name} ({count} times) are shown as code" for name, count in found.items())


def _note_such(notes: list[str], what: str, found: Iterable[str], becomes: str) -> None:
    """One note on all of a kind, with the most frequent as an example."""
    counts = Counter(found)
    if counts:
        notes.append(f"{what} such as {counts.most_common(1)[0][0]} ({counts.total()} times) {becomes}")
