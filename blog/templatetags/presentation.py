"""How stored values are shown: dates, amounts, tables of contents, stored HTML. Presentation only; asks for nothing."""

import json
import re
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# The badge says "22 Feb" in every language of the interface: part of the house's look.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A mark with something behind it, or a blank behind something Chinese: behind a Latin word that begins the title it
# is a bad place, for it would leave that word alone on its line.
PHRASES = re.compile("[，。、；：？！—…》」』”]+[^，。、；：？！—…》」』”]|^[\u2e80-\u9fff].* ")
# What could end a script or a line of one; JSON reads the escapes as the signs themselves.
JSON_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.filter
def english_month(moment: datetime) -> str:
    """The month's English abbreviation, in the site's time zone."""
    return MONTHS[timezone.localtime(moment).month - 1]


@register.filter
def is_this_year(moment: datetime) -> bool:
    """Whether a badge may leave the year out."""
    return timezone.localtime(moment).year == timezone.localtime().year


@register.filter
def rounded(amount: int) -> str:
    """An amount as one says it: to hundreds from a thousand on, to tens from a hundred on.

    >>> rounded(3217), rounded(217), rounded(17)
    ('3,200', '220', '17')
    """
    step = 100 if amount >= 1000 else 10 if amount >= 100 else 1
    return f"{round(amount / step) * step:,}"


@register.filter
def outline(contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Headings as two levels: each of the topmost level with those of the next below it; deeper ones are left out."""
    top = min((heading["level"] for heading in contents), default=2)
    sections: list[dict[str, Any]] = []
    for heading in contents:
        if heading["level"] == top or not sections:
            sections.append({**heading, "children": []})
        elif heading["level"] == top + 1:
            sections[-1]["children"].append(heading)
    return sections


@register.filter
def has_phrases(title: str) -> bool:
    """Whether a title has marks or blanks for its lines to end at; else they may end within Chinese words.

    >>> has_phrases("浮点数求和：误差去了哪里"), has_phrases("把 ALBERT 共享的权重解开")
    (True, True)
    >>> has_phrases("RNN 的梯度为什么会消失？"), has_phrases("高斯积分的四种算法")
    (False, False)
    """
    return PHRASES.search(title) is not None


@register.filter
def with_code(text: str) -> SafeString:
    """A sentence in which what stands between backticks is code.

    >>> with_code("`a<b` is code.")
    '<code>a&lt;b</code> is code.'
    """
    words, codes = text.split("`")[::2], text.split("`")[1::2]
    spans = format_html_join("", "{}<code>{}</code>", zip(words, codes, strict=False))
    return format_html("{}{}", spans, words[-1]) if len(words) > len(codes) else spans


def data_block(values: dict[str, Any]) -> SafeString:
    r"""JSON-LD in a page: a block of data that no browser runs, so that the policy for scripts has no say in it.

    >>> data_block({"name": "</script>"})
    '<script type="application/ld+json">{"name":"\\u003c/script\\u003e"}</script>'
    """
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).translate(JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


@register.filter
def stored_html(html: str) -> SafeString:
    """HTML that was sanitised when it was saved; the one place where HTML is trusted."""
    return mark_safe(html)  # noqa: S308 - comes from blog.rendering only
