"""Recordings and PDF files are what their content says, whatever they are called."""

import io
import time

import pytest

from blog.media import FORMS, Form, recognise
from tests.media.recordings import EACH, box, flac, id3, mp3, mp4, ogg, pdf, wav, webm

HTML = b"<!doctype html><script>alert(1)</script>"
CUT = {
    "mp4 in its index": mp4()[:30],
    "mp4 in its samples": mp4()[:-1],
    "webm": webm()[:12],
    "ogg": ogg()[:28],
    "mp3": mp3()[:400],
    "mp3 in its tag": mp3(tag=id3(500))[:300],
    "wav": wav()[:-1],
    "wav in its head": wav()[:30],
    "flac": flac()[:20],
    "pdf": pdf(bytes(2000))[:-1100],
}
OTHERS = {
    "nothing": b"",
    "one byte": b"\xff",
    "HTML": HTML,
    "HTML with a PDF inside": HTML + pdf(),
    "HTML with a film inside": HTML + mp4(),
    "a picture in boxes": mp4(b"avif"),
    "Matroska that is no WebM": webm(b"matroska"),
    "Ogg with something unknown": ogg(b"unknown!"),
    "RIFF that is a picture": b"RIFF\x20\0\0\0WEBPVP8 " + bytes(30),
    "frames of layer II": (b"\xff\xfd\x90\x00" + bytes(413)) * 3,
    "one frame by chance": b"\xff\xfb\x90\x00" + bytes(5000),
    "text in UTF-16": "a".encode("utf-16") * 500,
    "boxes without an index": box(b"ftyp", b"isom\0\0\2\0") + box(b"mdat", bytes(50)),
    "a box of length 3": box(b"ftyp", b"isom\0\0\2\0") + box(b"moov", b"") + b"\0\0\0\3free",
    "an archive": b"PK\3\4" + bytes(100),
}


def recognised(content: bytes) -> Form | None:
    return recognise(io.BytesIO(content), len(content))


@pytest.mark.parametrize("name", EACH)
def test_each_format_is_recognised(name: str) -> None:
    found = recognised(EACH[name])
    assert found
    assert found.suffix == f".{name}"


def test_every_format_is_tested() -> None:
    assert {form.suffix for form in FORMS} == {f".{name}" for name in EACH}


@pytest.mark.parametrize("name", CUT)
def test_what_is_cut_off_is_refused(name: str) -> None:
    assert recognised(CUT[name]) is None


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_something_else_is_refused(name: str) -> None:
    assert recognised(OTHERS[name]) is None


def test_the_kind_of_an_ogg_file_is_that_of_its_first_codec() -> None:
    kinds = [recognised(ogg(codec)) for codec in (b"\x01vorbis", b"\x7fFLAC", b"\x80theora")]
    assert [found.kind for found in kinds if found] == ["audio", "audio", "video"]


def test_frames_are_found_behind_a_long_tag() -> None:
    found = recognised(mp3(tag=id3(300_000)))
    assert found
    assert found.media_type == "audio/mpeg"


def test_a_pdf_that_holds_html_is_a_pdf() -> None:
    found = recognised(pdf(HTML))
    assert found
    assert found.media_type == "application/pdf"


@pytest.mark.parametrize("beginning", [b"\0\0\0\x14ftypisom\0\0\0\0mp41", b"RIFF\0\0\0\0WAVE"])
def test_a_file_of_nothing_but_empty_parts_is_soon_refused(beginning: bytes) -> None:
    begin = time.monotonic()
    assert recognised(beginning + b"\0\0\0\x08free" * 1_000_000) is None
    assert time.monotonic() - begin < 2
