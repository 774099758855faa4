"""Drawings (SVG): only what draws is kept, and nothing outside the file is asked for.

They are shown by `<img>` alone, where no script runs, and served under a policy that runs none either: this is the
first of three walls, and the one that keeps a drawing from stopping its reader's browser.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from blog.media import unfolding
from blog.media.vocabulary import ANIMATIONS, ATTRIBUTES, ELEMENTS, REFERENCE

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SIZE_LIMIT = 4 * 1024 * 1024  # bytes; a plot of 50,000 points has 3 MB
ELEMENT_LIMIT, DEPTH_LIMIT = 50_000, 100
SIDE_LIMIT = 20_000  # pixels, as for pictures; a drawing is scaled down to it
DEFAULT_SIZE = (300, 150)  # pixels (CSS 2.2, section 10.3.2)
PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16.0}
OPENING = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE\s+svg|<(?:[\w-]+:)?svg\b)")
# As matplotlib and Graphviz write it. It may define nothing: entities can unfold without end.
DOCTYPE = re.compile(r"""<!DOCTYPE\s+svg(?:\s+(?:PUBLIC\s*"[^"<>]*"|SYSTEM))?(?:\s*"[^"<>]*")?\s*>""")
DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
LENGTH = re.compile(r"\s*(?P<number>\+?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,3})?)\s*(?P<unit>[a-z]*)\s*")
# Style sheets: whatever fetches, and whatever may hide what fetches.
FETCHING = re.compile(
    r"\\|@import|@font-face|@namespace|@charset|(?:src|image|image-set|cross-fade|element)\s*\(", re.I
)
ADDRESS = re.compile(r"url\s*\(\s*(?P<quote>[\"']?)(?P<address>[^)\"']*)", re.I)
EMBEDDED = re.compile(r"data:image/(?:png|jpe?g|webp|gif);base64,(?P<content>[A-Za-z0-9+/=\s]+)")

NOT_MOVED = {"id", "class", "style", "type"}

Embed = Callable[[bytes], tuple[str, bytes]]


@dataclass(frozen=True)
class Drawing:
    """A drawing as it is stored."""

    content: bytes
    width: int  # CSS pixels
    height: int


def is_drawing(content: bytes) -> bool:
    """Whether a file begins as SVG does.

    >>> is_drawing(b'<?xml version="1.0"?><svg/>'), is_drawing(b"GIF89a")
    (True, False)
    """
    return OPENING.match(content.removeprefix(b"\xef\xbb\xbf")) is not None


def sanitize(content: bytes, embed: Embed) -> Drawing:
    """The drawing without anything that runs, fetches, links or unfolds.

    Args:
        content: the file, UTF-8.
        embed: judges and cleans a picture inside the drawing; gives its media type and its bytes.

    Raises:
        ValidationError: it is no SVG, defines entities, or is larger than the limits.
    """
    if len(content) > SIZE_LIMIT:
        raise ValidationError(_("The drawing is larger than %(limit)s MB."), params={"limit": SIZE_LIMIT // 1024**2})
    root = _read(_text(content), embed)
    unfolding.refuse_costly(root)
    width, height = _size(root)
    root.set("xmlns", SVG.strip("{}"))
    root.set("width", f"{width}")
    root.set("height", f"{height}")
    return Drawing(ElementTree.tostring(root, encoding="utf-8", xml_declaration=False), width, height)


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("The drawing is not in UTF-8.")) from error
    text = DOCTYPE.sub("", DECLARATION.sub("", text, count=1), count=1)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValidationError(_("The drawing defines entities. Save it as plain SVG."))
    return text


def _read(text: str, embed: Embed) -> Element:
    sieve = Sieve(embed)
    parser = ElementTree.XMLParser(target=sieve)  # noqa: S314 - a text without definitions, within limits
    try:
        parser.feed(text)
        root = parser.close()
    except (ElementTree.ParseError, ValueError, AssertionError) as error:
        raise ValidationError(_("The drawing cannot be read: %(reason)s"), params={"reason": error}) from error
    if not isinstance(root, Element) or root.tag != "svg":
        raise ValidationError(_("The file is no SVG drawing."))
    if not len(root):
        raise ValidationError(_("Nothing in the drawing can be shown."))
    return root


class Sieve:
    """Takes what a parser finds and builds a tree of what is allowed of it."""

    def __init__(self, embed: Embed) -> None:
        self.embed = embed
        self.builder = ElementTree.TreeBuilder()
        self.depth = self.skipped = self.elements = 0  # skipped: how many open elements are left out

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > DEPTH_LIMIT or self.elements > ELEMENT_LIMIT:
            raise ValidationError(_("The drawing has too many elements. Simplify it, or save it as PNG."))
        name = "g" if tag == f"{SVG}a" else tag.removeprefix(SVG)
        if self.skipped or not tag.startswith(SVG) or not _is_allowed(name, attributes):
            self.skipped += 1
            return
        self.builder.start(name, dict(self._attributes(name, attributes)))

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        element = self.builder.end("g" if tag == f"{SVG}a" else tag.removeprefix(SVG))
        if element.tag == "style" and not _is_harmless("".join(element.itertext())):
            element.text = None

    def data(self, text: str) -> None:
        if not self.skipped and self.depth:
            self.builder.data(text)

    def close(self) -> Element | None:
        return self.builder.close() if self.elements and not self.skipped else None

    def _attributes(self, name: str, attributes: dict[str, str]) -> list[tuple[str, str]]:
        kept = []
        for written, value in attributes.items():
            attribute = REFERENCE if written == f"{XLINK}href" else written
            if attribute == REFERENCE:
                value = value.strip() if value.strip().startswith("#") else self._picture(name, value)
            elif attribute == XML_SPACE:
                attribute = "xml:space"
            elif attribute not in ATTRIBUTES or not _is_harmless(value):
                continue
            if value:
                kept.append((attribute, value))
        return kept

    def _picture(self, name: str, value: str) -> str:
        """A picture within the drawing, cleaned as all pictures are; nothing where it is anything else."""
        match = EMBEDDED.fullmatch(value.strip()) if name == "image" else None
        if match is None:
            return ""
        kind, content = self.embed(base64.b64decode(match["content"]))
        return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _is_allowed(name: str, attributes: dict[str, str]) -> bool:
    """Whether an element draws; one that moves something may move what is drawn only, never where it leads."""
    if name in ANIMATIONS and attributes.get("attributeName", "d").strip() not in ATTRIBUTES - NOT_MOVED:
        return False
    return name in ELEMENTS


def _is_harmless(text: str) -> bool:
    """Whether a style sheet or a value asks for nothing outside the drawing.

    >>> _is_harmless("fill: url(#a)"), _is_harmless("fill: url(//b.example)"), _is_harmless("f: u\\\\72l(x)")
    (True, False, False)
    """
    addresses = (match["address"].strip() for match in ADDRESS.finditer(text))
    return not FETCHING.search(text) and all(address.startswith("#") for address in addresses)


def _size(root: Element) -> tuple[int, int]:
    """Width and height in CSS pixels, from the attributes of these names, else from the view box."""
    box = [_pixels(part) for part in root.get("viewBox", "").replace(",", " ").split()][2:4]
    shape = (box[0], box[1]) if len(box) == 2 and all(box) else None
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    if not width and not height:
        width, height = shape or DEFAULT_SIZE
    ratio = shape[1] / shape[0] if shape else DEFAULT_SIZE[1] / DEFAULT_SIZE[0]
    width, height = width or height / ratio, height or width * ratio
    if not shape:
        root.set("viewBox", f"0 0 {width:g} {height:g}")  # else it would be cut off where it is shown smaller
    scale = min(1.0, SIDE_LIMIT / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _pixels(length: str) -> float:
    """A length in pixels; 0 where it has none, as with percentages."""
    match = LENGTH.fullmatch(length)
    if match is None or match["unit"] not in PIXELS:
        return 0.0
    pixels = float(match["number"]) * PIXELS[match["unit"]]
    return pixels if pixels < 1e9 else 0.0
