"""Keeps code and links in the text and the title of an image as Markdown, for they may become its caption.

Python-Markdown has read them by then and would leave their bare words.
"""

import html
import re
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    ShortImageReferenceInlineProcessor,
)
from markdown.util import INLINE_PLACEHOLDER_RE

PLAIN_ADDRESS = re.compile(r"[^\s()<>]*")


class Alternatives(Extension):
    """Images whose words keep their signs."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.inlinePatterns.register(_Image(IMAGE_LINK_RE, md), "image_link", 150)
        md.inlinePatterns.register(_ImageReference(IMAGE_REFERENCE_RE, md), "image_reference", 140)
        md.inlinePatterns.register(_ShortImageReference(IMAGE_REFERENCE_RE, md), "short_image_ref", 125)


class _Written(InlineProcessor):
    def unescape(self, text: str) -> str:
        """The text with what was read of it as it can be read again."""
        read = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined] # the one for inlines has it
        return INLINE_PLACEHOLDER_RE.sub(lambda match: self._written(read.get(match[1], "")), text)

    def _written(self, node: Element | str) -> str:
        if isinstance(node, str):
            return node
        inner = self.unescape("".join(node.itertext()))
        if node.tag == "code":
            return _code_span(html.unescape(inner))
        address = node.get("href")
        if node.tag != "a" or address is None:
            return inner
        return f"[{inner}]({address if PLAIN_ADDRESS.fullmatch(address) else f'<{address}>'})"


class _Image(_Written, ImageInlineProcessor): ...


class _ImageReference(_Written, ImageReferenceInlineProcessor): ...


class _ShortImageReference(_Written, ShortImageReferenceInlineProcessor): ...


def _code_span(code: str) -> str:
    """A code span of a text that may hold ticks.

    >>> _code_span("a"), _code_span("a`b")
    ('`a`', '`` a`b ``')
    """
    longest = max(map(len, re.findall("`+", code)), default=0)
    ticks, space = "`" * (longest + 1), " " * bool(longest)
    return f"{ticks}{space}{code}{space}{ticks}"
