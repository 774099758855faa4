"""Fourth stage: Markdown to HTML, by Python-Markdown.

Python-Markdown because it is the one engine of its kind that makes `**注意：**这是` bold; fences, formulas and comments
were taken out before, so it sees neither code blocks nor TeX.
"""

from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor

from blog.rendering.documents import RenderError

BACKLINK_TITLES = {"zh": "回到正文中的注 {}", "en": "Back to note {} in the text"}


class Strikethrough(Extension):
    """`~~deleted~~`, as on GitHub."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(?!\s)(.+?)(?<!\s)~~", "del"), "del", 65)


def to_html(text: str, language: str) -> str:
    """Markdown to HTML, not yet sanitised.

    Raises:
        RenderError: lists, quotes or marks are nested deeper than Python's stack.
    """
    try:
        return _converter(language).convert(text)
    except RecursionError as error:
        raise RenderError("Lists, quotes or marks are nested too deeply. Divide or flatten that part.") from error


def _converter(language: str) -> markdown.Markdown:
    title = BACKLINK_TITLES["zh" if language.startswith("zh") else "en"]
    configs: dict[str, dict[str, Any]] = {
        "tables": {"use_align_attribute": True},
        "footnotes": {"BACKLINK_TEXT": "↩\ufe0e", "BACKLINK_TITLE": title, "SEPARATOR": "-"},
    }
    extensions: list[str | Extension] = [
        "tables",
        "footnotes",
        "def_list",
        "attr_list",
        "admonition",
        "sane_lists",
        "md_in_html",
        Strikethrough(),
    ]
    return markdown.Markdown(extensions=extensions, extension_configs=configs, output_format="html")
