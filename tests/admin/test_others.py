"""The admin of pages, questions, images, tags, categories and the site."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from blog.models import Attachment, Image, Page, Question, Site
from tests.builders import a_page, a_post, a_question, a_site, png
from tests.media.recordings import pdf, wav

pytestmark = pytest.mark.django_db

LISTS = ["attachment", "category", "image", "page", "post", "question", "series", "tag"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_forms_open(author_client: Client, name: str) -> None:
    a_post(tags=["a"], category="b")
    a_page()
    a_question()
    Image.store(png(), "a.png")
    Attachment.store(ContentFile(wav(), "a.wav"))
    assert author_client.get(f"/admin/blog/{name}/").status_code == 200
    assert author_client.get(f"/admin/blog/{name}/?q=a").status_code == 200
    assert author_client.get(f"/admin/blog/{name}/add/").status_code == 200


def test_the_site_is_edited_where_its_list_would_be(author_client: Client) -> None:
    a_site()
    response = author_client.get("/admin/blog/site/", follow=True)
    assert response.redirect_chain == [("/admin/blog/site/1/change/", 302)]
    fields = {"title": "新名", "tagline": "", "author": "", "licence": "", "licence_url": "", "posts_per_page": "5"}
    author_client.post("/admin/blog/site/1/change/", {**fields, "formula_macros": "\\newcommand{\\R}{x}", "footer": ""})
    assert (Site.current().title, Site.current().posts_per_page) == ("新名", 5)


def test_wrong_macros_are_refused_with_their_line(author_client: Client) -> None:
    a_site()
    fields = {"title": "x", "posts_per_page": "8", "formula_macros": "\\newcommand{\\R}{x}\n\\newcommand{"}
    response = author_client.post("/admin/blog/site/1/change/", fields)
    assert response.status_code == 200
    assert "行" in str(response.context["errors"])


def test_a_picture_is_uploaded_and_shows_its_markdown(author_client: Client) -> None:
    upload = SimpleUploadedFile("图.png", png(), "image/png")
    author_client.post("/admin/blog/image/add/", {"file": upload, "alternative_text": "白"})
    image = Image.objects.get()
    html = author_client.get(f"/admin/blog/image/{image.pk}/change/").content.decode()
    assert f"![白]({image.file.url})" in html
    assert "40 × 30" in html


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"", b"GIF89a broken"])
def test_a_file_that_is_no_picture_is_refused_with_a_sentence(author_client: Client, content: bytes) -> None:
    upload = SimpleUploadedFile("a.png", content, "image/png")
    response = author_client.post("/admin/blog/image/add/", {"file": upload, "alternative_text": ""})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not Image.objects.exists()


def test_the_same_picture_is_not_stored_twice(author_client: Client) -> None:
    for _ in range(2):
        upload = SimpleUploadedFile("a.png", png(), "image/png")
        response = author_client.post("/admin/blog/image/add/", {"file": upload, "alternative_text": ""})
    assert "已经存过" in response.content.decode()
    assert Image.objects.count() == 1


def test_a_page_and_a_question_are_written(author_client: Client) -> None:
    page = {
        "title": "关于",
        "body": "文。",
        "is_published": "on",
        "in_menu": "on",
        "position": "1",
        "slug": "",
        "language": "zh-hans",
    }
    author_client.post("/admin/blog/page/add/", page)
    question = {
        "section": "一",
        "question": "何？",
        "answer": "$\\foo$",
        "position": "1",
        "anchor": "",
        "language": "zh-hans",
    }
    response = author_client.post("/admin/blog/question/add/", question, follow=True)
    assert Page.objects.get().html == "<p>文。</p>"
    assert Question.objects.get().anchor == "q-1"
    assert "公式无法绘出" in response.content.decode()


def test_the_admin_is_closed_to_strangers(client: Client) -> None:
    for name in LISTS:
        assert client.get(f"/admin/blog/{name}/")["Location"].startswith("/admin/login/")


def test_a_recording_is_uploaded_and_shows_its_markdown(author_client: Client) -> None:
    author_client.post("/admin/blog/attachment/add/", {"file": SimpleUploadedFile("讲 [1].mp3", wav(), "audio/mpeg")})
    attachment = Attachment.objects.get()
    html = author_client.get(f"/admin/blog/attachment/{attachment.pk}/change/").content.decode()
    assert f"![讲 \\[1\\]]({attachment.file.url})" in html
    assert attachment.file.name.endswith(".wav")


def test_a_pdf_file_is_shown_by_a_link(author_client: Client) -> None:
    author_client.post("/admin/blog/attachment/add/", {"file": SimpleUploadedFile("slides.pdf", pdf())})
    attachment = Attachment.objects.get()
    html = author_client.get(f"/admin/blog/attachment/{attachment.pk}/change/").content.decode()
    assert f"<code>[slides]({attachment.file.url})</code>" in html


@pytest.mark.parametrize("content", [b"<html><script>1</script>", b"", b"%PDF-1.7 cut off"])
def test_a_file_of_no_known_format_is_refused_with_a_sentence(author_client: Client, content: bytes) -> None:
    response = author_client.post("/admin/blog/attachment/add/", {"file": SimpleUploadedFile("a.mp4", content)})
    assert "errorlist" in response.content.decode()
    assert not Attachment.objects.exists()


def test_the_same_recording_is_not_stored_twice(author_client: Client) -> None:
    for name in ("a.wav", "b.wav"):
        response = author_client.post("/admin/blog/attachment/add/", {"file": SimpleUploadedFile(name, wav())})
    assert Attachment.objects.get().file.name in response.content.decode()
