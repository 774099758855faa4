"""Boxes beside the text: `> [!NOTE]` as on GitHub, `!!! note`, and what other stages build of the same make."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken

# GitHub's five kinds and ours; the English titles are the kinds themselves.
TITLES = {
    "note": "注意",
    "tip": "提示",
    "hint": "提示",
    "important": "重要",
    "warning": "警告",
    "caution": "小心",
    "attention": "留意",
    "danger": "危险",
    "error": "错误",
    "info": "说明",
    "example": "例子",
    "question": "问题",
}
# A kind in any case, Obsidian's sign for a box that folds, and a title.
OPENING = re.compile(rf"\s*\[!(?P<kind>{'|'.join(TITLES)})\](?P<fold>[-+]?)[ \t]*(?P<title>[^\n]*)\n?", re.IGNORECASE)


def default_title(kind: str, language: str) -> str:
    """What stands over a box without a title of its own; a kind that is not known is its own title.

    >>> default_title("tip", "zh-hans"), default_title("tip", "en-gb"), default_title("moral", "en")
    ('提示', 'Tip', 'Moral')
    """
    return TITLES.get(kind, kind.capitalize()) if spoken(language) == "zh" else kind.capitalize()


def build(
    kind: str, title: Iterable[Element | str] | None, children: Iterable[Element], language: str, *, fold: str = ""
) -> Element:
    """A box of one kind.

    Args:
        kind: its class, such as `note`.
        title: what stands over it, text and inline elements; empty for nothing, None for the kind's default.
        children: the blocks in it.
        language: BCP 47, of the text.
        fold: "-" for a box that is closed until a reader opens it, "+" for one that is open, "" for a plain one.

    >>> tree.write(build("tip", None, [], "en"))
    '<p class="admonition-title">Tip</p>'
    """
    box = Element("details" if fold else "div", {"class": f"admonition {kind}"})
    if fold == "+":
        box.set("open", "")
    written = list(title) if title is not None else []
    if written or title is None or fold:  # what folds needs something to click on
        head = SubElement(box, "summary" if fold else "p", {"class": "admonition-title"})
        for item in written or [default_title(kind, language)]:
            tree.append(head, item)
    box.extend(children)
    return box


def make(draft: Draft) -> None:
    """Turn each quote that begins with `[!NOTE]` or its like into a box."""
    for parent, index, quote in reversed(list(tree.walk(draft.root))):  # those in others first
        match = OPENING.match(quote[0].text or "") if quote.tag == "blockquote" and len(quote) else None
        if match and quote[0].tag == "p":
            box = _box(draft, quote, match)
            box.tail = quote.tail
            parent[index] = box


def _box(draft: Draft, quote: Element, match: re.Match[str]) -> Element:
    first, *others = quote
    first.text = (first.text or "")[match.end() - len(match["title"]) - match.group().endswith("\n") :]
    title = _take_first_line(first)
    rest = [first] if len(first) or (first.text or "").strip() else []
    given = any(isinstance(item, Element) or item.strip() for item in title)
    kind = match["kind"].lower()
    return build(kind, title if given else None, [*rest, *others], draft.context.language, fold=match["fold"])


def _take_first_line(paragraph: Element) -> list[Element | str]:
    """Take the items of the first line out of a paragraph, whose other lines stay."""
    line, newline, rest = (paragraph.text or "").partition("\n")
    items: list[Element | str] = [line]
    taken = 0
    while not newline and taken < len(paragraph):
        child = paragraph[taken]
        line, newline, rest = (child.tail or "").partition("\n")
        child.tail = None
        items += [line] if child.tag == "br" else [child, line]
        taken += 1
    paragraph.text = rest
    del paragraph[:taken]
    return items
