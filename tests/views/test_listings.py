"""The front page and the other lists."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from blog.models import Category
from tests.builders import a_draft, a_post, a_site, moment

pytestmark = pytest.mark.django_db

FORMULA = """设 $a_1<b$。

\\begin{equation}\\label{e} x=1 \\end{equation}

见 \\eqref{e}。[^1]

<!--more-->

余下。

[^1]: 注。
"""


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def titles(html: str) -> list[str]:
    return re.findall(r"<h2[^>]*><a [^>]*>([^<]+)</a>", html)


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


def test_where_pinned_posts_do_not_come_first_they_are_not_called_pinned(client: Client) -> None:
    a_post("新", days_ago=1, tags=["a"])
    a_post("置顶的", days_ago=9, pinned=True, tags=["a"])
    html = client.get("/tags/a/").content.decode()
    assert titles(html) == ["新", "置顶的"]
    assert 'class="pinned"' not in html


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


def test_a_category_has_pages_too(client: Client) -> None:
    for number in range(9):
        a_post(f"第{number}篇", category="Mathematics", days_ago=number + 1)
    assert titles(client.get("/categories/mathematics/page/2/").content.decode()) == ["第8篇"]


def test_the_page_of_categories_has_their_descriptions_and_numbers(client: Client) -> None:
    a_post(category="数学")
    a_post(category="数学")
    a_draft(category="未用")
    Category.objects.filter(name="数学").update(description="证明与计算。")
    text = words(client.get("/categories/").content.decode())
    assert "数学 证明与计算。 2 篇文章" in text
    assert "未用" not in text


def test_categories_of_one_position_stand_by_their_size_then_by_their_reading(client: Client) -> None:
    for name in ("组合", "分析", "Life", "数论", "数论"):
        a_post(category=name)
    text = words(client.get("/categories/").content.decode())
    assert text.index("数论") < text.index("分析") < text.index("Life") < text.index("组合")


def test_a_category_shows_the_tags_in_it(client: Client) -> None:
    a_post(category="Mathematics", tags=["概率", "组合", "不等式"])
    a_post(category="Mathematics", tags=["概率"])
    a_post(category="Life", tags=["水族"])
    a_draft(category="Mathematics", tags=["草稿"])
    found = re.findall(
        r'rel="tag">([^<]*)</a> <span class="count">(\d+)', client.get("/categories/mathematics/").content.decode()
    )
    assert found == [("概率", "2"), ("不等式", "1"), ("组合", "1")]  # of as many posts, by reading


def test_below_the_list_are_search_tags_and_years(client: Client) -> None:
    a_post(tags=["概率", "组合"], published_at=moment("2021-10-05 10:00"))
    a_post(tags=["概率"], published_at=moment("2019-12-31 17:00"))  # 2020 in Shanghai
    below = client.get("/").content.decode().split("<aside")[1]
    assert '<form class="search" role="search" action="/search/">' in below
    assert re.findall(r'href="/tags/([^"/]+)/"[^>]*>[^<]*</a> <span class="count">(\d+)', below) == [
        ("%E6%A6%82%E7%8E%87", "2"),
        ("%E7%BB%84%E5%90%88", "1"),
    ]
    assert re.findall(r'href="/archive/(\d+)/">', below) == ["2021", "2020"]


def test_the_first_page_has_one_address(client: Client) -> None:
    a_post()
    response = client.get("/page/1/")
    assert (response.status_code, response["Location"]) == (301, "/")


def test_an_empty_site_says_so(client: Client) -> None:
    for path in ("/", "/tags/", "/categories/", "/archive/", "/search/", "/faq/"):
        assert client.get(path).status_code == 200
    assert "还没有发布任何文章" in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/tags/a/", "/categories/b/"])
def test_pages_of_a_list_are_linked_by_number(client: Client, path: str) -> None:
    for _ in range(25):
        a_post(tags=["a"], category="b")
    links = re.findall(r'href="([^"]*page/\d+/)"', client.get(path).content.decode())
    assert f"{path}page/2/" in links
    assert f"{path}page/4/" in links
    assert f"{path}page/5/" not in links


def test_of_many_pages_the_first_the_last_and_those_around_are_linked(client: Client) -> None:
    a_site(posts_per_page=1)
    for _ in range(20):
        a_post()
    pages = client.get("/page/10/").content.decode().split('<nav class="pages')[1].split("</nav>")[0]
    assert " 1 … 8 9 10 11 12 … 20 " in words(pages)
    assert 'rel="prev" href="/page/9/"' in pages
    assert 'rel="next" href="/page/11/"' in pages
    assert '<span aria-current="page">10</span>' in pages


def test_the_menu_marks_the_page_and_its_section(client: Client) -> None:
    a_post(tags=["a"], category="Life", published_at=moment("2021-10-05 10:00"))
    marks = {
        path: re.findall(r'<a href="([^"]*)" aria-current="(\w+)"', client.get(path).content.decode())
        for path in (
            "/",
            "/tags/",
            "/tags/a/",
            "/archive/2021/",
            "/archive/2021/10/",
            "/categories/",
            "/categories/life/",
            "/series/",
            "/search/",
        )
    }
    assert marks == {
        "/": [("/", "page")],
        "/tags/": [("/tags/", "page")],
        "/tags/a/": [("/tags/", "true")],
        "/archive/2021/": [("/archive/", "true")],
        "/archive/2021/10/": [("/archive/", "true")],
        "/categories/": [("/archive/", "true")],
        "/categories/life/": [("/archive/", "true")],
        "/series/": [("/archive/", "true")],
        "/search/": [("/search/", "page")],
    }
