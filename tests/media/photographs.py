"""Draws pictures as cameras make them, with what cameras write beside the pixels."""

import io
import random

import PIL.Image
import PIL.ImageChops
import PIL.ImageDraw

CAMERA, SECRET = "Brownie", b"51.5007N 0.1246W"


def photograph(width: int = 6000, height: int = 4000, *, orientation: int = 1) -> bytes:
    """A JPEG with gradients, shapes, noise and a place."""
    picture = _scene(width, height)
    exif = picture.getexif()
    exif[0x010F], exif[0x0112] = CAMERA, orientation
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 2.52)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=88, exif=exif, xmp=b"<x>" + SECRET, comment=SECRET)
    return buffer.getvalue()


def _scene(width: int, height: int) -> PIL.Image.Image:
    down = PIL.Image.linear_gradient("L").resize((width, height))
    round_ = PIL.Image.radial_gradient("L").resize((width, height))
    picture = PIL.Image.merge("RGB", (down, round_, PIL.ImageChops.invert(down)))
    draw, chance = PIL.ImageDraw.Draw(picture), random.Random(1)
    for _ in range(400):
        left, top, size = chance.randrange(width), chance.randrange(height), chance.randrange(width // 300, width // 10)
        draw.ellipse((left, top, left + size, top + size // 2), fill=tuple(chance.randrange(256) for _ in range(3)))
    noise = PIL.Image.effect_noise((width, height), 40)
    return PIL.Image.blend(picture, PIL.Image.merge("RGB", (noise,) * 3), 0.25)
