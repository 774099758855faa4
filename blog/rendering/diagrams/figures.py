"""Writes a drawing as a figure that shrinks to the width of the text as far as its words stay legible, then scrolls."""

import html

from blog.rendering.languages import spoken
from blog.rendering.pieces import Diagram

NAMES = {"zh": "图示", "en": "Diagram"}
LEGIBLE = 9.0  # pixels; smaller words need a magnifying glass on a phone
PHONE = 288.0  # pixels of text on a screen of 320


def to_html(diagram: Diagram, language: str) -> str:
    """A figure with the drawing and, if it has one, its title.

    An empty drawing beside it has the least width: it alone cannot shrink, and no style attribute is needed.
    """
    drawing = diagram.drawing
    least = drawing.width * min(LEGIBLE / drawing.smallest, 1.0)
    name = html.escape(diagram.title or NAMES[spoken(language)])
    classes = "diagram on-paper" if drawing.has_colours else "diagram"
    focus = f' tabindex="0" role="group" aria-label="{name}"' if least > PHONE else ""
    size = f'width="{drawing.width:.0f}" height="{drawing.height:.0f}"'
    box = f'viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    caption = f"<figcaption>{html.escape(diagram.title, quote=False)}</figcaption>" if diagram.title else ""
    return (
        f'<figure class="{classes}"><div class="diagram-body"{focus}><div class="diagram-sheet">'
        f'<svg class="diagram-least" width="{least:.0f}" height="1" aria-hidden="true"></svg>'
        f'<svg {size} {box} fill="currentColor" role="img" aria-label="{name}">{drawing.body}</svg>'
        f"</div></div>{caption}</figure>"
    )
