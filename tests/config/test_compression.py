"""Texts travel compressed, files as they are."""

import gzip

import pytest
from django.test import Client

from tests.builders import a_post, a_site

pytestmark = pytest.mark.django_db
ASKING = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


@pytest.fixture
def client() -> Client:
    a_site()
    a_post(slug="long", body="一段很长的话。" * 200)
    return Client(**ASKING)


@pytest.mark.parametrize("path", ["/", "/posts/long/", "/feed/", "/faq/", "/unknown/"])
def test_a_page_is_compressed_for_who_asks(client: Client, path: str) -> None:
    answer = client.get(path)
    plain = Client().get(path)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(answer.content) == plain.content
    assert "Content-Encoding" not in plain


def test_a_picture_keeps_its_length_and_its_parts(client: Client, settings) -> None:
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "a.svg").write_bytes(b"<svg>" + b" " * 1000 + b"</svg>")
    whole = client.get("/media/a.svg")
    part = client.get("/media/a.svg", HTTP_RANGE="bytes=0-4")
    assert "Content-Encoding" not in whole
    assert (whole["Content-Length"], len(whole.getvalue())) == ("1011", 1011)
    assert (part.status_code, part.getvalue(), "Content-Encoding" in part) == (206, b"<svg>", False)
    whole.close()
    part.close()
