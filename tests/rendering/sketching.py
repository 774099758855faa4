"""Shortens rendered HTML so that a test can state what a reader would notice; reads it as a browser does.

| in the HTML | in the sketch |
|---|---|
| an inline formula with the mark that is kept on its line | `⟦x+y，⟧` |
| a display with its ids and its numbers | `⟦display #eq-a x+y | (1)⟧` |
| a formula that could not be drawn | `⟦failed $x$⟧`, `⟦failed display $$x$$⟧` |
| a block of code with its title | `⟦code python (a.py): x = 1⟧` |
| its numbers, and its lines of a kind | `⟦code python lines 5-7 highlighted 1,3 added 2: …⟧` |
| a heading's link to itself | `⟦#anchor⟧` |
| a poster of a video or a file, with its host | `⟦poster 打开 PDF：a.pdf (a.example) https://a.example/a.pdf⟧` |
"""

import html as escaping
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib

MATHML = "{http://www.w3.org/1998/Math/MathML}"
BLOCKS = {
    *(
        "article",
        "blockquote",
        "center",
        "details",
        "div",
        "figcaption",
        "figure",
        "hr",
        "p",
        "pre",
        "section",
        "summary",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "li", "ol", "ul"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr"),
}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
VERBATIM = {"code", "pre"}
# Stand, while writing, where white space is not seen: at the edge of a block, and at that of a topmost block.
EDGE, TOP = "\x1e", "\x1d"


def sketch(html: str) -> str:
    """The HTML with short forms in place of drawings, each topmost block on a line of its own.

    >>> print(sketch('<p>a</p> <ul> <li>b</li></ul><figure class="code"><pre><code>x</code></pre></figure>'))
    <p>a</p>
    <ul><li>b</li></ul>
    ⟦code: x⟧
    """
    written = _inside(parse(html), TOP)
    blocks = re.sub(rf"\s*{TOP}[\s{TOP}{EDGE}]*", "\n", written.replace(EDGE + TOP, TOP))
    return re.sub(rf"\s*{EDGE}[\s{EDGE}]*", "", blocks).strip()


def parse(html: str) -> Element:
    """The tree that a browser makes of the HTML of an article's body."""
    root: Element = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return root


def has_class(element: Element, name: str) -> bool:
    """Whether an element has a class."""
    return name in element.get("class", "").split()


def local_name(element: Element) -> str:
    """An element's tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _inside(element: Element, edge: str = EDGE) -> str:
    parts = [_text(element, element.text)]
    for child in element:
        around = edge if child.tag in BLOCKS else ""
        parts += [around, _element(child), around, _text(element, child.tail)]
    return "".join(parts)


def _text(parent: Element, text: str | None) -> str:
    """Text as HTML; the indentation of a line in a paragraph is not seen, that of a line of code is."""
    shown = text or "" if parent.tag in VERBATIM else re.sub(r"\n[ \t]+", "\n", text or "")
    return escaping.escape(shown, quote=False).replace("\xa0", "&nbsp;")


def _element(element: Element) -> str:
    """One element with all that is in it, or its short form."""
    for name, short_form in SHORT_FORMS.items():
        if has_class(element, name):
            return short_form(element)
    tag = local_name(element)
    opening = f"<{tag}{''.join(_attributes(element))}>"
    if tag in VOID:
        return opening
    edge = EDGE if tag in BLOCKS - {"pre"} else ""
    return f"{opening}{edge}{_inside(element)}{edge}</{tag}>"


def _attributes(element: Element) -> Iterator[str]:
    for name, value in element.items():
        yield f' {name}="{escaping.escape(value)}"'


def _inline(element: Element) -> str:
    """The TeX with the marks that stand in its span: they may not be parted from it by the end of a line."""
    return f"⟦{element.text or ''}{_tex(element)}{''.join(child.tail or '' for child in element)}⟧"


def _display(element: Element) -> str:
    ids = "".join(f"#{part.get('id')} " for part in element.iter() if part.get("id"))
    failed = _first(element, lambda part: has_class(part, "tex-error"))
    if failed is not None:
        return f"⟦failed display {ids}{_collapsed(failed)}⟧"
    numbers = " ".join(_collapsed(part) for part in element.iter() if part.get("intent") == ":equation-label")
    return f"⟦display {ids}{_tex(element)}{f' | {numbers}' if numbers else ''}⟧"


def _failed(element: Element) -> str:
    return f"⟦failed {_collapsed(element)}⟧"


def _code(element: Element) -> str:
    code = _first(element, lambda part: part.tag == "code")
    languages = [] if code is None else [code.get("class", "").removeprefix("language-")]
    titles = [f"({''.join(span.itertext())})" for span in element.findall("figcaption/span")[1:]]
    text = "" if code is None else "".join(code.itertext())
    lines = [*_numbers(element), *(part for name, kind in LINES.items() for part in _lines(code, name, kind))]
    return f"⟦{' '.join(part for part in ['code', *languages, *titles, *lines] if part)}: {text}⟧"


def _numbers(figure: Element) -> Iterator[str]:
    """The first and the last number of a column of numbers; each line must show its own on paper, too."""
    gutter = _first(figure, lambda part: has_class(part, "gutter"))
    if gutter is not None:
        numbers = "".join(gutter.itertext()).split("\n")
        assert [part.get("data-line") for part in figure.iter("span") if has_class(part, "line")] == numbers
        yield f"lines {numbers[0]}-{numbers[-1]}"


def _lines(code: Element | None, name: str, kind: str) -> Iterator[str]:
    """Which lines of code stand in an element of a class, each a whole line."""
    if code is None:
        return
    text, found = "".join(code.itertext()), []
    for part, start in _with_starts(code):
        if has_class(part, name):
            inside = "".join(part.itertext())
            assert "\n" not in inside and f"\n{text}\n"[start:].startswith("\n" + inside)
            assert text[start + len(inside) : start + len(inside) + 1] in {"", "\n"}
            found.append(str(text[:start].count("\n") + 1))
    if found:
        yield f"{kind} {','.join(found)}"


def _with_starts(element: Element, start: int = 0) -> Iterator[tuple[Element, int]]:
    """All elements inside with the place where their text begins in that of the outermost."""
    position = start + len(element.text or "")
    for child in element:
        yield child, position
        yield from _with_starts(child, position)
        position += len("".join(child.itertext())) + len(child.tail or "")


def _anchor(element: Element) -> str:
    return f"⟦{element.get('href')}⟧"


def _poster(element: Element) -> str:
    kind, title, *hosts = element.findall("a[@rel='noreferrer']/span[2]/span")
    host = "".join(f" ({host.text})" for host in hosts)
    return f"⟦poster {''.join(kind.itertext())}{_inside(title)}{host} {element[0].get('href')}⟧"


# By class of what a line of code stands in.
LINES = {"hl": "highlighted", "gi": "added", "gd": "deleted"}
# By class of the element.
SHORT_FORMS: dict[str, Callable[[Element], str]] = {
    "math": _inline,
    "eq": _display,
    "tex-error": _failed,
    "code": _code,
    "anchor": _anchor,
    "poster": _poster,
}


def _tex(element: Element) -> str:
    annotation = _first(element, lambda part: part.tag == f"{MATHML}annotation")
    return "?" if annotation is None else _collapsed(annotation)


def _collapsed(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _first(element: Element, fits: Callable[[Element], bool]) -> Element | None:
    return next((part for part in element.iter() if fits(part)), None)
