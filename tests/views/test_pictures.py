"""What is served of pictures, and what pages and feeds say of them."""

from html import unescape

import html5lib
import pytest
from django.test import Client

from blog.models import Image
from tests.builders import a_post, a_question
from tests.media.photographs import photograph

pytestmark = pytest.mark.django_db

DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'><path d='M0 0h9'/></svg>"


def test_a_drawing_is_served_under_a_policy_that_runs_and_fetches_nothing(client: Client) -> None:
    response = client.get(Image.store(DRAWING, "a.svg").file.url)
    response.close()
    assert response["Content-Type"] == "image/svg+xml"
    policy = response["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_smaller_forms_are_served_and_kept_for_ever(client: Client) -> None:
    image = Image.store(photograph(600, 400), "a.jpg")
    response = client.get(f"/media/{image.derivatives[0]['name']}")
    response.close()
    assert response["Content-Type"] == "image/webp"
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_an_article_asks_early_for_just_what_its_first_image_shows(client: Client) -> None:
    image = Image.store(photograph(600, 400), "a.jpg")
    html = client.get(a_post(body=f"![a]({image.file.url})").get_absolute_url()).content.decode()
    link = html.split('<link rel="preload"')[1].split(">")[0]
    picture = html.split("<img ")[1].split(">")[0]
    for name in ("srcset", "sizes"):
        wanted = unescape(picture.split(f'{name}="')[1].split('"')[0])
        assert unescape(link.split(f'image{name}="')[1].split('"')[0]) == wanted
    assert "href" not in link
    assert 'fetchpriority="high"' in picture
    assert 'loading="lazy"' not in picture


def test_an_article_without_an_early_image_asks_for_none(client: Client) -> None:
    assert b"preload" not in client.get(a_post().get_absolute_url()).content


def test_no_image_comes_first_where_many_texts_share_a_page(client: Client) -> None:
    image = Image.store(photograph(600, 400), "a.jpg")
    a_post(body=f"![a]({image.file.url})")
    a_question(answer=f"![a]({image.file.url})")
    for path in ("/", "/faq/"):
        html = client.get(path).content.decode()
        assert "srcset" in html
        assert 'fetchpriority="high"' not in html
        assert html.count("<img ") == html.count('loading="lazy"')


def test_a_feed_names_one_address_of_each_image_and_never_that_of_an_enormous_one(client: Client) -> None:
    small, large = (Image.store(photograph(width, 400), "a.jpg") for width in (900, 2000))
    a_post(body=f"![a]({small.file.url})\n\n![b]({large.file.url})")
    feed = unescape(client.get("/feed/").content.decode())
    assert "srcset" not in feed
    assert f'src="https://blog.example{small.file.url}"' in feed
    assert f'src="https://blog.example/media/{large.derivatives[-1]["name"]}"' in feed
    content = feed.split("<content")[1].split(">", 1)[1].split("</content>")[0]
    assert html5lib.HTMLParser(strict=True).parseFragment(content) is not None
