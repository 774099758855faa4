"""The index of tags, the page of one, and of several together."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from blog.models import Tag
from tests.builders import a_draft, a_post

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    return unquote(client.get(path).content.decode())


def titles(html: str) -> list[str]:
    return re.findall(r"<h2[^>]*><a [^>]*>([^<]+)</a>", html)


def part(html: str, title: str) -> list[tuple[str, str]]:
    """The addresses and names of the tags in a part of the page."""
    nav = re.search(rf'<nav class="matter band" aria-labelledby="{title}">(.*?)</nav>', html, re.DOTALL)
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', nav[1]) if nav else []


def test_tags_stand_under_their_letter_with_the_number_of_public_posts(client: Client) -> None:
    a_post(tags=["优化", "概率", "GAN", "2-范畴"])
    a_post(tags=["优化"])
    a_draft(tags=["优化", "草稿"])
    text = " ".join(re.sub(r"<[^>]*>", " ", page(client, "/tags/").split('class="letters"')[1]).split())
    assert text[2:].startswith("G GAN 1 概率 1 Y 优化 2 # 2-范畴 1 ")


def test_a_tag_page_lists_its_posts_its_description_and_their_number(client: Client) -> None:
    a_post("甲", tags=["优化"])
    a_post("乙", tags=["概率"])
    Tag.objects.filter(name="优化").update(description="求最小的学问。")
    html = page(client, "/tags/优化/")
    assert titles(html) == ["甲"]
    assert "求最小的学问。 1 篇文章" in html
    assert '<meta name="description" content="求最小的学问。' in html


def test_a_tag_page_leads_on_to_tags_beside_it_with_what_is_left(client: Client) -> None:
    a_post(tags=["a", "b", "c", "f"])
    a_post(tags=["a", "b", "f"])
    a_post(tags=["a", "f"])
    a_post(tags=["b", "d"])
    a_draft(tags=["a", "e"])
    html = page(client, "/tags/a/")
    assert part(html, "narrower-title") == [("/tags/a+b/", "b"), ("/tags/a+c/", "c")]  # not f, which all have
    assert re.findall(r'<span class="count">(\d+)</span>', html) == ["2", "1"]
    assert part(html, "wider-title") == []


def test_tags_together_list_the_posts_that_have_them_all(client: Client) -> None:
    a_post("甲", tags=["a", "b"], days_ago=1)
    a_post("乙", tags=["a", "c"], days_ago=2)
    a_post("丙", tags=["a", "b", "c"], days_ago=3)
    html = page(client, "/tags/a+b/")
    assert titles(html) == ["甲", "丙"]
    assert "2 篇文章" in html
    assert part(html, "wider-title") == [("/tags/b/", "a"), ("/tags/a/", "b")]
    assert part(html, "narrower-title") == [("/tags/a+b+c/", "c")]
    assert '<link rel="canonical" href="https://blog.example/tags/a+b/">' in html
    assert '<meta name="robots" content="noindex, follow">' in html
    assert "noindex" not in page(client, "/tags/a/")


@pytest.mark.parametrize("path", ["/tags/b+a/", "/tags/a+a+b/", "/tags/formerly+b/", "/tags/b+a/page/2/"])
def test_tags_together_have_one_address(client: Client, path: str) -> None:
    a_post(tags=["a", "b"])
    tag = Tag.objects.get(slug="a")
    tag.slug = "formerly"
    tag.save()
    tag.slug = "a"
    tag.save()
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, "/tags/a+b/")
    assert response["Cache-Control"] == "no-cache"


def test_a_former_slug_leads_to_the_tag(client: Client) -> None:
    a_post(tags=["a"])
    tag = Tag.objects.get(slug="a")
    tag.slug = "new-slug"
    tag.save()
    assert client.get("/tags/a/")["Location"] == "/tags/new-slug/"


@pytest.mark.parametrize("path", ["/tags/a+unknown/", "/tags/a+z/", "/tags/a+b+c+d+e/", "/tags/unknown+never/"])
def test_tags_that_no_post_has_together_are_not_found(client: Client, path: str) -> None:
    a_post(tags=["a", "b", "c", "d", "e"])
    a_post(tags=["z"])
    assert client.get(path).status_code == 404


def test_four_tags_together_lead_no_further(client: Client) -> None:
    a_post(tags=["a", "b", "c", "d", "e"])
    assert part(page(client, "/tags/a+b+c+d/"), "narrower-title") == []


def test_the_pages_of_tags_together_are_linked(client: Client) -> None:
    for _ in range(9):
        a_post(tags=["a", "b"])
    assert 'rel="next" href="/tags/a+b/page/2/"' in page(client, "/tags/a+b/")
    assert len(titles(page(client, "/tags/a+b/page/2/"))) == 1
