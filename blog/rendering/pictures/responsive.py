"""What an image tells browsers of its smaller forms, and when they should ask for it."""

from urllib.parse import quote
from xml.etree.ElementTree import Element

from blog.rendering.documents import FirstImage, ImageFacts

COLUMN, COLUMN_PIXELS = "42.5rem", 680  # of the text, see tokens.css: 40 Han characters of 17 pixels
EDGES = "2rem"  # paper left and right of the text on a phone
WIDEST = 1600  # pixels; a wider original is not worth its bytes: no column shows more than 680 x 2.35 of them
SAFE = "/:%?#=&+~@!$()*'"  # what may stand in `srcset` as in an address; a space or a comma would end it there
# An image behind this much text is below the fold of a phone (12 lines of 17 Han characters beside title and facts) or
# of a wide window (20 lines of 40): asked for first, it would only delay style sheets and faces.
EARLY_BLOCKS, EARLY_CHARACTERS = 4, 600


def describe(image: Element, facts: ImageFacts) -> None:
    """Write `srcset`, and `sizes` where there is a choice; a drawing or a tiny image is the one form of itself."""
    original = quote(image.get("src", ""), safe=SAFE)
    if not facts.derivatives:
        image.set("srcset", f"{original} 1x")
        return
    choice = [f"{address} {width}w" for address, width in facts.derivatives]
    if facts.width <= WIDEST:
        choice.append(f"{original} {facts.width}w")
    own = f"{facts.width}px" if facts.width < COLUMN_PIXELS else COLUMN
    image.set("srcset", ", ".join(choice))
    image.set("sizes", f"min(100vw - {EDGES}, {own})")


def stands_early(root: Element, image: Element) -> bool:
    """Whether an image is seen at once on the article's own page."""
    characters = 0
    for block in list(root)[:EARLY_BLOCKS]:
        for element in block.iter():
            if element is image:
                return characters <= EARLY_CHARACTERS
            characters += len(element.text or "") + len(element.tail or "")
    return False


def first(root: Element) -> FirstImage | None:
    """The image that the page asks for early, if one does."""
    found = next((image for image in root.iter("img") if image.get("fetchpriority")), None)
    return None if found is None else FirstImage(*(found.get(name, "") for name in ("src", "srcset", "sizes")))


def load_late(root: Element) -> None:
    """For texts of which many share a page: no image asks to come first."""
    for image in root.iter("img"):
        image.attrib.pop("fetchpriority", None)
        image.set("loading", "lazy")


def simplify(root: Element) -> None:
    """For feed readers: one address; of a very large picture that of its widest smaller form."""
    for image in root.iter("img"):
        for name in ("fetchpriority", "loading", "sizes"):
            image.attrib.pop(name, None)
        choice = image.attrib.pop("srcset", "").split(", ")[-1]
        if choice and int(image.get("width", "0")) > WIDEST:
            image.set("src", choice.split(" ")[0])
