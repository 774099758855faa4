"""Reads what Graphviz draws and keeps of it what an article can show: shapes and words, by lists of what is allowed.

No ids (several drawings stand on a page), links, images, styles or titles of single parts. Black becomes the colour of
the text, so that a drawing in black and white fits both schemes; one with colours of its own keeps its paper.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

NAMESPACE = "{http://www.w3.org/2000/svg}"
DOCTYPE = re.compile(r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>\[]*>)?")

SHAPES = {"path": {"d"}, "polygon": {"points"}, "polyline": {"points"}, "ellipse": {"cx", "cy", "rx", "ry"}}
TEXT = {"x", "y", "text-anchor", "font-size", "font-weight", "font-style", "text-decoration", "baseline-shift"}
ELEMENTS = {**SHAPES, "circle": {"cx", "cy", "r"}, "g": {"transform"}, "text": TEXT, "tspan": TEXT}
PAINTS = ("fill", "stroke")
PAINTING = {"stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity", "opacity"}
UNWRAPPED = {"a"}
SILENT = {"title", "desc", "defs"}  # left out without a word: names of parts, and gradients, told by their paint

VALUE = re.compile(r"[-\w\s.,#%+()]*")  # no address, no quotation mark
ADDRESS = re.compile(r"url\(", re.IGNORECASE)
BLACK = {"black", "#000", "#000000"}
NOTHING = {"none", "transparent"}
MONOSPACED = re.compile(r"mono|courier|consol|typewriter", re.IGNORECASE)
SCALE = re.compile(r"scale\((?P<factor>[\d.]+)")
FONT_SIZE = 14.0  # Graphviz's own, in its points, which we take for pixels: beside text of 17 px


class UnreadableError(ValueError):
    """It is no SVG as Graphviz writes it."""


@dataclass(frozen=True)
class Drawing:
    """A drawing fit for a page, without the element around it."""

    body: str
    width: float  # in units of the drawing, and in pixels where there is room
    height: float
    smallest: float  # size of its smallest words, in pixels
    has_colours: bool  # other than black and white
    words: str  # all that is written in it
    left_out: tuple[str, ...] = ()  # what was in it that no page shows: "link", "image", "gradient"


def read(text: str) -> Drawing:
    """What Graphviz wrote, as a drawing.

    Raises:
        UnreadableError: it is no SVG, has entities of its own, or no size.
    """
    rest = DOCTYPE.sub("", text, count=1)
    if "<!DOCTYPE" in rest or "<!ENTITY" in rest:
        raise UnreadableError
    try:
        root = fromstring(rest)  # noqa: S314 - without a document type there are no entities to expand
        box = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    except (ParseError, ValueError) as error:
        raise UnreadableError from error
    if root.tag != f"{NAMESPACE}svg" or len(box) != 4 or not all(map(_is_sound, box)) or min(box[2:]) <= 0:
        raise UnreadableError
    _remove_ground(root)
    reader = _Reader()
    kept = Element("svg")
    reader.copy(root, kept)
    body = "".join(tostring(child, encoding="unicode") for child in kept)
    moved = f'<g transform="translate({-box[0]:g} {-box[1]:g})">{body}</g>' if any(box[:2]) else body
    words = " ".join(" ".join(kept.itertext()).split())
    left_out = tuple(sorted(reader.left_out))
    return Drawing(moved, box[2], box[3], reader.smallest(root), reader.has_colours, words, left_out)


def _is_sound(number: float) -> bool:
    return abs(number) < 1e9  # neither infinite nor no number


def _remove_ground(root: Element) -> None:
    """The white sheet below everything is ours to choose."""
    for graph in root.findall(f"{NAMESPACE}g"):
        ground = graph.find(f"{NAMESPACE}polygon")
        if ground is not None and ground.get("fill") in {"white", *NOTHING} and list(graph).index(ground) <= 1:
            graph.remove(ground)


class _Reader:
    """Copies what is allowed and takes notes of the rest."""

    def __init__(self) -> None:
        self.left_out: set[str] = set()
        self.has_colours = False
        self._sizes: list[float] = []

    def smallest(self, root: Element) -> float:
        """The size of the smallest words as drawn: the whole may be scaled."""
        scales = [SCALE.search(graph.get("transform", "")) for graph in root.findall(f"{NAMESPACE}g")]
        factors = [float(scale["factor"]) for scale in scales if scale and scale["factor"].count(".") < 2]
        return min(self._sizes, default=FONT_SIZE) * min(factors, default=1.0)

    def copy(self, element: Element, into: Element) -> None:
        """Put what is allowed below `element` into another."""
        for child in element:
            name = str(child.tag).removeprefix(NAMESPACE)
            if name in UNWRAPPED:
                self.left_out.add("link")
                self.copy(child, into)
            elif name in ELEMENTS:
                kept = SubElement(into, name, self._attributes(child, name))
                kept.text = child.text if name in {"text", "tspan"} else None
                self.copy(child, kept)
            elif name not in SILENT:
                self.left_out.add(name)

    def _attributes(self, element: Element, name: str) -> dict[str, str]:
        kept = {
            key: value
            for key, value in element.attrib.items()
            if key in ELEMENTS[name] | PAINTING and VALUE.fullmatch(value) and not ADDRESS.search(value)
        }
        for paint in PAINTS:
            if element.get(paint):
                kept[paint] = self._paint(element.get(paint, ""))
        if name == "text":
            self._note_face(element, kept)
        return kept

    def _paint(self, colour: str) -> str:
        if colour in BLACK:
            return "currentColor"
        if colour in NOTHING:
            return "none"
        self.has_colours = True
        if ADDRESS.match(colour) or not VALUE.fullmatch(colour):
            self.left_out.add("gradient")
            return "none"
        return colour

    def _note_face(self, element: Element, kept: dict[str, str]) -> None:
        """Faces are those of the page, but what was set in letters of one width stays so."""
        if MONOSPACED.search(element.get("font-family", "")):
            kept["font-family"] = "monospace"
        try:
            size = float(element.get("font-size", FONT_SIZE))
        except ValueError:
            size = FONT_SIZE
        if size > 0:
            self._sizes.append(size)
