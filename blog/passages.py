"""The part of a post that shows best why a search found it. PURE: knows no database.

The plain text of a post holds formulas as their author wrote them, and that is what a search looks through; in a
passage they are drawn as they stand in the post.
"""

import html as escapes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

WIDTH = 120  # characters of a passage: three lines of a desk's screen in Chinese, seven of a phone's
BEFORE = 30  # of these, before the first word
MOST_PLACES = 50  # that are weighed against each other
DISPLAY = re.compile(r"\\begin\{(?P<name>\w+\*?)\}.*?\\end\{(?P=name)\}|\$\$.*?\$\$", re.DOTALL)
FORMULA = re.compile(r"(\$[^$]+\$|\\\(.*?\\\))")  # in a line, with its delimiters
# A formula of a line as it is stored, with the marks that touch it, up to its TeX.
DRAWING = re.compile(
    r'<span class="math[^"]*">(?P<before>[^<]*)<span class="katex"><span class="katex-mathml">'
    r"(?:(?!</?span|<annotation).)*+<annotation[^>]*"
)
SPAN = re.compile(r"<(?P<end>/?)span\b[^>]*>")
MOST_DRAWINGS = 50  # of one formula that are looked at
TRAILING = " …，、：；,:;"  # before the dots that end one
MARKS = " ,.;:!?)，。；：！？、）"  # that do not begin a passage
SCRAP = re.compile(r"(?<=…)[^…]{1,15}$")  # what a passage still holds of the text behind a display
CLAUSE = re.compile(r"^[^\s，。；！？]*[\s，。；！？]+")


@dataclass(frozen=True)
class Piece:
    """A formula of a passage, or what stands between two."""

    written: str
    drawing: str = ""  # stored HTML; empty for what is no formula, and for one that holds a word of the search


@dataclass(frozen=True)
class Drawing:
    """How a formula of a line is drawn, and the marks around it that the stored HTML keeps on its line."""

    html: str
    before: str
    after: str


def passage(text: str, html: str, words: list[str]) -> list[Piece]:
    """The part of a post in which most of some words stand; its beginning, where none does.

    Args:
        text: of the post, formulas as written.
        html: of the post, as stored; drawings are taken from it.
        words: at least one.
    """
    found = words_in(words)
    written = FORMULA.split(quote(text, words))  # formulas stand at every second place
    drawn = [""] * len(written)
    for place in range(1, len(written), 2):
        around = written[place - 1], written[place + 1]
        drawing = None if found.search(written[place]) else _drawing(html, written[place], *around)
        if drawing:
            drawn[place] = drawing.html
            written[place - 1] = around[0].removesuffix(drawing.before)
            written[place + 1] = around[1].removeprefix(drawing.after)
    return [Piece(*piece) for piece in zip(written, drawn, strict=True) if piece[0]]


def quote(text: str, words: list[str]) -> str:
    """A passage as plain text.

    >>> quote("开头。" + "甲" * 40 + "，先有一个矩阵，再有它的逆。" + "乙" * 200, ["矩阵"])[:12]
    '… 先有一个矩阵，再有它'
    >>> quote("甲" * 40 + "$a= b + c$，于是矩阵可逆。" + "乙" * 200, ["矩阵"])[:9]
    '… 于是矩阵可逆。'
    >>> quote("初始化\\t随机矩阵\\t$x$", ["矩阵"])
    '初始化 · 随机矩阵 · $x$'
    >>> quote("矩阵" + "甲" * 98 + "可以写成 $$A=LU$$ 其中 $L$ 是下三角的，对角线上都是一。", ["矩阵"])[-6:]
    '可以写成 …'
    """
    found = words_in(words)
    text = " ".join(text.replace("\t", " · ").split())
    text = DISPLAY.sub(lambda display: display[0] if found.search(display[0]) else "…", text)
    places = list(islice(found.finditer(text), MOST_PLACES))
    if not places:
        return _cut(text, 0)
    return _cut(text, max(places, key=lambda place: _variety(places, place.start())).start())


def words_in(words: list[str]) -> re.Pattern[str]:
    """Any of some words in a text, as a group; letters count as the same in both cases."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})", re.IGNORECASE)


def _variety(places: list[re.Match[str]], start: int) -> int:
    """How many different words stand in a passage that begins at a place."""
    return len({place[0].casefold() for place in places if start <= place.start() < start + WIDTH - BEFORE})


def _cut(text: str, place: int) -> str:
    """A passage around a place that begins with a clause, if one begins shortly before."""
    start = max(0, place - BEFORE)
    lead = CLAUSE.sub("", text[start:place]) if start else text[:place]
    if "$" in lead and text.count("$", 0, place - len(lead)) % 2:
        lead = lead.partition("$")[2].lstrip(MARKS)  # no half of a formula
    tail = text[place : start + WIDTH]
    if start + WIDTH >= len(text):
        return f"{'… ' if start else ''}{lead}{tail}"
    whole = tail if tail.count("$") % 2 == 0 else tail[: tail.rindex("$")] or tail  # no half of a formula
    return f"{'… ' if start else ''}{lead}{SCRAP.sub('', whole).rstrip(TRAILING)} …"


def _drawing(html: str, formula: str, before: str, after: str) -> Drawing | None:
    """How a formula of a line is drawn in stored HTML, with as many of the marks around it as fit."""
    fitting = [
        drawing
        for drawing in islice(_drawings(html, formula), MOST_DRAWINGS)
        if before.endswith(drawing.before) and after.startswith(drawing.after)
    ]
    return max(fitting, key=lambda drawing: len(drawing.before) + len(drawing.after), default=None)


def _drawings(html: str, formula: str) -> Iterator[Drawing]:
    tex = formula[1:-1] if formula.startswith("$") else formula[2:-2]
    annotation = f">{escapes.escape(tex, quote=False)}</annotation>"
    end = html.find(annotation)
    while end >= 0:
        start = html.rfind('<span class="math', 0, end)
        if start >= 0 and (head := DRAWING.fullmatch(html, start, end)):
            stop = _end_of_span(html, start)
            after = html[html.rindex(">", start, stop - len("</span>")) + 1 : stop - len("</span>")]
            yield Drawing(html[start:stop], escapes.unescape(head["before"]), escapes.unescape(after))
        end = html.find(annotation, end + 1)


def _end_of_span(html: str, start: int) -> int:
    depth = 0
    for span in SPAN.finditer(html, start):
        depth += -1 if span["end"] else 1
        if not depth:
            return span.end()
    raise ValueError("Stored HTML has a span without an end.")
