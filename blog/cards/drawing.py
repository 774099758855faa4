"""Draws a card in the house's look: paper, the date in the wide margin, the title beside it on the same baseline."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

from blog.cards import faces, setting
from blog.cards.breaking import Broken, break_lines
from blog.cards.setting import Style

VERSION = 1  # raise it when the same words are drawn otherwise, then run manage.py rerender
WIDTH, HEIGHT = 1200, 630  # pixels; what Open Graph's readers cut nothing off
PAPER, TEXT, MUTED, ACCENT = "#fdfcf9", "#1c1c1a", "#5c5a55", "#a3341f"  # of tokens.css
SHADES = 48  # between paper and each ink; more cannot be told apart on a letter's edge
MARGIN_END, TEXT_START, TEXT_END = 256, 304, 1120  # 13rem, 2rem and 42.5rem of the page, in its proportions
HEAD, BASELINE, FOOT = 104, 244, 556  # baselines of the site's name, of badge and title, of the foot
SIZES = ((80, 2), (68, 3), (58, 4))  # of the title, the largest in so many lines that hold it
LEADING = 1.32
HALF_EMPTY = frozenset("（「『【《〈“‘")  # their left half is white: hung out, so that the edge stays straight
DAY, MONTH, SMALL = 84, 34, 30
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Card:
    """What a card shows, all of it plain text."""

    title: str
    site: str = ""  # above the title
    day: date | None = None
    foot: tuple[str, ...] = ()  # the author and tags; those that do not fit are left out
    language: str = "zh-hans"  # BCP 47, of the title


def name(card: Card, font: str = "") -> str:
    """The name of a card's file, made from all that its content is made of; empty if no face has the title's signs.

    Raises:
        FontError: `font` is none.
    """
    stacks = [faces.stack(font, bold=bold) for bold in (True, False)]
    if not card.title.strip() or not setting.can_set(card.title, stacks[0]):
        return ""
    used = [(face.path, face.index, face.path and Path(face.path).stat().st_size) for stack in stacks for face in stack]
    return f"cards/{hashlib.sha256(repr((VERSION, card, used)).encode()).hexdigest()[:32]}.png"


def draw(card: Card, font: str = "") -> bytes:
    """The card as a PNG file.

    Raises:
        FontError: `font` is none.
    """
    bold, plain = faces.stack(font, bold=True), faces.stack(font)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    if card.day:
        _draw_badge(canvas, card.day, bold, plain)
    else:
        canvas.rectangle((MARGIN_END - 60, BASELINE - 26, MARGIN_END, BASELINE - 18), fill=ACCENT)  # as on the icon
    _draw_title(canvas, card, bold)
    site = Style(bold, SMALL, TEXT, card.language)
    if card.site and setting.can_set(card.site, bold):
        setting.write(canvas, (TEXT_START, HEAD), _shortened(card.site, site), site)
    _draw_foot(canvas, card, Style(plain, SMALL, MUTED, card.language))
    return _packed(image)


def _draw_badge(
    canvas: ImageDraw.ImageDraw, day: date, bold: tuple[faces.Face, ...], plain: tuple[faces.Face, ...]
) -> None:
    """Flush right at the margin's edge, as on the page: day, month, year."""
    lines = [
        (str(day.day), Style(bold, DAY, ACCENT, "en"), BASELINE),
        (MONTHS[day.month - 1], Style(plain, MONTH, ACCENT, "en"), BASELINE + 52),
        (str(day.year), Style(plain, MONTH, MUTED, "en"), BASELINE + 98),
    ]
    for text, style, baseline in lines:
        setting.write(canvas, (MARGIN_END - setting.width(text, style), baseline), text, style)


def _draw_title(canvas: ImageDraw.ImageDraw, card: Card, bold: tuple[faces.Face, ...]) -> None:
    lines, size = _title_lines(card, bold)
    style = Style(bold, size, TEXT, card.language)
    for index, line in enumerate(lines):
        hanging = size / 2 if line[0] in HALF_EMPTY and card.language.startswith("zh") else 0
        setting.write(canvas, (TEXT_START - hanging, BASELINE + index * size * LEADING), line, style)


def _title_lines(card: Card, bold: tuple[faces.Face, ...]) -> tuple[tuple[str, ...], int]:
    """The title in the largest size that holds it, or in the next one if that parts fewer phrases."""
    fitting: list[tuple[Broken, int]] = []
    for size, most in SIZES:
        style = Style(bold, size, TEXT, card.language)
        broken = break_lines(card.title, TEXT_END - TEXT_START, most, partial(setting.width, style=style))
        if broken.is_whole:
            fitting.append((broken, size))
    broken, size = min(fitting[:2], key=lambda each: each[0].parted, default=(broken, size))
    return broken.lines, size


def _draw_foot(canvas: ImageDraw.ImageDraw, card: Card, style: Style) -> None:
    across = float(TEXT_START)
    for words in card.foot:
        length = setting.width(words, style)
        if across + length <= TEXT_END and setting.can_set(words, style.faces):
            setting.write(canvas, (across, FOOT), words, style)
            across += length + SMALL


def _shortened(text: str, style: Style) -> str:
    return break_lines(text, TEXT_END - TEXT_START, 1, partial(setting.width, style=style)).lines[0]


def _packed(image: Image.Image) -> bytes:
    """As a PNG with a palette of the shades from the paper to each ink: a fourth of the bytes, and none is lost."""
    paper = ImageColor.getrgb(PAPER)
    inks = [ImageColor.getrgb(ink) for ink in (TEXT, MUTED, ACCENT)]
    colours = [
        round(start + (end - start) * shade / (SHADES - 1))
        for ink in inks
        for shade in range(SHADES)
        for start, end in zip(paper, ink, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    buffer = BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
