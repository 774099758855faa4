"""Makes a picture's smaller forms, so that a phone fetches what it can show: WebP in up to three widths."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import PIL.Image
from PIL import ImageCms

# Pixels. A phone's column has 288 to 398 CSS pixels, the widest column 680; screens have one to three pixels for each.
WIDTHS = (480, 960, 1600)
QUALITY, DRAWING_QUALITY = 75, 90  # of 100; blurred edges of lines are seen sooner than those of leaves
# A phone of 320 pixels shall fetch a photograph in less than 40 kB (its headers included): the smallest form is lowered
# by steps until it has at most this many bytes, but never so far that it cannot be made out.
SMALLEST_LIMIT, STEP, LOWEST = 36 * 1000, 10, 25
TALLEST = 16_383  # pixels; more than WebP holds
SAMPLE = 128  # pixels
DRAWN_SHARE = 4  # in a drawing fewer than a quarter of the sampled pixels have a colour of their own
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class Smaller:
    """One smaller form of a picture."""

    width: int  # pixels
    content: bytes  # WebP


def derive(content: bytes) -> tuple[Smaller, ...]:
    """The smaller forms of a picture without metadata, smallest first; none of what moves.

    A form that would not be smaller in bytes is left out: small drawings with few colours often are best as they are.
    """
    with PIL.Image.open(BytesIO(content)) as image:
        width, height = image.size
        widths = [wanted for wanted in WIDTHS if wanted < width and round(height * wanted / width) <= TALLEST]
        if not widths or getattr(image, "is_animated", False):
            return ()
        is_photograph = image.format == "JPEG"
        reduced = _reduced(image, max(widths))
    is_drawing = not is_photograph and _is_drawing(reduced)
    made = []
    for wanted in reversed(widths):  # each from the one before: from the original it would take thrice as long
        reduced = reduced.resize((wanted, max(1, round(height * wanted / width))), PIL.Image.Resampling.LANCZOS)
        made.append(
            Smaller(wanted, _encoded(reduced, is_drawing=is_drawing, limit=SMALLEST_LIMIT * (wanted == widths[0])))
        )
    return tuple(form for form in reversed(made) if len(form.content) < len(content))


def _reduced(image: Any, width: int) -> Any:
    """The picture in sRGB, at most about twice as wide as wanted; JPEG unfolds only as many pixels as are needed."""
    if image.format == "JPEG":
        image.draft(None, (width, 1))
    if image.mode.startswith("I"):  # 16 bits a pixel
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    if (factor := image.width // width) > 1:
        image = (image.convert("L") if image.mode == "1" else image).reduce(factor)
    return _in_srgb(image)


def _in_srgb(image: Any) -> Any:
    """A profile may be larger than a small form, so its colours become those that browsers assume without one."""
    mode = "RGBA" if "A" in image.getbands() else "RGB"
    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        plain = image if image.mode in {"RGB", "RGBA", "CMYK", "L"} else image.convert(mode)
        return ImageCms.profileToProfile(plain, source, SRGB, outputMode=mode if plain.mode != "L" else "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that is broken or of another kind of colour
        return image.convert(mode)


def _is_drawing(image: PIL.Image.Image) -> bool:
    sample = image.resize((min(SAMPLE, image.width), min(SAMPLE, image.height)), PIL.Image.Resampling.NEAREST)
    return len(sample.getcolors(SAMPLE * SAMPLE) or ()) * DRAWN_SHARE < sample.width * sample.height


def _encoded(image: Any, *, is_drawing: bool, limit: int) -> bytes:
    quality = DRAWING_QUALITY if is_drawing else QUALITY
    content = _webp(image, quality=quality, method=4)
    if is_drawing:
        content = min(content, _webp(image, lossless=True, quality=75, method=4), key=len)
    while limit and len(content) > limit and quality - STEP >= LOWEST:
        quality -= STEP
        content = _webp(image, quality=quality, method=6)
    return content


def _webp(image: Any, **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "WEBP", exif=b"", icc_profile=b"", **options)
    return buffer.getvalue()
