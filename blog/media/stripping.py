"""Takes out of a picture what its reader does not see: place, camera, author, comments, thumbnails, what stands behind.

Colour profiles stay. Where the format allows it the pixels are not touched: PNG, WebP and GIF are put together again
from the parts that draw, and JPEG, too, unless it must be turned. So nothing hides in what is served.
"""

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import PIL.Image
from PIL import ImageOps, JpegImagePlugin

ORIENTATION = 0x0112  # Exif 2.32, tag 274
# PNG (W3C, third edition) with APNG's parts; the others hold text, times and what editors keep.
PNG_PARTS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
    *(b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"sBIT", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs"),
}
WEBP_PARTS = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}  # RFC 9649
EXIF_AND_XMP = 0x08 | 0x04  # flags of VP8X
GIF_APPLICATIONS = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}  # repetitions and the colour profile
JPEG_END, JPEG_SCAN = b"\xff\xd9", b"\xff\xda"
JPEG_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # behind the data of a scan; neither stuffing nor a restart
JFIF_LENGTH = 18  # bytes, marker included; a longer one holds a thumbnail
AVIF_BOXES = {b"ftyp", b"meta", b"mdat", b"moov", b"free"}
JPEG_QUALITY, WEBP_QUALITY, AVIF_QUALITY = 95, 95, 90  # where a picture must be compressed anew
AVIF_SPEED = 8  # of 10; the default takes a minute for a photograph


def strip(content: bytes, kind: str) -> bytes:
    """The picture without metadata, upright.

    Args:
        content: the file.
        kind: its format, as Pillow names it.

    Raises:
        OSError, SyntaxError, ValueError, IndexError: the picture is broken.
    """
    with PIL.Image.open(BytesIO(content)) as image:
        turned = image.getexif().get(ORIENTATION, 1) in range(2, 9) and not getattr(image, "is_animated", False)
        if turned and kind in {"JPEG", "MPO"}:
            return _jpeg_anew(image)
        if turned:
            return _anew(image, kind, lossless=content[12:16] == b"VP8L")
        if kind == "AVIF":
            return _anew(image, kind) if _has_metadata(image, content) else content
    return {"JPEG": _jpeg, "MPO": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}[kind](content)


def _jpeg_anew(image: Any) -> bytes:
    tables, sampling = image.quantization, JpegImagePlugin.get_sampling(image)
    upright = ImageOps.exif_transpose(image)
    options: dict[str, Any] = {"qtables": tables, "subsampling": sampling} if tables else {"quality": JPEG_QUALITY}
    is_progressive = bool(image.info.get("progressive"))
    return _written(upright, "JPEG", image, optimize=not is_progressive, progressive=is_progressive, **options)


def _anew(image: Any, kind: str, *, lossless: bool = False) -> bytes:
    options: dict[str, dict[str, Any]] = {
        "WEBP": {"lossless": True} if lossless else {"quality": WEBP_QUALITY},
        "AVIF": {"quality": AVIF_QUALITY, "speed": AVIF_SPEED, "save_all": getattr(image, "is_animated", False)},
    }
    upright = image if getattr(image, "is_animated", False) else ImageOps.exif_transpose(image)
    return _written(upright, kind, image, **options.get(kind, {}))


def _written(upright: Any, kind: str, image: Any, **options: Any) -> bytes:
    """The pixels with the profile of the picture that they came from, and nothing else of it."""
    for name in ("exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp", "Raw profile type exif"):
        upright.info.pop(name, None)
    buffer = BytesIO()
    upright.save(buffer, kind, icc_profile=image.info.get("icc_profile"), exif=b"", **options)
    return buffer.getvalue()


def _has_metadata(image: Any, content: bytes) -> bool:
    """Whether an AVIF holds more than what draws; its parts refer to each other by place and cannot be moved."""
    if image.info.get("exif") or image.info.get("xmp"):
        return True
    position = 0
    while position < len(content):
        length, name = struct.unpack_from(">I4s", content, position)
        if name not in AVIF_BOXES or (length < 8 and length != 0):
            return True
        position += length or len(content)
    return position != len(content)


def _jpeg(content: bytes) -> bytes:
    """The segments that draw (ITU-T T.81, appendix B), to the first end: a second picture may stand behind it."""
    parts, position = [content[:2]], 2
    while (marker := _slice(content, position, 2)) != JPEG_END:
        if marker[0] != 0xFF:
            raise ValueError("no segment of a JPEG")
        if marker[1] == 0xFF:  # filling
            position += 1
            continue
        stop = position + 2 + struct.unpack(">H", _slice(content, position + 2, 2))[0]
        if marker == JPEG_SCAN:
            found = JPEG_MARKER.search(content, stop)
            stop = found.start() if found else len(content)
        if _is_kept(content[position:stop]):
            parts.append(_slice(content, position, stop - position))
        position = stop
    return b"".join([*parts, JPEG_END])


def _is_kept(segment: bytes) -> bool:
    """Not what programs and people note, save colours: JFIF's own segment, profiles, and Adobe's word on them."""
    number = segment[1]
    if 0xE0 <= number <= 0xEF:
        known = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}.get(number)
        return known is not None and segment[4:].startswith(known) and (number != 0xE0 or len(segment) == JFIF_LENGTH)
    return number != 0xFE


def _png(content: bytes) -> bytes:
    return content[:8] + b"".join(part for name, part in _png_parts(content) if name in PNG_PARTS)


def _png_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position, name = 8, b""
    while name != b"IEND":  # what stands behind it is no picture
        length, name = struct.unpack(">I4s", _slice(content, position, 8))
        yield name, _slice(content, position, length + 12)
        position += length + 12


def _webp(content: bytes) -> bytes:
    parts = b"".join(_webp_parts(content[: 8 + struct.unpack("<I", _slice(content, 4, 4))[0]]))
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


def _webp_parts(content: bytes) -> Iterator[bytes]:
    position = 12
    while position < len(content):
        name, length = struct.unpack("<4sI", _slice(content, position, 8))
        part = _slice(content, position, 8 + length) + b"\0" * (length % 2)
        if name == b"VP8X":
            part = part[:8] + bytes([part[8] & ~EXIF_AND_XMP]) + part[9:]
        if name in WEBP_PARTS:
            yield part
        position += len(part)


def _gif(content: bytes) -> bytes:
    """The blocks that draw (GIF89a, section "Appendix C"), in their order."""
    flags = _slice(content, 10, 1)[0]
    start = position = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    parts = [_slice(content, 0, start)]
    while (sign := _slice(content, position, 1)) != b";":
        stop = _gif_block_end(content, position)
        if sign == b"," or _is_drawn(content, position):
            parts.append(content[position:stop])
        position = stop
    return b"".join([*parts, b";"])


def _gif_block_end(content: bytes, position: int) -> int:
    sign = _slice(content, position, 1)
    if sign == b"!":
        position += 2
    elif sign == b",":
        flags = _slice(content, position + 9, 1)[0]
        position += 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)  # the byte behind the palette is the code size
    else:
        raise ValueError("no block of a GIF")
    while size := _slice(content, position, 1)[0]:
        position += size + 1
    return position + 1


def _is_drawn(content: bytes, position: int) -> bool:
    label = _slice(content, position, 2)[1]
    return label == 0xF9 or (label == 0xFF and content[position + 3 : position + 14] in GIF_APPLICATIONS)


def _slice(content: bytes, start: int, length: int) -> bytes:
    """Bytes that must be there."""
    if start + length > len(content):
        raise ValueError("the picture is cut off")
    return content[start : start + length]
