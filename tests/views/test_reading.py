"""Articles, pages and the FAQ."""

import re

import pytest
from django.test import Client

from tests.builders import a_draft, a_page, a_post, a_question, a_site, an_author, moment

pytestmark = pytest.mark.django_db

LONG = "引言。\n\n## 一\n\n甲。\n\n### 一之一\n\n## 二 $x$\n\n乙。\n\n## 三\n\n丙。"


def test_an_article_shows_title_author_dates_category_tags_and_body(client: Client) -> None:
    a_site()
    post = a_post("概率", body=LONG, category="数学", tags=["优化"], published_at=moment("2026-02-22 10:00"))
    post.updated_at = moment("2026-03-01 10:00")
    post.save()
    html = client.get(post.get_absolute_url()).content.decode()
    for piece in ("<h1>概率</h1>", "<li>周砚</li>", "数学</a>", "优化</a>", "丙。", "2026年3月1日"):
        assert piece in html
    assert html.count("<h1") == 1


def test_the_authors_own_name_stands_before_the_sites(client: Client) -> None:
    a_site()
    post = a_post(author=an_author(first_name="Ada", last_name="Lovelace"))
    assert "Ada Lovelace" in client.get(post.get_absolute_url()).content.decode()


def test_an_account_without_a_name_is_not_given_away(client: Client) -> None:
    a_site()
    post = a_post(author=an_author("secret-login"))
    assert "secret-login" not in client.get(post.get_absolute_url()).content.decode()


def test_the_table_of_contents_has_two_levels_and_leads_to_the_headings(client: Client) -> None:
    html = client.get(a_post(body=LONG).get_absolute_url()).content.decode()
    contents = re.search(r'<nav class="contents.*?</nav>', html, re.DOTALL)[0]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert anchors == ["一", "一之一", "二", "三"]
    assert all(f'id="{anchor}"' in html for anchor in anchors)
    assert "katex" in contents


def test_a_short_article_has_no_table_of_contents(client: Client) -> None:
    assert "contents" not in client.get(a_post(body="## 一\n\n甲").get_absolute_url()).content.decode()


def test_headings_that_are_called_as_parts_of_the_page_get_ids_of_their_own(client: Client) -> None:
    names = ["Masthead", "Main", "Cite title", "Licence title", "Contents title", "Ways title", "Related title"]
    a_post(days_ago=2)
    post = a_post(body="".join(f"## {name}\n\n" for name in names) + "$x$")
    html = client.get(post.get_absolute_url()).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert {"masthead", "masthead-2", "cite-title", "cite-title-2"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_an_article_leads_to_its_neighbours(client: Client) -> None:
    older, post, newer = a_post("旧", days_ago=3), a_post("中", days_ago=2), a_post("新", days_ago=1)
    html = client.get(post.get_absolute_url()).content.decode()
    assert f'<a rel="prev" href="{older.get_absolute_url()}">' in html
    assert f'<a rel="next" href="{newer.get_absolute_url()}">' in html


def test_the_text_says_its_own_language(client: Client) -> None:
    html = client.get(a_post("English", language="en").get_absolute_url()).content.decode()
    assert '<html lang="zh-Hans" ' in html
    assert '<article lang="en">' in html


def test_the_author_sees_a_draft_at_its_address_and_nobody_keeps_it(author_client: Client, client: Client) -> None:
    draft = a_draft("未完")
    response = author_client.get(draft.get_absolute_url())
    assert "草稿：只有你能看到这一页" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_the_canonical_address_comes_from_the_settings(client: Client) -> None:
    a_post(slug="概率")
    html = client.get("/posts/概率/?a=b").content.decode()
    assert '<link rel="canonical" href="https://blog.example/posts/%E6%A6%82%E7%8E%87/">' in html


def test_what_serves_formulas_is_linked_only_where_there_are_formulas(client: Client) -> None:
    plain, mathematical = a_post(body="无。"), a_post(body="$x$")
    without, page = (client.get(post.get_absolute_url()).content.decode() for post in (plain, mathematical))
    assert "css/page-with-formulas.css" not in without
    assert "css/page-with-formulas.css" in page


def test_a_page_stands_at_its_address(client: Client) -> None:
    a_page("关于", slug="about", in_menu=True, body="关于 $x$。")
    html = client.get("/pages/about/").content.decode()
    assert '<a href="/pages/about/" aria-current="page" lang="zh-hans">关于</a>' in html
    assert '<span class="katex">' in html
    assert client.get("/pages/other/").status_code == 404


def test_an_unpublished_page_is_for_its_author_only(client: Client, author_client: Client) -> None:
    a_page(slug="about", is_published=False)
    assert client.get("/pages/about/").status_code == 404
    assert "no-store" in author_client.get("/pages/about/")["Cache-Control"]


def test_questions_stand_in_sections_each_at_a_fixed_address(client: Client) -> None:
    a_question("甲？", section="二", anchor="a", position=20)
    a_question("乙？", section="一", anchor="b", position=10)
    a_question("丙？", section="一", anchor="c", position=30)
    html = client.get("/faq/").content.decode()
    assert re.findall(r'<h2 class="margin"[^>]*>([^<]+)</h2>', html) == ["一", "二"]
    assert re.findall(r'<h3 id="([^"]+)">', html) == ["b", "c", "a"]


def test_answers_share_a_page_without_sharing_ids(client: Client) -> None:
    answer = "## 节\n\n\\begin{equation}\\label{e}x\\end{equation} 见 \\eqref{e}。[^1]\n\n[^1]: 注。"
    for anchor in ("a", "b"):
        a_question(anchor, anchor=anchor, answer=answer)
    html = client.get("/faq/").content.decode()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= {*ids, "main"}
