"""Titles with formulas: drawn at the head of their own text, text where other pages name them."""

import re
from html import unescape

import pytest
from django.test import Client

from blog.models import Page, Post
from tests.builders import a_page, a_post, a_question, a_series, a_site, moment

pytestmark = pytest.mark.django_db

TITLE, TEXT = r"关于 $\ell_2$ 与 $O(n\log n)$", "关于 ℓ₂ 与 O(n log n)"


@pytest.fixture
def post() -> Post:
    a_site()
    return a_post(
        TITLE,
        slug="ell",
        category="数学",
        tags=["范数"],
        series=a_series("数数", slug="counting"),
        series_part=1,
        published_at=moment("2026-02-22 10:00"),
    )


def head_of(html: str, level: str) -> str:
    return re.search(rf"<{level}(?: class=\"[^\"]*\")?>(.*?)</{level}>", html, re.DOTALL)[1]


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize(("address", "level"), [("/posts/ell/", "h1"), ("/", "h2"), ("/tags/范数/", "h2")])
def test_the_head_of_a_text_shows_its_formulas_drawn(client: Client, address: str, level: str) -> None:
    html = client.get(address).content.decode()
    head = head_of(html, level) if level == "h1" else re.search(r"<h2[^>]*><a.*?</h2>", html, re.DOTALL)[0]
    assert head.count('class="katex-html"') == 2
    assert "css/page-with-formulas" in html
    assert 'rel="preload"' in html  # the faces of its letters


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize(
    "address",
    [
        "/archive/",
        "/archive/2026/",
        "/archive/2026/02/",
        "/series/counting/",
        "/search/?q=ell",
        "/search/?q=ℓ₂",
        "/ell-ell/",
    ],
)
def test_a_list_of_titles_shows_text(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    text = re.sub(r"</?mark>", "", html)
    assert f">{TEXT}</a>" in text
    assert "$" not in html.split("<main", 1)[1].replace(r"\$", "")


@pytest.mark.usefixtures("post")
def test_machines_and_other_articles_read_text(client: Client) -> None:
    a_post("另一篇", slug="other", body="见 [[ell]]。", published_at=moment("2026-03-22 10:00"))
    html = client.get("/posts/ell/").content.decode()
    assert f"<title>{TEXT} - " in html
    assert f'property="og:title" content="{TEXT}"' in html
    assert f'data-running="{TEXT}"' in html
    assert TEXT in re.search(r'<p class="to-copy" lang="en">(.*?)</p>', html, re.DOTALL)[1]
    other = client.get("/posts/other/").content.decode()
    assert f'<a class="post-link" href="/posts/ell/">{TEXT}</a>' in other
    assert other.count(TEXT) >= 2  # and below the article
    assert f"<title>{TEXT}</title>" in client.get("/feed/").content.decode()
    assert f"[{TEXT}]" in client.get("/llms.txt").content.decode()
    assert TITLE in unescape(client.get("/posts/ell.md").content.decode())


def test_pages_and_questions_draw_theirs_too(client: Client) -> None:
    a_site()
    a_page(TITLE, slug="norms", in_menu=True)
    a_question(TITLE, anchor="norms")
    page, guide = client.get("/pages/norms/").content.decode(), client.get("/faq/").content.decode()
    assert head_of(page, "h1").count('class="katex-html"') == 2
    assert re.search(r"<nav class=\"site-nav.*?</nav>", page, re.DOTALL)[0].count(TEXT) == 1
    assert re.search(r'<h3 id="norms">.*?</h3>', guide, re.DOTALL)[0].count('class="katex-html"') == 2
    assert f'<a href="#norms">{TEXT}</a>' in guide


@pytest.mark.parametrize(("model", "make"), [(Post, a_post), (Page, a_page)])
def test_a_title_that_is_changed_around_saving_is_shown_as_it_is_written(client: Client, model, make) -> None:
    a_site()
    make("旧题", slug="one")
    model.objects.filter(slug="one").update(title="<新> $x$")
    shown = model.objects.get(slug="one")
    assert (shown.title_html, shown.title_text) == ("&lt;新&gt; $x$", "<新> $x$")
    assert head_of(client.get(shown.get_absolute_url()).content.decode(), "h1") == "&lt;新&gt; $x$"
    shown.rerender("")
    assert model.objects.get(slug="one").title_text == "<新> x"
