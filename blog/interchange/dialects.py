"""Says in plain Markdown what other systems have their own signs for, and names what has no such form.

Hexo's tags and Liquid's (`{% ... %}`), Hugo's shortcodes (`{{< ... >}}`), Quarto's references and cells, kramdown's
`$$` inside a line and its table of contents. What is not known stays as it is typed, with a note.
"""

import re
from collections import Counter

from blog.interchange import quarto, tags, themes

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
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}\n?")
CONTENTS = re.compile(
    r"^(?:[ \t]*[*+-][ \t]+\S[^\n]*\n)?[ \t]*\{:\s*toc\s*\}[ \t]*$|^\[(?:toc|TOC)\][ \t]*$", re.MULTILINE
)
CODE = re.compile(r"(^[ \t]*(?:```|~~~).*?^[ \t]*(?:```|~~~)[ \t]*$|(?<!`)`+[^`]+?`+(?!`))", re.DOTALL | re.MULTILINE)
CODE_FORMULA = re.compile(
    r"(?<!`)`(?P<formula>\$\$?[^`$]+\$\$?|\\\([^`]+?\\\)|\\\[[^`]+?\\\]|\\begin\{[^`]+\\end\{\w+\*?\})`(?!`)"
)
FEWEST_CODE_FORMULAS = 5  # fewer may be examples in a text about TeX
DOLLAR = re.compile(r"(?<!\\)\$")
SINGLE_DOLLAR = re.compile(r"(?<![$\\])\$(?!\$)")
INLINE_DISPLAY = re.compile(
    r"(?<=\S)(?P<before>[ \t]*)\$\$(?P<tex>[^$\n]+?)\$\$|^\$\$(?P<first>[^$\n]+?)\$\$(?=[ \t]*\S)", re.MULTILINE
)
UNKNOWN = re.compile(r"\{%-?\s*(?P<tag>\w+)[^%\n]*%\}|\{\{[<%]\s*/?\s*(?P<code>[\w-]+)(?:(?!\{\{)[^>%\n])*[>%]\}\}")


def translate(text: str, notes: list[str]) -> str:
    r"""Plain Markdown for a text of Hexo, Hugo or Jekyll; what has no form here is noted.

    >>> translate("{% highlight python %}\nx\n{% endhighlight %}", [])
    '```python\nx\n```'
    """
    text = CODE_SHORTCODE.sub(_fence, CODE_TAG.sub(_fence, text))
    text = _formulas_out_of_code(text, notes)
    parts = CODE.split(text)  # every second part is code, and stays
    sections = quarto.find_sections(parts[::2])
    parts[1::2] = quarto.translate_code(parts[1::2], notes)
    prose = [themes.translate(tags.translate(CONTENTS.sub("", RAW.sub("", part)))) for part in parts[::2]]
    prose = [quarto.translate(part, sections) for part in prose]
    themes.note_losses(prose, notes)
    unknown = Counter(match["tag"] or match["code"] for part in prose for match in UNKNOWN.finditer(part))
    notes.extend(
        f"{name} ({count} times) is a tag of another system and left as text" for name, count in unknown.items()
    )
    parts[::2] = _inline_displays(prose, notes)
    return "".join(parts)


def _formulas_out_of_code(text: str, notes: list[str]) -> str:
    """blogdown writes every formula as code; where hardly one stands outside, those inside are meant."""
    outside = sum(len(DOLLAR.findall(part)) for part in CODE.split(text)[::2])
    plain, count = CODE_FORMULA.subn(lambda match: match["formula"], text)
    if count < FEWEST_CODE_FORMULAS or count < outside:
        return text
    notes.append(f"{count} formulas written as code taken as formulas")
    return plain


def _fence(match: re.Match[str]) -> str:
    options = match["options"].replace("lang:", "").split()
    language = next((option.strip('"') for option in options if re.fullmatch(r'"?[\w+#.-]+"?', option)), "")
    return f"```{language}\n{match['code']}\n```"


def _inline_displays(parts: list[str], notes: list[str]) -> list[str]:
    """kramdown has no single dollars: in a text without any, `$$x$$` beside words is a formula of the line."""
    if any(SINGLE_DOLLAR.search(part) for part in parts):
        return parts
    changed = [INLINE_DISPLAY.subn(_with_single_dollars, part) for part in parts]
    if count := sum(number for _, number in changed):
        notes.append(f"{count} formulas between double dollars inside a line taken as formulas of the line")
    return [part for part, _ in changed]


def _with_single_dollars(match: re.Match[str]) -> str:
    return f"{match['before'] or ''}${(match['tex'] or match['first']).strip()}$"
