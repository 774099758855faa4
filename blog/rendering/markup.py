"""Fourth stage: Markdown to HTML, by Python-Markdown.

Python-Markdown because it is the one engine of its kind that makes `**注意：**这是` bold; fences, formulas and comments
were taken out before, so it sees neither code blocks nor TeX.
"""

import functools
import re
import string
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension, AdmonitionProcessor
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.util import AtomicString

from blog.rendering.changes import INSERTED, MARKED, is_code
from blog.rendering.notes.callouts import default_title
from blog.rendering.pictures.alternatives import Alternatives

# Up to white space, a bracket, or a mark of Chinese text.
BARE_ADDRESS = r"(?<![\w/@\"'=<\[])https?://[^\s<>\[\]（），。；：、！？“”‘’《》【】…]+"


class CommonInlines(Extension):
    """`~~deleted~~`, `==marked==`, `++inserted++`, and a backslash at the end of a line, as in CommonMark."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", 185)
        md.inlinePatterns.register(BareAddress(BARE_ADDRESS, md), "bare-address", 110)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(?![\s~])((?:(?!~~).)+)(?<!\s)~~", "del"), "del", 65)
        md.inlinePatterns.register(SimpleTagInlineProcessor(MARKED, "mark"), "mark", 64)
        md.inlinePatterns.register(Inserted(INSERTED, "ins"), "ins", 63)
        md.parser.blockprocessors.register(ParagraphQuotes(md.parser), "quote", 20)


class MarkedAttributes(AttrListTreeprocessor):
    """Attribute lists that say so by `:`, `#`, `.` or `=`: `{1,2,3}` at the end of a line is text, not attributes."""

    BASE_RE = r"\{(?::[ ]*|(?=[ ]*(?:[#.]|[\w-]+=)))([^\}\n ][^\n]*)[ ]*\}"  # type: ignore[misc] # Final there, but made for it
    HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")  # type: ignore[misc] # Final there, but made for it
    BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")  # type: ignore[misc] # Final there, but made for it
    INLINE_RE = re.compile(rf"^{BASE_RE}")  # type: ignore[misc] # Final there, but made for it


class AttributeLists(AttrListExtension):
    """Python-Markdown's attribute lists with the stricter form."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(MarkedAttributes(md), "attr_list", 8)
        md.registerExtension(self)


class BareAddress(InlineProcessor):
    """`https://…` in running text becomes a link, as on GitHub; the mark behind it does not belong to it."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, match: re.Match[str], _text: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        address = match.group().rstrip(".,;:!?'\"*_~")
        if address.endswith(")") and "(" not in address:
            address = address[:-1]
        link = Element("a", {"href": address})
        link.text = AtomicString(address)
        return link, match.start(), match.start() + len(address)


class Inserted(SimpleTagInlineProcessor):
    """`++inserted++`, but not the signs of `++i and i++`."""

    def handleMatch(  # type: ignore[override] # as in Python-Markdown  # noqa: N802
        self, match: re.Match[str], text: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        return (None, None, None) if is_code(match[2]) else super().handleMatch(match, text)


class ParagraphQuotes(BlockQuoteProcessor):
    """Quotes that an empty line ends, as in CommonMark: two boxes in a row are two."""

    def lastChild(self, parent: Element) -> Element | None:  # noqa: N802 - Python-Markdown's name
        """Nothing where the last element is a quote, which would go on otherwise."""
        last = super().lastChild(parent)
        return None if last is not None and last.tag == "blockquote" else last


class TitledAdmonitions(AdmonitionProcessor):
    """Admonitions whose titles are in the text's language where the author gives none."""

    def __init__(self, parser: Any, language: str) -> None:
        super().__init__(parser)
        self.language = language

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        """The classes of an admonition and what stands over it."""
        classes, title = super().get_class_and_title(match)
        return classes, default_title(classes.split()[0], self.language) if match[2] is None else title


class Admonitions(AdmonitionExtension):
    """Python-Markdown's admonitions with titles in one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.registerExtension(self)
        md.parser.blockprocessors.register(TitledAdmonitions(md.parser, self.language), "admonition", 105)


def to_html(text: str, language: str) -> str:
    """Markdown to HTML, not yet sanitised; `language` is that of the titles that Markdown gives."""
    return _converter(language).convert(text)


def inline_to_html(text: str) -> str:
    """Markdown within a line to HTML, not yet sanitised.

    >>> inline_to_html("# *a*")
    '# <em>a</em>'
    """
    converter = _inline_converter().reset()
    line = Element("span")
    line.text = text
    root = Element("div")
    root.append(line)
    html = converter.serializer(converter.treeprocessors["inline"].run(root) or root)
    for postprocessor in converter.postprocessors:
        html = postprocessor.run(html)
    return html.strip().removeprefix("<div><span>").removesuffix("</span></div>")


@functools.cache
def _inline_converter() -> markdown.Markdown:
    return _converter("")  # a text may have as many captions as lines; making one takes as long as a page of text


def _converter(language: str) -> markdown.Markdown:
    configs: dict[str, dict[str, Any]] = {
        "tables": {"use_align_attribute": True},
        "footnotes": {"BACKLINK_TEXT": "↩\ufe0e", "SEPARATOR": "-"},  # shaped further in footnotes.py
    }
    extensions: list[str | Extension] = [
        "tables",
        "footnotes",
        "def_list",
        AttributeLists(),
        Admonitions(language),
        "sane_lists",
        "md_in_html",
        CommonInlines(),
        Alternatives(),
    ]
    converter = markdown.Markdown(extensions=extensions, extension_configs=configs, output_format="html")
    converter.ESCAPED_CHARS = list(string.punctuation)  # as CommonMark (0.31, section 2.4); Python-Markdown knows half
    return converter
