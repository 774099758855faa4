"""Captions hold stress, links and code as running text does; formulas stand in them as placeholders already."""

import re
from xml.etree.ElementTree import Element

from blog.rendering import markup, sanitizing, tree

MARKS = re.compile(r"[*_~\[<&`]")


def write(caption: Element, text: str) -> None:
    """Put a caption's Markdown into its element; a line that looks like a heading or a list is a caption all the same.

    >>> caption = Element("figcaption")
    >>> write(caption, "# *a* b")
    >>> tree.write(caption)
    '# <em>a</em> b'
    """
    if not MARKS.search(text):
        caption.text = text
        return
    content = tree.read(sanitizing.sanitize(markup.inline_to_html(text)))
    caption.text = content.text
    caption.extend(content)


def plain(text: str) -> str:
    """The words of a caption without their marks.

    >>> plain("see `a*b` and [*c*](d)")
    'see a*b and c'
    """
    caption = Element("span")
    write(caption, text)
    return tree.text_of(caption)
