"""Feed, sitemap, robots, media: what machines read."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from blog.models import Image
from tests.builders import a_page, a_post, a_site, moment, png

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client) -> ElementTree.Element:
    return ElementTree.fromstring(client.get("/feed/").content)


def test_the_feed_holds_whole_articles_with_mathml_and_absolute_addresses(client: Client) -> None:
    a_site()
    image = Image.store(png(), "a.png")
    body = (
        f"设 $x<y$，见 \\eqref{{e}}。\n\n![图]({image.file.url})\n\n\\begin{{equation}}\\label{{e}}x\\end{{equation}}"
    )
    post = a_post("题", body=body, tags=["优化"], slug="a")
    entry = feed(client).find(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content").text
    assert entry.find(f"{ATOM}title").text == "题"
    assert entry.find(f"{ATOM}link").get("href") == "https://blog.example/posts/a/"
    assert entry.find(f"{ATOM}id").text == f"https://blog.example/posts/{post.pk}/"
    assert entry.find(f"{ATOM}category").get("term") == "优化"
    assert "<math" in content
    assert "katex" not in content
    assert 'src="https://blog.example/media/images/' in content
    assert 'href="https://blog.example/posts/a/#eq-e">(1)</a>' in content
    assert 'href="/' not in content


def test_no_formula_is_shown_twice_in_the_feed(client: Client) -> None:
    a_post(body="$\\alpha_{137}$")
    content = feed(client).find(f"{ATOM}entry/{ATOM}content").text
    assert content.count("<mn>137</mn>") == 1


def test_an_entry_keeps_its_id_when_its_slug_changes(client: Client) -> None:
    post = a_post(slug="a")
    before = feed(client).find(f"{ATOM}entry/{ATOM}id").text
    post.slug = "b"
    post.save()
    assert feed(client).find(f"{ATOM}entry/{ATOM}id").text == before


def test_the_feed_holds_the_twenty_newest(client: Client) -> None:
    for number in range(22):
        a_post(f"第{number}篇", days_ago=number + 1)
    assert len(feed(client).findall(f"{ATOM}entry")) == 20


def test_the_sitemap_lists_public_pages_with_their_last_change(client: Client) -> None:
    a_post("甲", slug="a", published_at=moment("2026-02-22 10:00"), tags=["优化"])
    a_page(slug="about")
    xml = client.get("/sitemap.xml").content.decode()
    assert "<loc>https://blog.example/posts/a/</loc><lastmod>2026-02-22</lastmod>" in xml
    assert "<loc>https://blog.example/pages/about/</loc>" in xml
    assert "<loc>https://blog.example/tags/%E4%BC%98%E5%8C%96/</loc>" in xml
    assert "<loc>https://blog.example/faq/</loc>" in xml


def test_robots_are_told_of_the_sitemap(client: Client) -> None:
    assert "Sitemap: https://blog.example/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_picture_is_served_for_ever_and_cannot_run(client: Client) -> None:
    image = Image.store(png(), "a.png")
    response = client.get(image.file.url)
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == png()


def test_nothing_beside_the_media_store_is_served(client: Client) -> None:
    (Path(settings.MEDIA_ROOT).parent / "secret").write_text("canary")
    for path in ("/media/../secret", "/media/%2e%2e/secret", "/media//etc/passwd"):
        assert client.get(path).status_code in {400, 404}


def test_a_control_character_in_a_title_does_not_end_the_feed(client: Client) -> None:
    a_site(title="站\x08", tagline="\x0b题")
    a_post("题\x08目", tags=["a"])
    assert feed(client).find(f"{ATOM}entry/{ATOM}title").text == "题目"


def test_code_that_shows_an_address_is_not_changed_in_the_feed(client: Client) -> None:
    a_post(body='```html\n<a href="/x/">\n```')
    content = feed(client).find(f"{ATOM}entry/{ATOM}content").text
    assert "blog.example/x/" not in content
    assert "&quot;/x/&quot;" in content


def test_pictures_may_be_shown_by_feed_readers_of_other_origins(client: Client) -> None:
    image = Image.store(png(), "a.png")
    response = client.get(image.file.url)
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    response.close()
