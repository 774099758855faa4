"""Images are judged by their content and named by it."""

import io

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from blog.models import Image
from tests.builders import a_post, png

pytestmark = pytest.mark.django_db


def test_an_image_is_stored_with_its_dimensions_under_a_name_made_from_its_content() -> None:
    image = Image.store(png(40, 30), "我的 图.PNG", "一片白")
    assert (image.width, image.height, image.name) == (40, 30, "我的 图.PNG")
    assert image.file.name.startswith("images/")
    assert image.file.name.endswith(".png")
    assert image.markdown() == f"![一片白]({image.file.url})"


def test_the_same_content_is_stored_once() -> None:
    assert Image.store(png(), "a.png") == Image.store(png(), "b.png")


def test_a_stored_image_gets_its_size_in_the_page() -> None:
    image = Image.store(png(40, 30), "a.png")
    assert 'width="40" height="30"' in a_post(body=f"![a]({image.file.url})").html


def test_an_image_that_is_not_in_the_store_is_a_warning_for_the_author() -> None:
    post = a_post(body="一\n\n![a](/media/images/none.png)")
    assert [(warning["kind"], warning["line"]) for warning in post.warnings] == [("missing-image", 3)]


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\x89PNG\r\n\x1a\nbroken", b"<html>"]
)
def test_what_is_no_image_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        Image.store(content, "a.png")


def test_an_image_that_would_unfold_to_a_hundred_million_pixels_is_refused_before_it_does() -> None:
    buffer = io.BytesIO()
    PIL.Image.new("1", (10_000, 10_000)).save(buffer, "PNG")
    assert len(buffer.getvalue()) < 20_000
    with pytest.raises(ValidationError):
        Image.store(buffer.getvalue(), "bomb.png")


def test_a_picture_that_lies_on_its_side_has_the_size_that_a_browser_shows() -> None:
    buffer = io.BytesIO()
    picture = PIL.Image.new("RGB", (40, 20))
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(buffer, "JPEG", exif=exif)
    image = Image.store(buffer.getvalue(), "phone.jpg")
    assert (image.width, image.height) == (20, 40)


@pytest.mark.django_db(transaction=True)
def test_a_deleted_picture_is_gone_and_comes_back_under_its_name() -> None:
    image = Image.store(png(), "a.png")
    name = image.file.name
    image.delete()
    assert not default_storage.exists(name)
    assert Image.store(png(), "b.png").file.name == name


def test_the_stored_text_stands_in_where_the_article_says_nothing() -> None:
    image = Image.store(png(), "a.png", "一片白")
    assert 'alt="一片白"' in a_post(body=f"x ![]({image.file.url})").html
    assert 'alt="别的"' in a_post(body=f"x ![别的]({image.file.url})").html
