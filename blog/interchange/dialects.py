"""Says in plain Markdown what other systems have their own signs for, and names what has no such form.

Hexo's tags and Liquid's (`{% ... %}`), Hugo's shortcodes (`{{< ... >}}`), Quarto's references and cells, kramdown's
`$$` inside a line and its table of contents. What is not known stays as it is typed, with a note.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blog.interchange import code, formulas, line_ends, losses, punctuation, quarto, tags, themes
from blog.interchange.shelf import FOREIGN, Shelf
from blog.rendering import drop_comments

CODE_TAG = re.compile(
    r"""
    ^[ \t]*\{%-?\s*(?P<tag>codeblock|highlight)\s*(?P<options>[^%\n]*?)-?%\}[ \t]*\n
    (?P<code>.*?)
    \n?[ \t]*\{%-?\s*end(?P=tag)\s*-?%\}
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
CODE_SHORTCODE = re.compile(
    r"""
    ^[ \t]*\{\{[<%]\s*highlight\s+(?P<options>[^>%\n]*?)[>%]\}\}[ \t]*\n
    (?P<code>.*?)
    \n?[ \t]*\{\{[<%]\s*/\s*highlight\s*[>%]\}\}
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
FENCE = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}\n?")
CONTENTS = re.compile(
    r"^(?:[ \t]*[*+-][ \t]+\S[^\n]*\n)?[ \t]*\{:\s*toc\s*\}[ \t]*$|^\[(?:toc|TOC)\][ \t]*$", re.MULTILINE
)
SINGLE_DOLLAR = re.compile(r"(?<![$\\])\$(?!\$)")
INLINE_DISPLAY = re.compile(
    r"(?<=\S)(?P<before>[ \t]*)\$\$(?P<tex>[^$\n]+?)\$\$|^\$\$(?P<first>[^$\n]+?)\$\$(?=[ \t]*\S)", re.MULTILINE
)
# Liquid in Liquid's own words: `{{ "{% raw %}" }}` prints what stands between the quotes, in code, too.
LITERAL = re.compile(r"""\{\{-?[ ]*(?P<quote>["'])(?P<text>\{[%{][^\n{}]*)(?P=quote)[ ]*-?\}\}""")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)*")


@dataclass(frozen=True)
class Engine:
    """What is known of the engine that a text was written for."""

    is_pandoc: bool = False
    breaks_lines: bool = False  # at each line end within a paragraph


UNKNOWN = Engine()


def translate(text: str, notes: list[str], *, page: Mapping[str, Any] | None = None, engine: Engine = UNKNOWN) -> str:
    r"""Plain Markdown for a text of Hexo, Hugo, Jekyll or Quarto; what has no form here is noted.

    Args:
        page: the front matter.

    >>> translate("{% highlight python %}\nx\n{% endhighlight %}", [])
    '```python\nx\n```'
    """
    text = CODE_SHORTCODE.sub(_fence, CODE_TAG.sub(_fence, FOREIGN.sub("", text)))
    text = formulas.out_of_code(text, notes)
    if not engine.is_pandoc:
        text = formulas.unescape(text, notes)
    elif "tex_math_single_backslash" not in str(page):  # Pandoc's extension that makes formulas of them
        text = formulas.bare_brackets(text, notes)
    shelf = Shelf("code")
    written = _without_code(text, shelf)
    shelf.kept = quarto.translate_code([LITERAL.sub(r"\g<text>", part) for part in shelf.kept], notes)
    prose, contents = CONTENTS.subn("", RAW.sub("", written))
    if contents:
        notes.append("a table of contents in the text is left out: each page has its own")
    prose = themes.translate(tags.translate(prose, page))
    prose = quarto.translate(prose, quarto.find_sections([prose]))
    tex = Shelf("formula")
    prose = formulas.put_aside(prose, tex)
    prose = punctuation.typeset(quarto.raise_and_lower(prose) if engine.is_pandoc else prose)
    seen = _without_comments(prose)
    losses.note(_without_comments(written), seen, notes, is_pandoc=engine.is_pandoc)
    if engine.breaks_lines:
        prose = line_ends.keep(prose)
    elif not engine.is_pandoc and (ends := line_ends.count(seen)):
        notes.append(f"line ends within paragraphs ({ends} times) break no lines here; --breaks makes them do so")
    losses.note_diagrams(shelf.kept, notes)
    return shelf.restore(_inline_displays(tex.restore(prose), notes))


def _without_comments(text: str) -> str:
    return drop_comments(text) if "<!--" in text else text


def _without_code(text: str, shelf: Shelf) -> str:
    """The text with a placeholder for each piece of code; in a quote one for each line, whose markers are no code."""
    pieces, position = [], 0
    for start, stop in code.places(text):
        first, *lines = text[start:stop].split("\n")
        if lines and ">" in text[text.rfind("\n", 0, start) + 1 : start]:
            held = "\n".join([shelf.put(first), *(_behind_markers(shelf, line) for line in lines)])
        else:
            held = shelf.put(text[start:stop])
        pieces += [text[position:start], held]
        position = stop
    return "".join([*pieces, text[position:]])


def _behind_markers(shelf: Shelf, line: str) -> str:
    markers = QUOTE.match(line)
    start = markers.end() if markers else 0
    return line[:start] + shelf.put(line[start:])


def _fence(match: re.Match[str]) -> str:
    options = match["options"].replace("lang:", "").split()
    language = next((option.strip('"') for option in options if re.fullmatch(r'"?[\w+#.-]+"?', option)), "")
    numbered = any(option.startswith("linenos") and option != "linenos=false" for option in options)
    attributes = " {linenos=true}" if numbered and language else ""
    inside = max(map(len, FENCE.findall(match["code"])), default=0)
    ticks = "`" * max(3, inside + 1)
    return f"{ticks}{language}{attributes}\n{match['code']}\n{ticks}"


def _inline_displays(prose: str, notes: list[str]) -> str:
    """kramdown has no single dollars: in a text without any, `$$x$$` beside words is a formula of the line."""
    if SINGLE_DOLLAR.search(prose):
        return prose
    changed, count = INLINE_DISPLAY.subn(_with_single_dollars, prose)
    if count:
        notes.append(f"{count} formulas between double dollars inside a line taken as formulas of the line")
    return changed


def _with_single_dollars(match: re.Match[str]) -> str:
    return f"{match['before'] or ''}${(match['tex'] or match['first']).strip()}$"
