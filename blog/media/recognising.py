"""Tells what an uploaded recording or document is by its content, never by its name, and refuses what was cut off.

Only the places that say so are read, however long the file is. What is recognised is what today's browsers play or
show; the boxes, chunks and pages are those of ISO/IEC 14496-12, RFC 8794 (EBML), RFC 3533 (Ogg), RFC 9639 (FLAC),
ISO/IEC 11172-3 with ID3v2.4, the RIFF specification of 1991, and ISO 32000 (PDF).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

START = 64 * 1024  # bytes looked at where a format begins; EBML heads and first pages have some hundred
END = 1024  # bytes at the end of a PDF in which its last mark must stand, as readers of PDF have it
MOST_BOXES = 100_000  # an hour in fragments of a second has 7,200

BRAND_LENGTH = 12  # bytes up to the end of the brand
MP3_HEAD = 4  # bytes
ID3_HEAD = 10  # bytes
ENDLESS = 0xFFFFFFFF  # what a writer of WAVE says that could not go back
AUDIO_BRANDS = {b"M4A ", b"M4B "}
VIDEO_BRANDS = re.compile(rb"iso[m2-9]|mp4[12]|avc1|M4V[ HP]|dash|cmfc|MSNV|mmp4|3gp[4-9]|3g2[a-c]|XAVC|f4v ")
WEBM_DOCTYPE = re.compile(rb"\x42\x82(?:\x84|\x40\x04|\x01\0{6}\x04)webm")  # its length in one, two or eight bytes
EBML, SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"
OGG_PAGE = 27  # bytes before the lengths of the segments
OGG_AUDIO = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")
OGG_VIDEO = b"\x80theora"


@dataclass(frozen=True)
class Form:
    """What a file is."""

    kind: str  # "audio", "video" or "pdf"
    media_type: str
    suffix: str


MP4, MOV, M4A = (
    Form("video", "video/mp4", ".mp4"),
    Form("video", "video/quicktime", ".mov"),
    Form("audio", "audio/mp4", ".m4a"),
)
WEBM, OGV, OGG = (
    Form("video", "video/webm", ".webm"),
    Form("video", "video/ogg", ".ogv"),
    Form("audio", "audio/ogg", ".ogg"),
)
MP3, WAV, FLAC = (
    Form("audio", "audio/mpeg", ".mp3"),
    Form("audio", "audio/wav", ".wav"),
    Form("audio", "audio/flac", ".flac"),
)
PDF = Form("pdf", "application/pdf", ".pdf")
FORMS = (MP4, MOV, M4A, WEBM, OGV, OGG, MP3, WAV, FLAC, PDF)


def recognise(file: IO[bytes], size: int) -> Form | None:
    """What a file of `size` bytes is; none of the known formats, or cut off: None.

    >>> from io import BytesIO
    >>> recognise(BytesIO(b"%PDF-1.7 x %%EOF"), 16)
    Form(kind='pdf', media_type='application/pdf', suffix='.pdf')
    >>> recognise(BytesIO(b"<html>%PDF-1.7"), 14)
    """
    start = _at(file, 0, START)
    return next((form for judge in JUDGES if (form := judge(file, start, size))), None)


def _at(file: IO[bytes], place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def _pdf(file: IO[bytes], start: bytes, size: int) -> Form | None:
    return PDF if start.startswith(b"%PDF-") and b"%%EOF" in _at(file, max(0, size - END), END) else None


def _mp4(file: IO[bytes], start: bytes, size: int) -> Form | None:
    """A film's boxes must fill the file, and one of them be its index."""
    brand = start[8:BRAND_LENGTH]
    if start[4:8] != b"ftyp" or len(brand) < 4:
        return None
    form = MOV if brand == b"qt  " else M4A if brand in AUDIO_BRANDS else MP4 if VIDEO_BRANDS.fullmatch(brand) else None
    kinds = set()
    for kind, end in _boxes(file, size):
        kinds.add(kind)
        if end > size:
            return None
    return form if b"moov" in kinds else None


def _boxes(file: IO[bytes], size: int) -> Iterator[tuple[bytes, int]]:
    """The topmost boxes, each with the place behind it; the last may be as long as it likes."""
    place = 0
    for _ in range(MOST_BOXES):
        head = _at(file, place, 16)
        if len(head) < 8:
            return
        length = int.from_bytes(head[:4])
        if length == 1:
            length = int.from_bytes(head[8:])
        place = place + length if length else size
        yield head[4:8], place if length == 0 or length >= 8 else size + 1
        if length < 8:
            return


def _webm(_file: IO[bytes], start: bytes, _size: int) -> Form | None:
    """Matroska of other kinds, which browsers do not play, bears another name in its head."""
    if not start.startswith(EBML):
        return None
    segment = start.find(SEGMENT, len(EBML))
    return WEBM if segment > 0 and WEBM_DOCTYPE.search(start, 0, segment) else None


def _ogg(_file: IO[bytes], start: bytes, _size: int) -> Form | None:
    """By the codec that the first page names; it is one with a single packet."""
    if start[:5] != b"OggS\0" or len(start) <= OGG_PAGE:
        return None
    first = start[OGG_PAGE + start[OGG_PAGE - 1] :]
    return OGV if first.startswith(OGG_VIDEO) else OGG if first.startswith(OGG_AUDIO) else None


def _wav(file: IO[bytes], start: bytes, size: int) -> Form | None:
    """Chunks behind the head; the samples must be there, and say before how they are written."""
    if start[:4] != b"RIFF" or start[8:12] != b"WAVE":
        return None
    place, has_format = 12, False
    for _ in range(MOST_BOXES):
        head = _at(file, place, 8)
        if len(head) < 8:
            return None
        length = int.from_bytes(head[4:], "little")
        has_format = has_format or head[:4] == b"fmt "
        if head[:4] == b"data":
            return WAV if has_format and (length == ENDLESS or place + 8 + length <= size) else None
        place += 8 + length + length % 2
    return None


def _flac(_file: IO[bytes], start: bytes, size: int) -> Form | None:
    """The first block describes the stream in 34 bytes."""
    return FLAC if start[:4] == b"fLaC" and start[4:8] in {b"\0\0\0\x22", b"\x80\0\0\x22"} and size > 42 else None


def _mp3(file: IO[bytes], start: bytes, size: int) -> Form | None:
    """Behind a tag, if there is one, two frames of layer III in a row: one alone may be chance."""
    place = 0
    if start[:3] == b"ID3" and len(start) >= ID3_HEAD:
        length = start[6] << 21 | start[7] << 14 | start[8] << 7 | start[9]
        place = ID3_HEAD + length + (ID3_HEAD if start[5] & 0x10 else 0)
        head = _at(file, place, START)
        place += len(head) - len(head.lstrip(b"\0"))
    length = _mp3_frame(_at(file, place, MP3_HEAD))
    return MP3 if length and place + length < size and _mp3_frame(_at(file, place + length, MP3_HEAD)) else None


def _mp3_frame(head: bytes) -> int:
    """Bytes of a frame by its head; 0 for what is no frame of layer III."""
    if len(head) < MP3_HEAD or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, bit_rate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate == 3 or not 0 < bit_rate < 15:
        return 0
    kilobits = (MP3_BIT_RATES if version == 3 else MP3_LOW_BIT_RATES)[bit_rate]
    hertz = (44_100, 48_000, 32_000)[rate] >> {3: 0, 2: 1, 0: 2}[version]
    return (144_000 if version == 3 else 72_000) * kilobits // hertz + (head[2] >> 1 & 1)


# Kilobits a second by the number in a frame's head: of MPEG-1, and of MPEG-2 and 2.5.
MP3_BIT_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
MP3_LOW_BIT_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
JUDGES: tuple[Callable[[IO[bytes], bytes, int], Form | None], ...] = (_pdf, _mp4, _webm, _ogg, _wav, _flac, _mp3)
