"""Makes figures: of an image that stands alone, and of several side by side between `::: figure` and `:::`."""

import string
from xml.etree.ElementTree import Element

from blog.rendering import kinds, tree
from blog.rendering.counted import await_number
from blog.rendering.draft import Counted, Draft
from blog.rendering.pictures import inline_captions
from blog.rendering.pieces import Caption, DivisionStart


def holds_only_images(block: Element) -> bool:
    """Whether a paragraph is nothing but images, each perhaps a link."""
    texts = [block.text, *(child.tail for child in block)]
    children = _images(block)
    has_text = any((text or "").strip() for text in texts)
    return block.tag == "p" and bool(children) and all(map(_is_image, children)) and not has_text


def single(draft: Draft, element: Element) -> Element:
    """A figure of one image with its title or its text as caption; one with an id is numbered, to be referred to."""
    figure, image = Element("figure", {"class": "picture"}), _image(element)
    element.tail = None
    figure.append(element)
    caption = Element("figcaption")
    _write(caption, image)
    if label := image.attrib.pop("id", ""):
        await_number(draft, figure, kinds.FIGURE, caption, label, draft.place_of_label(label))
    _hang(figure, caption)
    return figure


def build(draft: Draft, start: DivisionStart, title: Element | None, inside: list[Element]) -> Element:
    """A figure of all that stands in a division; its caption is the division's title, or else its last paragraph."""
    figure = Element("figure", {"class": " ".join(["picture", *(name for name in start.classes if name == "wide")])})
    caption, given = Element("figcaption"), title if title is not None else _last_paragraph(draft, inside)
    if given is not None:
        tree.move_inside(given, caption)
    images = [image for block in inside if holds_only_images(block) for image in _images(block)]
    own = _image(images[0]).attrib.pop("id", "") if len(images) == 1 else ""
    label = start.label or own
    if len(images) == 1 and given is None:
        _write(caption, _image(images[0]))
    if label or any(_image(image).get("id") for image in images):
        await_number(draft, figure, kinds.FIGURE, caption, label, start.start)
    is_named = bool(label) or given is not None or any(_is_named(_image(image)) for image in images)
    figure.extend(
        _contents(draft, inside, is_alone=len(images) == 1, letters=string.ascii_lowercase if is_named else "")
    )
    _hang(figure, caption)
    return figure


def _is_named(image: Element) -> bool:
    return bool(image.get("id") or image.get("title") or image.get("alt"))


def _contents(draft: Draft, inside: list[Element], *, is_alone: bool, letters: str) -> list[Element]:
    """What stands in a figure: images that follow one another become panels with letters, all else stays as it is."""
    found: list[Element] = []
    waiting = iter(letters)
    for block in inside:
        if not holds_only_images(block):
            found.append(block)
        elif is_alone:
            found += _images(block)
        else:
            if not found or found[-1].get("class") != "panels":
                found.append(Element("div", {"class": "panels"}))
            found[-1].extend(_panel(draft, image, next(waiting, "")) for image in _images(block))
    return found


def _panel(draft: Draft, element: Element, letter: str) -> Element:
    """One image with its letter and its own caption."""
    panel, image = Element("div"), _image(element)
    element.tail = None
    panel.append(element)
    caption = Element("span")
    _write(caption, image)
    if letter:
        caption.text = f"({letter}) {caption.text or ''}"
    _hang(panel, caption)
    if label := image.attrib.pop("id", ""):
        draft.counted.append(Counted(panel, kinds.FIGURE, label, draft.place_of_label(label), letter=letter))
    return panel


def _hang(figure: Element, caption: Element) -> None:
    """Put the caption below, if it says anything."""
    if len(caption) or (caption.text or "").strip():
        figure.append(caption)


def _last_paragraph(draft: Draft, inside: list[Element]) -> Element | None:
    """The last paragraph if it is neither the only block, nor pictures, nor the caption of a table."""
    if len(inside) < 2 or inside[-1].tag != "p" or holds_only_images(inside[-1]):
        return None
    is_of_table = any(isinstance(piece, Caption) for piece in draft.slots.contained(inside[-2].text or ""))
    return None if is_of_table else inside.pop()


def _write(caption: Element, image: Element) -> None:
    """The title as caption, or else the alternative text, whose marks nobody wants to hear."""
    title, alternative = image.attrib.pop("title", ""), image.get("alt", "")
    inline_captions.write(caption, title or alternative)
    if not title:
        image.set("alt", tree.text_of(caption))


def _images(block: Element) -> list[Element]:
    return [child for child in block if child.tag != "br"]


def _image(element: Element) -> Element:
    return element if element.tag == "img" else element[0]


def _is_image(element: Element) -> bool:
    """An image, or a link around one image and nothing else."""
    if element.tag == "a" and len(element) == 1:
        return element[0].tag == "img" and not (element.text or "").strip() and not (element[0].tail or "").strip()
    return element.tag == "img"
