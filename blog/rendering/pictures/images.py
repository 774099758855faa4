"""Makes figures of images that stand alone, and gives every known image its size: nothing moves while it loads."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.code import fences
from blog.rendering.draft import Draft
from blog.rendering.pictures import figures, inline_captions, responsive

# An image's address in Markdown or HTML source; used before rendering, to look up what is known of the images. What it
# shows may hold brackets and links, or a bracket in a formula; `![a][b]` has its address elsewhere. The bounds keep
# hostile texts from taking long.
ADDRESS = re.compile(
    r"""
      !\[
        (?: (?: \$[^$\n]{1,200}\$ | [^\[\]\n] | \n(?![ \t]*\n) | \[[^\[\]\n]*\](?:\([^()\n]*\))? ){0,1000}+
          | [^\n]{0,300}? )
      \]\(\s* (?: <(?P<angled>[^<>\n]+)> | (?P<markdown>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*) )
    | \bsrc\s*=\s*["'](?P<html>[^"'\n]+)["']
    | ^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]*
      <?(?P<defined>[^\s<>]+\.(?:png|jpe?g|gif|webp|avif|svg|mp4|webm|mp3|m4a|ogg|wav))(?![^\s>])
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


def image_sources(source: str) -> set[str]:
    """The addresses of all images in a Markdown source; what stands in fenced code shows none.

    >>> sorted(image_sources('![a](x.png "t") <img src="y.png"> ![[b](c) in $[0,1]$](z.png)'))
    ['x.png', 'y.png', 'z.png']
    """
    texts = (text for text, is_code in _parts(source) if not is_code)
    return {match[match.lastgroup or 0] for text in texts for match in ADDRESS.finditer(text)}


def replace_image_sources(source: str, addresses: Mapping[str, str]) -> str:
    """The Markdown source with other addresses for its images; what stands in fenced code stays.

    >>> replace_image_sources('![a](x.png "t")', {"x.png": "/media/y.png"})
    '![a](/media/y.png "t")'
    """
    return "".join(
        text if is_code else ADDRESS.sub(lambda match: _with_address(match, addresses), text)
        for text, is_code in _parts(source)
    )


def _parts(source: str) -> Iterator[tuple[str, bool]]:
    """The source in pieces, each with whether it is fenced code."""
    position = 0
    for fence in fences.find(source):
        yield source[position : fence.start], False
        yield source[fence.start : fence.stop], True
        position = fence.stop
    yield source[position:], False


def _with_address(match: re.Match[str], addresses: Mapping[str, str]) -> str:
    group = match.lastgroup or "markdown"
    start, stop = match.start(group) - match.start(), match.end(group) - match.start()
    return match.group()[:start] + addresses.get(match[group], match[group]) + match.group()[stop:]


def place(draft: Draft) -> None:
    """Turn paragraphs of nothing but images into figures, write sizes, load all but the first image late."""
    tree.replace_each(draft.root, lambda block: _figures(draft, block) if figures.holds_only_images(block) else None)
    written, place = _written(draft.source), 0
    for index, image in enumerate(draft.root.iter("img")):
        starts = written.get(image.get("src", ""), [])
        following = bisect_left(starts, place)
        place = (
            starts[following] if following < len(starts) else max(draft.source.find(image.get("src", ""), place), place)
        )
        _describe(draft, image, place, is_first=index == 0)
        place += 1


def _written(source: str) -> dict[str, list[int]]:
    """Where each address of an image stands in the source, in order."""
    starts: dict[str, list[int]] = {}
    position = 0
    for text, is_code in _parts(source):
        for match in () if is_code else ADDRESS.finditer(text):
            group = match.lastgroup or 0
            starts.setdefault(match[group], []).append(position + match.start(group))
        position += len(text)
    return starts


def _figures(draft: Draft, paragraph: Element) -> list[Element]:
    return [figures.single(draft, child) for child in paragraph if child.tag != "br"]


def _describe(draft: Draft, image: Element, place: int, *, is_first: bool) -> None:
    address = image.get("src", "")
    image.set("alt", inline_captions.plain(image.get("alt", "")))
    facts = draft.context.images.get(address) or draft.context.images.get(unquote(address))
    if facts:
        image.set("width", str(facts.width))
        image.set("height", str(facts.height))
        image.set("alt", image.get("alt") or facts.alternative_text)
        responsive.describe(image, facts)
    elif address.startswith(("http:", "https:", "//")):
        draft.warn("foreign-image", place, excerpt=address)  # the policy lets no request leave the site
    elif not address.startswith(("data:", "/static/")):
        draft.warn("missing-image", place, excerpt=address)
    image.set("decoding", "async")
    if not is_first or draft.context.prefix or (facts and not responsive.stands_early(draft.root, image)):
        image.set("loading", "lazy")
    elif facts:
        image.set("fetchpriority", "high")
