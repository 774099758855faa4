"""Makes tiny files of each format that attachments can have, whole as far as the blog looks at them."""

import io
import wave


def wav(seconds: float = 0.5) -> bytes:
    """Silence."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * int(8000 * seconds))
    return buffer.getvalue()


def box(kind: bytes, content: bytes) -> bytes:
    """A box of an MP4 file."""
    return (8 + len(content)).to_bytes(4) + kind + content


def mp4(brand: bytes = b"isom") -> bytes:
    """A film without pictures."""
    return box(b"ftyp", brand + b"\0\0\2\0") + box(b"moov", bytes(32)) + box(b"mdat", bytes(500))


def webm(doctype: bytes = b"webm") -> bytes:
    """A head and the beginning of a segment."""
    inside = b"\x42\x86\x81\x01\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(inside)]) + inside + b"\x18\x53\x80\x67\xff" + bytes(50)


def ogg(codec: bytes = b"OpusHead") -> bytes:
    """A first page with the head of a codec."""
    packet = codec + bytes(20)
    return b"OggS\0\2" + bytes(20) + b"\1" + bytes([len(packet)]) + packet


def mp3(*, tag: bytes = b"") -> bytes:
    """Three frames of MPEG-1 layer III with 128 kbit/s at 44,100 Hz, 417 bytes each."""
    return tag + (b"\xff\xfb\x90\x00" + bytes(413)) * 3


def id3(length: int) -> bytes:
    """A tag as long as this, its head aside."""
    return b"ID3\4\0\0" + bytes(length >> shift & 127 for shift in (21, 14, 7, 0)) + bytes(length)


def flac() -> bytes:
    """The block that describes a stream, and a little of that."""
    return b"fLaC\x80\0\0\x22" + bytes(34) + b"\xff\xf8" + bytes(20)


def pdf(inside: bytes = b"") -> bytes:
    """A file without pages."""
    return b"%PDF-1.7\n" + inside + b"\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"


EACH = {
    "mp4": mp4(),
    "mov": mp4(b"qt  "),
    "m4a": mp4(b"M4A "),
    "webm": webm(),
    "ogv": ogg(b"\x80theora"),
    "ogg": ogg(),
    "mp3": mp3(),
    "wav": wav(),
    "flac": flac(),
    "pdf": pdf(),
}
