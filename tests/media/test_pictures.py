"""Uploaded pictures lose what nobody should see, keep their pixels, and get smaller forms."""

import io
import struct
import zlib

import PIL.Image
import PIL.ImageChops
import PIL.ImageCms
import PIL.ImageDraw
import PIL.ImageFile
import PIL.ImageStat
import pytest
from django.core.exceptions import ValidationError

from blog.media import prepare
from tests.builders import png
from tests.media.photographs import CAMERA, SECRET, photograph

Turn = PIL.Image.Transpose
TURNS = {
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_270,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_90,
}


def read(content: bytes) -> PIL.Image.Image:
    picture = PIL.Image.open(io.BytesIO(content))
    picture.load()
    return picture


def written(picture: PIL.Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def drawn(width: int = 1200, height: int = 800, mode: str = "RGB") -> PIL.Image.Image:
    """A few lines on white, such as a plot."""
    picture = PIL.Image.new(mode, (width, height), "white")
    draw = PIL.ImageDraw.Draw(picture)
    for place in range(0, width, 60):
        draw.line((place, 0, width - place, height), fill="black", width=3)
    return picture


def frames(count: int = 3) -> list[PIL.Image.Image]:
    return [PIL.Image.new("RGB", (600, 400), (80 * number, 0, 0)) for number in range(count)]


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def test_a_photograph_of_24_megapixels_has_three_smaller_forms_the_least_of_which_a_phone_can_afford() -> None:
    picture = prepare(photograph())
    assert [form.width for form in picture.smaller] == [480, 960, 1600]
    assert [read(form.content).size for form in picture.smaller] == [(480, 320), (960, 640), (1600, 1067)]
    assert len(picture.smaller[0].content) <= 36_000


def test_noise_is_lowered_until_a_phone_can_afford_it() -> None:
    noise = PIL.Image.effect_noise((1000, 1000), 200)
    plain = written(noise.resize((480, 480)), "WEBP", quality=75)
    picture = prepare(written(noise, "JPEG", quality=90))
    assert len(picture.smaller[0].content) < len(plain)


def test_place_and_camera_of_a_photograph_are_gone_and_its_pixels_stay() -> None:
    original = photograph(900, 600)
    assert SECRET in original
    picture = prepare(original)
    for content in (picture.content, *(form.content for form in picture.smaller)):
        assert SECRET not in content
        assert CAMERA.encode() not in content
        assert not read(content).getexif()
    assert read(picture.content).tobytes() == read(original).tobytes()


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_photograph_is_turned_upright(orientation: int) -> None:
    original = photograph(900, 600, orientation=orientation)
    picture = prepare(original)
    turned = (600, 900) if orientation >= 5 else (900, 600)
    assert (picture.width, picture.height) == read(picture.content).size == turned
    assert not read(picture.content).getexif()
    small = read(picture.smaller[0].content)
    assert (small.width > small.height) == (turned[0] > turned[1])
    wanted = read(original).transpose(TURNS[orientation])
    difference = PIL.ImageStat.Stat(PIL.ImageChops.difference(wanted, read(picture.content)))
    assert max(difference.mean) < 8  # noise on other blocks of 8 pixels; a wrong turn gives 30 and more


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_a_picture_of_another_format_is_cleaned_and_turned_too(kind: str) -> None:
    exif = PIL.Image.Exif()
    exif[0x010F], exif[0x0112] = CAMERA, 6
    picture = prepare(written(drawn(), kind, exif=exif))
    assert CAMERA.encode() not in picture.content
    assert (picture.width, picture.height) == (800, 1200)
    assert read(picture.content).format == kind


def test_a_png_keeps_every_pixel_and_loses_text_times_and_what_stands_behind() -> None:
    picture = drawn(mode="RGBA")
    original = written(picture, "PNG")
    secret = chunk(b"tEXt", b"Comment\0" + SECRET) + chunk(b"iTXt", SECRET) + chunk(b"tIME", b"\x07\xe8\1\1\0\0\0")
    stored = prepare(original[:-12] + secret + chunk(b"prVt", SECRET) + original[-12:] + SECRET).content
    assert SECRET not in stored
    assert stored == original


def test_a_webp_keeps_every_byte_of_its_pixels() -> None:
    original = written(drawn(), "WEBP", quality=80)
    noted = written(drawn(), "WEBP", quality=80, xmp=SECRET, exif=PIL.Image.Exif())
    stored = prepare(noted).content
    assert SECRET not in stored
    assert original[12:] in stored
    assert read(stored).tobytes() == read(original).tobytes()


def test_a_colour_profile_stays_with_the_original() -> None:
    profile = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("PNG", "JPEG", "WEBP"):
        stored = prepare(written(drawn(), kind, icc_profile=profile)).content
        assert read(stored).info["icc_profile"] == profile, kind


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving_for_ever_and_has_no_smaller_forms(kind: str) -> None:
    first, *others = frames()
    options = {"comment": SECRET} if kind == "GIF" else {}
    original = written(first, kind, save_all=True, append_images=others, loop=0, duration=100, **options)
    picture = prepare(original)
    assert (read(picture.content).n_frames, read(picture.content).info["loop"]) == (3, 0)
    assert SECRET not in picture.content
    assert picture.smaller == ()


def test_a_still_gif_loses_its_comment() -> None:
    picture = prepare(written(drawn().convert("P"), "GIF", comment=SECRET) + SECRET)
    assert SECRET not in picture.content
    assert read(picture.content).size == (1200, 800)


def test_a_drawing_has_smaller_forms_without_loss_where_they_are_less() -> None:
    boxes = PIL.Image.new("RGB", (2000, 1000), "white")
    PIL.ImageDraw.Draw(boxes).rectangle((200, 200, 1600, 800), fill="navy")
    noisy = PIL.Image.effect_noise((2000, 1000), 100).convert("RGB")
    assert b"VP8L" not in prepare(written(noisy, "PNG")).smaller[0].content[:40]
    forms = prepare(written(boxes, "PNG", compress_level=0)).smaller
    assert [form.content[12:16] for form in forms] == [b"VP8L"] * 3


def test_no_smaller_form_has_more_bytes_than_its_original() -> None:
    original = written(PIL.Image.new("1", (2000, 1000)), "PNG", optimize=True)
    assert all(len(form.content) < len(original) for form in prepare(original).smaller)


@pytest.mark.parametrize(("width", "widths"), [(480, []), (481, [480]), (960, [480]), (1601, [480, 960, 1600])])
def test_no_smaller_form_is_as_wide_as_its_original(width: int, widths: list[int]) -> None:
    noise = PIL.Image.effect_noise((width, 100), 80)
    assert [form.width for form in prepare(written(noise, "PNG")).smaller] == widths


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_kind_of_colour_have_smaller_forms(mode: str) -> None:
    noise = PIL.Image.effect_noise((1000, 500), 80)
    picture = noise.convert("I").point(lambda value: value * 256).convert(mode) if mode == "I;16" else noise
    picture = (
        picture if mode == "I;16" else noise.convert("RGB").convert("RGBA" if mode == "LA" else "RGB").convert(mode)
    )
    stored = prepare(written(picture, "JPEG" if mode == "CMYK" else "PNG"))
    small = read(stored.smaller[0].content)
    middle = small.convert("L").resize((1, 1)).getpixel((0, 0))
    assert abs(middle - noise.resize((1, 1)).getpixel((0, 0))) < 12


def test_transparency_stays_in_the_smaller_forms() -> None:
    picture = PIL.Image.effect_noise((1000, 500), 80).convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 500, 500))
    small = read(prepare(written(picture, "PNG")).smaller[0].content)
    assert (small.getpixel((5, 5))[3], small.getpixel((470, 5))[3]) == (0, 255)


def test_a_tall_picture_has_the_forms_that_webp_can_hold() -> None:
    noise = PIL.Image.effect_noise((500, 19_000), 80)
    assert prepare(written(noise, "PNG")).smaller == ()


def test_a_second_picture_behind_a_jpeg_is_left_out() -> None:
    first, *others = frames()
    picture = prepare(written(first, "MPO", save_all=True, append_images=others))
    assert (picture.suffix, read(picture.content).format) == (".jpg", "JPEG")


JPEG, PNG, WEBP = photograph(600, 400), png(600, 400), written(drawn(), "WEBP")
GIF = written(drawn().convert("P"), "GIF")


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\0", b"hello, world", "文".encode() * 99, b"<html><script>1</script></html>", b"%PDF-1.7\n"),
        *(JPEG[: len(JPEG) // 2], PNG[:-30], WEBP[: len(WEBP) // 2], GIF[:300], JPEG[:3], PNG[:8], WEBP[:12], GIF[:6]),
        *(PNG[:20] + b"\0" * 8 + PNG[28:], PNG[:50] + b"\xff" * 40 + PNG[90:], b"GIF89a" + JPEG),
        *(b"RIFF\xff\xff\xff\xffWEBP", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13), b"\xff\xd8\xff" + b"\0" * 99),
        *(
            b"\0\0\0\x1cftypavif" + b"\0" * 99,
            b"MZ" + PNG,
            b"BM" + b"\0" * 99,
            b"II*\0" + b"\0" * 99,
            b"8BPS" + b"\0" * 99,
        ),
    ],
)
def test_what_is_broken_or_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        prepare(content)


@pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 10), (2**31 - 1, 2**31 - 1)])
def test_a_small_file_that_unfolds_to_an_enormous_picture_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0))
    bomb += chunk(b"IDAT", zlib.compress(b"\0" * 12_000_000)) + chunk(b"IEND", b"")
    assert len(bomb) < 20_000
    monkeypatch.setattr(PIL.ImageFile.ImageFile, "load", lambda _: pytest.fail("its pixels were read"))
    with pytest.raises(ValidationError):
        prepare(bomb)


@pytest.mark.parametrize("content", [JPEG, PNG, WEBP, GIF])
def test_a_picture_that_is_a_page_as_well_is_only_a_picture_here(content: bytes) -> None:
    page = b"<html><script>alert(1)</script></html>"
    assert page not in prepare(content + page).content
