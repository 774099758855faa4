"""What a page's head says to machines: links, Open Graph, scholarly indexes, structured data."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from blog.models import Post, Site
from tests.builders import (
    a_draft,
    a_page,
    a_post,
    a_question,
    a_scheduled_post,
    a_site,
    a_withdrawn_post,
    an_author,
    moment,
)

pytestmark = pytest.mark.django_db

HIDDEN = [a_draft, a_scheduled_post, a_withdrawn_post]
NASTY = "</script><script>alert(1)</script> & \u2028 \"'"


def head(client: Client, path: str) -> str:
    return client.get(path).content.decode().split("</head>")[0]


def tags(html: str, name: str) -> list[str]:
    """The contents of the `<meta>` elements of a name."""
    return [unescape(text) for text in re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)]


def structured(html: str) -> dict[str, Any]:
    """The structured data of a page, by type."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    graph = json.loads(block)["@graph"]
    return {str(entry["@type"]): entry for entry in graph}


def furnished_post(**fields: Any) -> Post:
    a_site(licence="CC BY-SA 4.0", licence_url="https://example.org/by-sa")
    values = {"slug": "a", "tags": ["GAN", "C++"], "category": "机器学习", "body": "第一句话。\n\n$x$ 第二句话。"}
    dates = {"published_at": moment("2026-02-21 16:30"), "updated_at": moment("2026-03-01 10:00")}
    return a_post("题 $\\ell_2$", **{**values, **dates, **fields})


def test_an_article_says_what_it_is_to_other_sites(client: Client) -> None:
    Post.objects.filter(pk=furnished_post().pk).update(card="cards/x.png")
    html = head(client, "/posts/a/")
    assert tags(html, "og:type") == ["article"]
    assert tags(html, "og:title") == ["题 ℓ₂"]
    assert tags(html, "og:description") == tags(html, "description") == ["第一句话。 x 第二句话。"]
    assert tags(html, "og:url") == ["https://blog.example/posts/a/"]
    assert tags(html, "og:image") == ["https://blog.example/media/cards/x.png"]
    assert tags(html, "og:image:width") + tags(html, "og:image:height") == ["1200", "630"]
    assert tags(html, "og:image:alt") == ["题 ℓ₂"]
    assert tags(html, "og:locale") == ["zh_CN"]
    assert tags(html, "article:tag") == ["C++", "GAN"] or tags(html, "article:tag") == ["GAN", "C++"]
    assert tags(html, "article:published_time") == ["2026-02-22T00:30:00+08:00"]
    assert tags(html, "article:modified_time") == ["2026-03-01T18:00:00+08:00"]
    assert tags(html, "twitter:card") == ["summary_large_image"]
    assert tags(html, "author") == ["周砚"]


def test_an_article_says_what_it_is_to_scholarly_indexes(client: Client) -> None:
    furnished_post(author=get_user_model().objects.create_user("zy", first_name="砚", last_name="周"))
    html = head(client, "/posts/a/")
    assert tags(html, "citation_title") == ["题 ℓ₂"]
    assert tags(html, "citation_author") == ["砚 周"]
    assert tags(html, "citation_publication_date") == ["2026/02/22"]  # the day on which it appeared here, not in UTC
    assert tags(html, "citation_online_date") == ["2026/02/22"]
    assert tags(html, "citation_language") == ["zh-Hans"]
    assert sorted(tags(html, "citation_keywords")) == ["C++", "GAN"]
    assert tags(html, "citation_fulltext_html_url") == ["https://blog.example/posts/a/"]


def test_an_article_says_what_it_is_to_search_engines(client: Client) -> None:
    post = furnished_post()
    data = structured(head(client, "/posts/a/"))
    article = data["BlogPosting"]
    assert article["headline"] == "题 ℓ₂"
    assert article["author"]["name"] == "周砚"
    assert article["datePublished"].startswith("2026-02-2")
    assert article["inLanguage"] == "zh-Hans"
    assert sorted(article["keywords"]) == ["C++", "GAN"]
    assert article["wordCount"] == post.words + post.characters > 0
    assert article["license"] == "https://example.org/by-sa"
    assert article["isPartOf"]["name"] == "页边札记"
    assert article["encoding"]["contentUrl"] == "https://blog.example/posts/a.md"
    way = [crumb["name"] for crumb in data["BreadcrumbList"]["itemListElement"]]
    assert way == ["页边札记", "机器学习", "题 ℓ₂"]


def test_an_article_leads_to_its_source_and_to_the_feed(client: Client) -> None:
    furnished_post()
    html = head(client, "/posts/a/")
    assert '<link rel="alternate" type="text/markdown" href="/posts/a.md">' in html
    assert '<link rel="alternate" type="application/atom+xml"' in html
    assert html.count('rel="canonical"') == 1


def test_nothing_that_is_typed_ends_the_data_block(client: Client) -> None:
    a_site(title=NASTY)
    a_post(NASTY, slug="a", tags=["<b>"], category="</script>")
    html = head(client, "/posts/a/")
    assert "<script>alert" not in html
    assert "\u2028" not in html.split("ld+json")[1]
    article = structured(html)["BlogPosting"]
    assert article["headline"] == " ".join(NASTY.split())
    assert article["articleSection"] == "</script>"


@pytest.mark.parametrize("make", HIDDEN)
def test_a_hidden_post_tells_machines_nothing(make: object) -> None:
    a_site()
    post = make(tags=["a"])
    client = Client()
    client.force_login(an_author())
    html = head(client, post.get_absolute_url())
    assert "<title>" in html
    for sign in ("og:", "citation_", "ld+json", "article:", "twitter:", "canonical", "markdown"):
        assert sign not in html


def test_a_post_without_a_card_shows_that_of_the_site(client: Client) -> None:
    furnished_post()
    assert tags(head(client, "/posts/a/"), "twitter:card") == ["summary"]
    Site.objects.update(card="cards/site.png")
    html = head(client, "/posts/a/")
    assert tags(html, "og:image") == ["https://blog.example/media/cards/site.png"]
    assert tags(html, "og:image:alt") == ["页边札记"]


def test_the_front_page_is_the_site(client: Client) -> None:
    a_site(tagline="笔记 & 札记")
    html = head(client, "/")
    site = structured(html)["['WebSite', 'Blog']"]
    assert (site["name"], site["description"], site["url"]) == ("页边札记", "笔记 & 札记", "https://blog.example/")
    assert tags(html, "og:type") == ["website"]
    assert tags(html, "og:description") == ["笔记 & 札记"]


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/tags/", ["页边札记", "标签"]),
        ("/tags/c-plus-plus/", ["页边札记", "标签", "C++"]),
        ("/archive/2026/02/", ["页边札记", "归档", "2026年2月"]),
        ("/pages/about/", ["页边札记", "关于 & 其他"]),
        ("/faq/", ["页边札记", "浏览指南"]),
    ],
)
def test_each_page_says_the_way_to_it_and_its_title(client: Client, path: str, way: list[str]) -> None:
    furnished_post()
    a_page("关于 & 其他", slug="about")
    html = head(client, path)
    crumbs = structured(html)["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == way
    assert crumbs[-1]["item"] == f"https://blog.example{path}"
    assert tags(html, "og:title") == [way[-1]]
    assert tags(html, "og:url") == [f"https://blog.example{path}"]


def test_the_reading_guide_gives_its_answers_as_text(client: Client) -> None:
    a_site()
    a_question("公式 $x$ 会断吗？", answer="不会：$x<y$ 总是**完整**的。", anchor="whole")
    (entry,) = structured(head(client, "/faq/"))["FAQPage"]["mainEntity"]
    assert entry["name"] == "公式 x 会断吗？"
    assert entry["acceptedAnswer"]["text"] == "不会：$x<y$ 总是完整的。"
    assert entry["url"] == "https://blog.example/faq/#whole"


def test_the_pages_of_a_list_lead_to_each_other(client: Client) -> None:
    a_site(posts_per_page=1)
    for _ in range(3):
        a_post()
    assert 'rel="prev"' not in head(client, "/")
    assert '<link rel="next" href="/page/2/">' in head(client, "/")
    assert '<link rel="prev" href="/"><link rel="next" href="/page/3/">' in head(client, "/page/2/")


def test_an_unpublished_page_tells_machines_nothing() -> None:
    a_page(slug="about", is_published=False)
    client = Client()
    client.force_login(an_author())
    assert "og:" not in head(client, "/pages/about/")
