"""Shows where the words of a search stand in a text. Presentation only; what was found is said elsewhere."""

import re
from itertools import islice

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

WIDTH = 120  # characters of a passage: three lines of a desk's screen in Chinese, seven of a phone's
BEFORE = 30  # of these, before the first word
MOST_PLACES = 50  # that are weighed against each other
DISPLAY = re.compile(r"\\begin\{(?P<name>\w+\*?)\}.*?\\end\{(?P=name)\}|\$\$.*?\$\$", re.DOTALL)
MARKS = " ,.;:!?)，。；：！？、）"  # that do not begin a passage
CLAUSE = re.compile(r"^[^\s，。；！？]*[\s，。；！？]+")


@register.filter
def marked(text: str, words: list[str]) -> SafeString:
    """A text with all places of some words marked.

    >>> marked("Gauß < Gauss", ["gauss"])
    'Gauß &lt; <mark>Gauss</mark>'
    """
    pieces = _pattern(words).split(text)  # what is matched stands at every second place
    pairs = zip(pieces[::2], [*pieces[1::2], ""], strict=True)
    return format_html_join(
        "", "{}{}", ((before, format_html("<mark>{}</mark>", hit) if hit else "") for before, hit in pairs)
    )


@register.filter
def passage(text: str, words: list[str]) -> str:
    """The part of a text in which most of some words stand; its beginning, where none does.

    >>> passage("开头。" + "甲" * 40 + "，先有一个矩阵，再有它的逆。" + "乙" * 200, ["矩阵"])[:12]
    '… 先有一个矩阵，再有它'
    >>> passage("甲" * 40 + "$a= b + c$，于是矩阵可逆。" + "乙" * 200, ["矩阵"])[:9]
    '… 于是矩阵可逆。'
    """
    pattern = _pattern(words)
    text = DISPLAY.sub(lambda display: display[0] if pattern.search(display[0]) else "…", " ".join(text.split()))
    places = list(islice(pattern.finditer(text), MOST_PLACES))
    if not places:
        return _cut(text, 0)
    return _cut(text, max(places, key=lambda place: _variety(places, place.start())).start())


def _pattern(words: list[str]) -> re.Pattern[str]:
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
    return f"{'… ' if start else ''}{lead}{whole} …"
