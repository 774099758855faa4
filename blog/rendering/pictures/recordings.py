"""Makes players of recordings: an image's place in Markdown whose address is that of a video or a sound.

Only our own are played; nothing is asked of another host before the reader follows the link. In sentences, lists and
cells, in excerpts and in feeds a recording is a link.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken
from blog.rendering.pictures import figures, inline_captions

KINDS = {
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".webm", ".ogv"), "video"),
    **dict.fromkeys((".mp3", ".m4a", ".wav", ".flac", ".ogg", ".oga", ".opus"), "audio"),
    ".pdf": "pdf",  # no image either; a link to one that stands alone is a poster
}
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

# What a recording without a caption is called, and its link where there is no player.
SENTENCES = {
    "zh": {"video": "视频", "audio": "音频", "link to video": "下载视频（{}）", "link to audio": "下载音频（{}）"},
    "en": {
        "video": "Video",
        "audio": "Audio",
        "link to video": "Download the video ({})",
        "link to audio": "Download the audio ({})",
    },
}


def kind_of(address: str) -> str:
    """What an address leads to by its end: "video", "audio" or "pdf"; empty for all else.

    >>> kind_of("/media/files/a.MP4#t=90"), kind_of("b.ogg"), kind_of("/media/images/a.png")
    ('video', 'audio', '')
    """
    return KINDS.get(PurePosixPath(_path(address)).suffix.lower(), "")


def place(draft: Draft) -> None:
    """Put players and links where the tree has images with such addresses."""
    if not any(_kind(image) for image in draft.root.iter("img")):
        return
    _warn(draft)
    tree.replace_each(draft.root, lambda block: _figures(draft, block) if figures.holds_only_images(block) else None)
    linked = {image for link in draft.root.iter("a") for image in link.iter("img")}
    shown = {image for figure in draft.root.iter("figure") for image in _held(figure)}
    for image in list(draft.root.iter("img")):
        if image in shown and _is_playable(draft, image):
            _box(draft, image)
        elif _kind(image):
            _become_link(image, is_linked=image in linked)


def with_links(root: Element, language: str) -> Element:
    """The tree with a link in each player, for browsers that have none; a copy, if there is one.

    The link is no part of the text that is searched, counted and described.
    """
    if next(_players(root), None) is None:
        return root
    copy = deepcopy(root)
    for player in list(_players(copy)):
        player.append(_link(player, language))
    return copy


def as_links(root: Element, language: str) -> Element:
    """The tree with links in place of the players; a copy, if there is one."""
    if next(_players(root), None) is None:
        return root
    copy = deepcopy(root)
    for player in list(_players(copy)):
        link = _link(player, language)
        player.tag, player.attrib, player.text = link.tag, link.attrib, link.text
    return copy


def _players(root: Element) -> Iterator[Element]:
    """All players; no author's HTML can bring one."""
    return (element for element in root.iter() if element.tag in {"video", "audio"})


def _link(player: Element, language: str) -> Element:
    address = player.get("src", "")
    link = Element("a", {"href": address})
    form = PurePosixPath(_path(address)).suffix[1:].upper()
    link.text = _sentences(language)[f"link to {player.tag}"].format(form)
    return link


def _sentences(language: str) -> dict[str, str]:
    return SENTENCES[spoken(language)]


def _path(address: str) -> str:
    return unquote(address.split("#")[0].split("?")[0])


def _kind(image: Element) -> str:
    return kind_of(image.get("src", ""))


def _is_ours(draft: Draft, address: str) -> bool:
    return address.startswith((draft.context.media_prefix, "/static/"))


def _is_playable(draft: Draft, image: Element) -> bool:
    return _kind(image) in {"video", "audio"} and _is_ours(draft, image.get("src", ""))


def _warn(draft: Draft) -> None:
    place = 0
    for image in draft.root.iter("img"):
        address = image.get("src", "")
        if not _kind(image):
            continue
        place = max(draft.source.find(address, place), place)
        if ELSEWHERE.match(address):
            if _kind(image) != "pdf":  # as a link it does all that it can
                draft.warn("foreign-recording", place, excerpt=address)
        elif not address.startswith("/static/") and _path(address) not in draft.context.attachments:
            draft.warn("missing-recording", place, excerpt=address)
        place += 1


def _figures(draft: Draft, paragraph: Element) -> list[Element] | None:
    """What takes the place of a paragraph of nothing but images, if one of them can be played."""
    children = [child for child in paragraph if child.tag != "br"]
    if not any(_is_playable(draft, image) for image in paragraph.iter("img")):
        return None
    return [_figure(draft, child) for child in children]


def _figure(draft: Draft, child: Element) -> Element:
    image = next(child.iter("img"))
    if _kind(image) and not _is_playable(draft, image):
        paragraph, child.tail = Element("p"), None
        paragraph.append(child)
        return paragraph
    figure = figures.single(draft, child)
    if _kind(image):
        figure.attrib.update(_about(image))
        figure[0] = _player(draft, image)
    return figure


def _about(image: Element) -> dict[str, str]:
    """The address is for paper, which cannot play."""
    return {"class": "recording", "data-address": image.get("src", "")}


def _player(draft: Draft, image: Element) -> Element:
    kind = _kind(image)
    attributes = {"controls": "", "preload": "metadata", "src": image.get("src", "")}
    name = image.get("alt", "").strip() or _sentences(draft.context.language)[kind]
    inline = {"playsinline": ""} if kind == "video" else {}
    return Element(kind, {**attributes, **inline, "aria-label": name})


def _held(figure: Element) -> Iterator[Element]:
    """The images that a figure shows, those in its panels too."""
    yield from figure.findall("img")
    yield from figure.findall("div[@class='panels']/div/img")


def _box(draft: Draft, image: Element) -> None:
    """Make a box with a player of an image in a figure of several."""
    player = _player(draft, image)
    image.tag, image.attrib = "div", _about(image)
    image.append(player)


def _become_link(image: Element, *, is_linked: bool) -> None:
    caption, address = Element("span"), image.get("src", "")
    inline_captions.write(caption, image.get("alt", ""))
    image.text = tree.text_of(caption).strip() or PurePosixPath(_path(address)).name
    label = {"id": image.attrib["id"]} if "id" in image.attrib else {}
    image.tag, image.attrib = ("span", label) if is_linked else ("a", {"href": address, **label})
