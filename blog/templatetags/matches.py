"""Shows where the words of a search stand in a text. Presentation only; what was found is said elsewhere."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from blog.passages import words_in

register = template.Library()


@register.filter
def marked(text: str, words: list[str]) -> SafeString:
    """A text with all places of some words marked.

    >>> marked("Gauß < Gauss", ["gauss"])
    'Gauß &lt; <mark>Gauss</mark>'
    """
    pieces = words_in(words).split(text)  # what is matched stands at every second place
    pairs = zip(pieces[::2], [*pieces[1::2], ""], strict=True)
    return format_html_join(
        "", "{}{}", ((before, format_html("<mark>{}</mark>", hit) if hit else "") for before, hit in pairs)
    )
