"""Images are judged by their content and named by it."""

import io

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from blog.models import Image
from tests.builders import a_post, png
from tests.media.photographs import SECRET, photograph

pytestmark = pytest.mark.django_db


def stored(name: str) -> bytes:
    """A file of the media store."""
    with default_storage.open(name) as file:
        return file.read()


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


def test_a_stored_photograph_has_its_forms_beside_it_and_its_page_names_them() -> None:
    image = Image.store(photograph(1700, 900), "a.jpg")
    stem = image.file.name.removesuffix(".jpg")
    assert image.derivatives == [{"name": f"{stem}-{width}.webp", "width": width} for width in (480, 960, 1600)]
    assert all(default_storage.exists(form["name"]) for form in image.derivatives)
    assert f"/media/{stem}-480.webp 480w" in a_post(body=f"![a]({image.file.url})").html


def test_what_is_stored_of_a_photograph_says_nothing_of_its_place() -> None:
    image = Image.store(photograph(600, 400), "a.jpg")
    for name in (image.file.name, *(form["name"] for form in image.derivatives)):
        assert SECRET not in stored(name)


def test_rendering_again_keeps_every_address() -> None:
    image = Image.store(photograph(600, 400), "a.jpg")
    post = a_post(body=f"![a]({image.file.url})")
    before = post.html
    Image.store(photograph(600, 400), "another.jpg")
    post.rerender("")
    post.refresh_from_db()
    assert post.html == before


@pytest.mark.django_db(transaction=True)
def test_a_deleted_picture_takes_its_forms_with_it() -> None:
    image = Image.store(photograph(600, 400), "a.jpg")
    names = [image.file.name, *(form["name"] for form in image.derivatives)]
    assert len(names) == 2
    image.delete()
    assert not any(default_storage.exists(name) for name in names)


def test_a_file_that_was_cut_off_while_it_was_written_is_written_again() -> None:
    content = png(600, 400)
    image = Image.store(content, "a.png")
    name = image.file.name
    Image.objects.all().delete()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content[:50]))
    assert Image.store(content, "a.png").file.name == name
    assert default_storage.size(name) > 50


def test_a_drawing_is_stored_as_one_and_shown_as_an_image_only() -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'><script>1</script><path d='M0 0'/></svg>"
    image = Image.store(drawing, "a.svg")
    assert (image.width, image.height, image.derivatives) == (30, 20, [])
    assert image.file.name.endswith(".svg")
    assert b"script" not in stored(image.file.name)
    html = a_post(body=f"![a]({image.file.url})").html
    assert f'<img alt="a" src="{image.file.url}" width="30" height="20"' in html


def an_image_of_an_older_version() -> Image:
    """As it was stored when nothing was taken out and there was no smaller form."""
    image = Image.store(photograph(600, 400), "a.jpg")
    for form in image.derivatives:
        default_storage.delete(form["name"])
    default_storage.delete(image.file.name)
    default_storage.save(image.file.name, ContentFile(photograph(600, 400)))
    Image.objects.update(derivatives=None)
    return Image.objects.get()


def test_images_stored_earlier_are_cleaned_and_get_their_forms_under_their_old_addresses() -> None:
    image = an_image_of_an_older_version()
    post, other = a_post(body=f"![a]({image.file.url})"), a_post()
    assert "480w" not in post.html
    call_command("derive_images", stdout=io.StringIO())
    derived = Image.objects.get()
    assert (derived.file.name, len(derived.derivatives)) == (image.file.name, 1)
    assert SECRET not in stored(derived.file.name)
    call_command("rerender", stdout=io.StringIO())
    post.refresh_from_db()
    assert "480w" in post.html
    assert type(other).objects.get(pk=other.pk).html == other.html


def test_an_image_whose_file_is_gone_is_named_and_the_others_are_made() -> None:
    lost = an_image_of_an_older_version()
    default_storage.delete(lost.file.name)
    kept = Image.store(png(600, 400), "b.png")
    Image.objects.update(derivatives=None)
    complaints = io.StringIO()
    with pytest.raises(CommandError):
        call_command("derive_images", stdout=io.StringIO(), stderr=complaints)
    assert lost.file.name in complaints.getvalue()
    assert [image.pk for image in Image.underived()] == [lost.pk]
    assert Image.objects.get(pk=kept.pk).derivatives is not None


def test_a_post_knows_the_image_that_its_page_asks_for_early() -> None:
    image = Image.store(photograph(600, 400), "a.jpg")
    early = a_post(body=f"一\n\n![a]({image.file.url})")
    assert early.first_image["src"] == image.file.url
    assert "480w" in early.first_image["srcset"]
    assert a_post(body=f"{'字' * 700}\n\n![a]({image.file.url})").first_image is None
    assert a_post(body="![a](https://b.example/a.png)").first_image is None
