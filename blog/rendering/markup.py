"""Fourth stage: Markdown to HTML, by Python-Markdown.

Python-Markdown because it is the one engine of its kind that makes `**注意：**这是` bold; fences, formulas and comments
were taken out before, so it sees neither code blocks nor TeX.
"""

import string
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor


class CommonInlines(Extension):
    """`~~deleted~~` as on GitHub, and a backslash at the end of a line, which breaks it, as in CommonMark."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", 185)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(?!\s)(.+?)(?<!\s)~~", "del"), "del", 65)


def to_html(text: str) -> str:
    """Markdown to HTML, not yet sanitised."""
    return _converter().convert(text)


def _converter() -> markdown.Markdown:
    configs: dict[str, dict[str, Any]] = {
        "tables": {"use_align_attribute": True},
        "footnotes": {"BACKLINK_TEXT": "↩\ufe0e", "SEPARATOR": "-"},  # shaped further in footnotes.py
    }
    extensions: list[str | Extension] = [
        "tables",
        "footnotes",
        "def_list",
        "attr_list",
        "admonition",
        "sane_lists",
        "md_in_html",
        CommonInlines(),
    ]
    converter = markdown.Markdown(extensions=extensions, extension_configs=configs, output_format="html")
    converter.ESCAPED_CHARS = list(string.punctuation)  # as CommonMark (0.31, section 2.4); Python-Markdown knows half
    return converter
