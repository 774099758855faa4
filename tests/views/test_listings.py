"""The front page and the other lists."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.builders import a_post, a_site, moment

pytestmark = pytest.mark.django_db

FORMULA = """设 $a_1<b$。

\\begin{equation}\\label{e} x=1 \\end{equation}

见 \\eqref{e}。[^1]

<!--more-->

余下。

[^1]: 注。
"""


def titles(html: str) -> list[str]:
    return re.findall(r"<h2><a [^>]*>([^<]+)</a>", html)


def test_the_front_page_shows_eight_posts_newest_first(client: Client) -> None:
    for number in range(10):
        a_post(f"第{number}篇", days_ago=number + 1)
    assert titles(client.get("/").content.decode()) == [f"第{number}篇" for number in range(8)]
    assert titles(client.get("/page/2/").content.decode()) == ["第8篇", "第9篇"]


def test_the_number_of_posts_a_page_is_the_sites(client: Client) -> None:
    a_site(posts_per_page=3)
    for _ in range(4):
        a_post()
    assert len(titles(client.get("/").content.decode())) == 3


def test_pinned_posts_come_first_and_say_so(client: Client) -> None:
    a_post("新", days_ago=1)
    a_post("置顶的", days_ago=9, pinned=True)
    html = client.get("/").content.decode()
    assert titles(html) == ["置顶的", "新"]
    assert html.count('class="pinned"') == 1


def test_an_entry_has_badge_title_excerpt_link_category_and_tags(client: Client) -> None:
    a_post("概率", body=FORMULA, published_at=moment("2026-02-22 10:00"), category="数学", tags=["优化", "C++"])
    html = client.get("/").content.decode()
    badge = re.search(r'<time class="badge" datetime="2026-02-22T18:00:00\+08:00">(.*?)</time>', html, re.DOTALL)
    assert badge
    assert re.sub(r"<[^>]*>|\s+", " ", badge[1]).split() == ["22", "Feb", "2026"]
    assert 'href="/archive/2026/02/"' in badge[1]
    post = "/posts/" + re.search(r'<h2><a href="/posts/([^"]+)"', html)[1]
    assert f'<a class="more" href="{post}">点击阅读全文...' in html
    assert '<a href="/categories/' in html
    assert '<a href="/tags/c-plus-plus/" rel="tag">C++</a>' in html
    assert '<span class="katex">' in html
    assert "余下" not in html


def test_the_year_is_drawn_only_when_it_is_not_this_one(client: Client) -> None:
    a_post(published_at=moment("2019-10-02 10:00"))
    assert '<span class="year">2019</span>' in client.get("/").content.decode()
    a_post("今年", published_at=timezone.now())
    assert f'<span class="unseen">{timezone.localtime().year}</span>' in client.get("/").content.decode()


def test_excerpts_keep_the_articles_numbers_and_bring_no_ids(client: Client) -> None:
    posts = [a_post(f"Post {number}", body=FORMULA) for number in range(3)]
    html = client.get("/").content.decode()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "eq-e" not in ids
    assert "fnref" not in html
    for post in posts:
        assert f'<a class="eq-ref" href="{post.get_absolute_url()}#eq-e">(1)</a>' in html


def test_a_tag_page_lists_its_posts_and_their_number(client: Client) -> None:
    a_post("甲", tags=["优化"])
    a_post("乙", tags=["概率"])
    html = client.get("/tags/优化/").content.decode()
    assert titles(html) == ["甲"]
    assert "1 篇文章" in html


def test_the_list_of_tags_counts_public_posts(client: Client) -> None:
    a_post(tags=["优化", "概率"])
    a_post(tags=["优化"])
    html = re.sub(r"<[^>]*>", "", client.get("/tags/").content.decode())
    assert re.search(r"优化 2\s+概率 1", html)


def test_a_category_has_pages_too(client: Client) -> None:
    for number in range(9):
        a_post(f"第{number}篇", category="Mathematics", days_ago=number + 1)
    assert titles(client.get("/categories/mathematics/page/2/").content.decode()) == ["第8篇"]


def test_the_archive_leads_to_months(client: Client) -> None:
    a_post("甲", published_at=moment("2021-10-05 10:00"))
    a_post("乙", published_at=moment("2021-10-01 10:00"))
    a_post("丙", published_at=moment("2021-09-30 10:00"))
    html = client.get("/archive/").content.decode()
    assert re.findall(r'href="(/archive/[^"]+)">', html) == ["/archive/2021/10/", "/archive/2021/09/"]
    assert titles(client.get("/archive/2021/10/").content.decode()) == ["甲", "乙"]


def test_the_first_page_has_one_address(client: Client) -> None:
    a_post()
    response = client.get("/page/1/")
    assert (response.status_code, response["Location"]) == (301, "/")


def test_an_empty_site_says_so(client: Client) -> None:
    for path in ("/", "/tags/", "/archive/", "/faq/"):
        assert client.get(path).status_code == 200
    assert "还没有发布任何文章" in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/tags/a/", "/categories/b/"])
def test_pages_of_a_list_are_linked_by_number(client: Client, path: str) -> None:
    for _ in range(25):
        a_post(tags=["a"], category="b")
    base = path if path != "/" else "/"
    links = re.findall(r'href="([^"]*page/\d+/)"', client.get(base).content.decode())
    assert f"{base}page/2/" in links
    assert f"{base}page/4/" in links
    assert f"{base}page/5/" not in links
