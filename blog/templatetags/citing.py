"""How an article is cited: an entry of BibTeX, and a date as English sentences have it. Presentation only."""

import re
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from blog.rendering import formula_places

register = template.Library()

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# What TeX would read as a command or a comment.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
LATIN_SLUG = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@register.filter
def english_date(moment: datetime) -> str:
    """A date as it is written in English, whatever the interface speaks."""
    day = timezone.localdate(moment)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@register.simple_tag
def bibtex(post: Any, *, author: str, site: str, address: str) -> str:
    """An entry that BibTeX and biblatex both read; names of persons stay as they are, titles keep their capitals."""
    day = timezone.localdate(post.published_at)
    fields = {
        "author": f"{{{escaped(author)}}}" if author else "",
        "title": f"{{{{{with_formulas(post.title)}}}}}",
        "howpublished": f"{{{escaped(site)}}}",
        "year": f"{{{day.year}}}",
        "month": MONTHS[day.month - 1][:3].lower(),
        "day": f"{{{day.day}}}",
        "url": f"{{{address}}}",
    }
    width = max(map(len, fields))
    lines = [f"  {name:{width}} = {value}" for name, value in fields.items() if value]
    return f"@misc{{{key(post.slug, post.pk)}-{day.year},\n" + ",\n".join(lines) + "\n}"


def key(slug: str, number: int) -> str:
    """A key that every processor takes: a Latin slug, else the number.

    >>> key("one-loss-gan", 7), key("概率", 7), key("7", 7)
    ('one-loss-gan', 'post-7', 'post-7')
    """
    return slug if LATIN_SLUG.fullmatch(slug) else f"post-{number}"


def with_formulas(title: str) -> str:
    r"""A title without what TeX would read, but for its formulas.

    >>> with_formulas("50% of $\\ell_2$")
    '50\\% of $\\ell_2$'
    """
    parts, position = [], 0
    for start, stop in formula_places(title):
        formula = title[start:stop]
        parts += [escaped(title[position:start]), formula if _is_closed(formula) else escaped(formula)]
        position = stop
    return "".join([*parts, escaped(title[position:])])


def _is_closed(formula: str) -> bool:
    """Whether its braces are pairs, so that it ends no field of an entry."""
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", formula):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def escaped(text: str) -> str:
    r"""A text without what TeX would read.

    >>> escaped("100% of C# & {x}")
    '100\\% of C\\# \\& \\{x\\}'
    """
    return "".join(TEX.get(character, character) for character in text)
