"""Makes posters of links to videos and PDF files that stand alone on a line: what it is, its title, its host.

Nothing is asked of another host before the reader follows the link: no picture, frame or script comes from there. In
lists, quotes and cells, in excerpts and in feeds it stays a link.
"""

import re
from copy import copy
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken

YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"}
YOUTUBE_PATH = re.compile(r"/(?:shorts|live)/[\w-]{6,}/?")
YOUTUBE_SHORT = re.compile(r"/[\w-]{6,}/?")
BILIBILI = {"bilibili.com", "www.bilibili.com", "m.bilibili.com"}
BILIBILI_PATH = re.compile(r"/video/(?:BV[0-9A-Za-z]{10}|av[0-9]{1,19})/?", re.IGNORECASE)
PDF_PATH = re.compile(r"(?:.*/)?(?P<name>[^/]+\.pdf)", re.IGNORECASE | re.DOTALL)
ADDRESS_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
AROUND = {"div", "section", "details", "center"}  # a poster may stand in these; lists, quotes and cells are too narrow
MOST = 500  # posters of a text; each costs seven elements, and more links than these stay what they are
TITLE_LENGTH = 120  # characters of a title that is made of an address

# What a reader does with it, where, and the mark between that and the title.
SENTENCES = {
    "zh": {"youtube": "在 YouTube 观看", "bilibili": "在哔哩哔哩观看", "pdf": "打开 PDF"},
    "en": {"youtube": "Watch on YouTube", "bilibili": "Watch on Bilibili", "pdf": "Open the PDF"},
}
COLONS = {"zh": "：", "en": ": "}


@dataclass(frozen=True)
class Target:
    """What a link leads to."""

    kind: str  # "youtube", "bilibili" or "pdf"
    host: str  # empty for a file of our own
    name: str  # what a PDF file is called


def place(draft: Draft) -> None:
    """Make posters in the tree, while each line of a paragraph still is one."""
    language = spoken(draft.context.language)
    waiting, left = [draft.root], MOST
    while waiting:
        parent = waiting.pop()
        children: list[Element] = []
        for child in parent:
            parts = _divided(child, language, left) if child.tag == "p" else [child]
            left -= sum(part.tag == "figure" for part in parts) if child.tag == "p" else 0
            children += parts
        parent[:] = children
        waiting += [child for child in children if child.tag in AROUND]


def target_of(address: str) -> Target | None:
    """What an address leads to, if a poster is made of it.

    >>> target_of("https://youtu.be/dQw4w9WgXcQ?t=90"), target_of("https://youtube.com/@a")
    (Target(kind='youtube', host='youtu.be', name=''), None)
    >>> target_of("/media/%E5%A4%96%E7%A7%AF.PDF#page=3")
    Target(kind='pdf', host='', name='外积.PDF')
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https", ""}:
        return None
    if host and _is_youtube(parts, host):
        return Target("youtube", host, "")
    if host in BILIBILI and BILIBILI_PATH.fullmatch(parts.path):
        return Target("bilibili", host, "")
    file = PDF_PATH.fullmatch(unquote(parts.path))
    return Target("pdf", host, file["name"]) if file else None


def as_links(root: Element) -> None:
    """Turn the posters below an element back into paragraphs that hold a link."""
    for figure in root.iter("figure"):
        title = figure.find("a/span/span[@class='poster-title']")
        link = figure.find("a")
        if not figure.get("class", "").startswith("poster ") or title is None or link is None:
            continue
        figure.tag, figure.attrib = "p", {}
        link.attrib = {"href": link.get("href", "")}
        link.text, link[:] = title.text, list(title)


def _is_youtube(parts: SplitResult, host: str) -> bool:
    if host == "youtu.be":
        return YOUTUBE_SHORT.fullmatch(parts.path) is not None
    if host not in YOUTUBE:
        return False
    asked = {"/watch": "v", "/playlist": "list"}.get(parts.path.rstrip("/"))
    return bool(parse_qs(parts.query).get(asked)) if asked else YOUTUBE_PATH.fullmatch(parts.path) is not None


def _divided(paragraph: Element, language: str, most: int) -> list[Element]:
    """The paragraph, or the posters and the paragraphs between them that it is divided into."""
    if most <= 0 or paragraph.find("a") is None:
        return [paragraph]
    lines = _lines(paragraph)
    targets = [_target_of_line(line) for line in lines]
    if not 0 < sum(target is not None for target in targets) <= most:
        return [paragraph]
    parts: list[Element] = []
    is_open = False
    for line, target in zip(lines, targets, strict=True):
        if target:
            parts.append(_poster(_link_of(line), target, language))
            parts[-1].tail = " "
        elif any(isinstance(item, Element) or item.strip() for item in line):
            if not is_open:
                parts.append(Element("p", paragraph.attrib))
                parts[-1].tail = " "
            for item in ["\n", *line] if is_open else line:
                tree.append(parts[-1], item)
        is_open = not target and bool(parts) and parts[-1].tag == "p"
    parts[-1].tail = paragraph.tail
    return parts


def _lines(paragraph: Element) -> list[list[Element | str]]:
    """What stands on each line, the elements without the text behind them; a break ends its line."""
    lines: list[list[Element | str]] = [[]]
    texts = [paragraph.text, *(child.tail for child in paragraph)]
    for child, text in zip([None, *paragraph], texts, strict=True):
        if child is not None:
            alone = copy(child)  # the paragraph may stay as it is
            alone.tail = None
            lines[-1].append(alone)
        first, *others = (text or "").split("\n")
        lines[-1].append(first)
        lines += [[other] for other in others]
    return lines


def _items(line: list[Element | str]) -> list[Element | str]:
    """What is seen of a line."""
    return [item for item in line if not (isinstance(item, str) and not item.strip()) and not _is_break(item)]


def _is_break(item: Element | str) -> bool:
    return isinstance(item, Element) and item.tag == "br"


def _link_of(line: list[Element | str]) -> Element:
    link = _items(line)[0]
    assert isinstance(link, Element)  # noqa: S101 - asked by _target_of_line
    return link


def _target_of_line(line: list[Element | str]) -> Target | None:
    items = _items(line)
    if len(items) != 1 or not isinstance(items[0], Element) or items[0].tag != "a":
        return None
    has_words = tree.text_of(items[0]).strip() and items[0].find(".//img") is None
    return target_of(items[0].get("href", "")) if has_words else None


def _poster(link: Element, target: Target, language: str) -> Element:
    figure = Element("figure", {"class": f"poster poster-{target.kind}"})
    poster = SubElement(figure, "a", {"href": link.get("href", ""), "rel": "noreferrer"})
    SubElement(poster, "span", {"class": "poster-sign", "aria-hidden": "true"})
    words = SubElement(poster, "span", {"class": "poster-words"})
    kind = SubElement(words, "span", {"class": "poster-kind"})
    kind.text = SENTENCES[language][target.kind]
    SubElement(kind, "span", {"class": "unseen"}).text = COLONS[language]
    title = SubElement(words, "span", {"class": "poster-title"})
    title.text, title[:] = _title(link, target), [] if _is_bare(link) else list(link)
    if target.host:
        SubElement(words, "span", {"class": "poster-host"}).text = target.host
    return figure


def _is_bare(link: Element) -> bool:
    """Whether the text of a link is its address."""
    return unquote(tree.text_of(link).strip()) == unquote(link.get("href", ""))


def _title(link: Element, target: Target) -> str | None:
    """The text of the link; of a bare address, the name of the file, or what tells it from others."""
    if not _is_bare(link):
        return link.text
    title = target.name or ADDRESS_SCHEME.sub("", unquote(link.get("href", "")), count=1)
    return title if len(title) <= TITLE_LENGTH else f"{title[:TITLE_LENGTH]}…"
