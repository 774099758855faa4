"""Draws the picture that other sites show when they link to a post: words in, a PNG file out.

Pure: knows no model, no store and no setting. Nothing else of this package is used from outside.
"""

from blog.cards.drawing import HEIGHT, WIDTH, Card, draw, name
from blog.cards.faces import FontError, check_font

__all__ = ["HEIGHT", "WIDTH", "Card", "FontError", "check_font", "draw", "name"]
