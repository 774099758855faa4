r"""Mends MathML in which KaTeX puts elements where only text may stand.

`\mathop{\int\,\int}` becomes `<mo>` with elements in it. A browser reads those as HTML, does not know that `<mspace/>`
is empty, and takes the rest of the page for its content (WHATWG HTML, 13.2.6: MathML text integration points).
"""

import re

TOKENS = {"mi", "mo", "mn", "ms", "mtext"}  # hold text only (MathML Core, 3.2)
SUSPECT = re.compile(r"<(?:mi|mo|mn|ms|mtext)\b[^>]*>[^<]*<[^/]")
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z]+)(?P<attributes>[^>]*?)(?P<empty>/?)>")


def mended(drawing: str) -> str:
    """A drawing in which text elements that hold others are rows.

    >>> mended('<math><mo stretchy="false"><mo>a</mo><mspace/></mo><mi>b</mi></math>')
    '<math><mrow><mo>a</mo><mspace/></mrow><mi>b</mi></math>'
    """
    if not SUSPECT.search(drawing):
        return drawing
    stop = drawing.find("</math>")
    return _mended(drawing[:stop]) + drawing[stop:]


def _mended(mathml: str) -> str:
    parts: list[str] = []
    open_tags: list[int] = []  # where in `parts`
    position = 0
    for match in TAG.finditer(mathml):
        parts += [mathml[position : match.start()], match.group()]
        position = match.end()
        if match["close"]:
            if open_tags and parts[open_tags.pop()] == "<mrow>" and match["name"] in TOKENS:
                parts[-1] = "</mrow>"
            continue
        if open_tags and _name(parts[open_tags[-1]]) in TOKENS:
            parts[open_tags[-1]] = "<mrow>"
        if not match["empty"]:
            open_tags.append(len(parts) - 1)
    return "".join([*parts, mathml[position:]])


def _name(tag: str) -> str:
    match = TAG.match(tag)
    return match["name"] if match else ""
