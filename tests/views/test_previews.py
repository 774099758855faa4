"""The equations that previews of references show."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from blog.models import Post
from tests.builders import a_draft, a_post, a_scheduled_post, a_withdrawn_post

pytestmark = pytest.mark.django_db

BODY = "\\begin{align}a&=b\\label{eq:first}\\\\c&=d\\label{eq:第二}\\end{align}\n\n\\begin{equation}z\\end{equation}"
HIDDEN = [a_draft, a_scheduled_post, a_withdrawn_post]


def the_post(make: Callable[..., Post] = a_post) -> Post:
    return make("<题>", slug="题-a", body=BODY)


@pytest.mark.parametrize("anchor", ["eq-first", "eq-第二"])
def test_each_label_of_a_display_shows_the_whole_display(client: Client, anchor: str) -> None:
    post = the_post()
    response = client.get(f"/posts/题-a/previews/{anchor}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert post.labels.first().html in html
    assert "id=" not in html
    assert "&lt;题&gt;" in html
    assert not re.search("<(?:html|head|link|script)", html)


def test_the_answer_may_be_kept_for_a_moment_and_is_not_indexed(client: Client) -> None:
    the_post()
    response = client.get("/posts/题-a/previews/eq-first/")
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("max-age=60", "noindex")


@pytest.mark.parametrize(
    "path", ["/posts/题-a/previews/equation-3/", "/posts/题-a/previews/no/", "/posts/b/previews/a/"]
)
def test_what_has_no_label_is_not_there(client: Client, path: str) -> None:
    the_post()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("make", HIDDEN)
def test_an_equation_of_a_hidden_post_is_not_there(client: Client, make: Callable[..., Post]) -> None:
    the_post(make)
    hidden, never = client.get("/posts/题-a/previews/eq-first/"), client.get("/posts/never/previews/eq-first/")
    assert hidden.status_code == never.status_code == 404
    assert (hidden.content, hidden.headers) == (never.content, never.headers)


def test_an_author_sees_the_equations_of_a_draft_and_no_cache_keeps_them(author_client: Client) -> None:
    the_post(a_draft)
    response = author_client.get("/posts/题-a/previews/eq-first/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_an_equation_takes_one_query(client: Client, django_assert_num_queries: Callable) -> None:
    the_post()
    with django_assert_num_queries(1):
        client.get("/posts/题-a/previews/eq-第二/")


def test_only_pages_with_formulas_or_references_load_the_preview(client: Client) -> None:
    target, without = a_post(slug="gan", body=BODY), a_post(body="无")
    source = a_post(body="见 \\eqref{gan:eq:first}。")
    for post, loads in ((target, True), (source, True), (without, False)):
        html = client.get(post.get_absolute_url()).content.decode()
        assert ("preview-pattern" in html, "page-with-formulas.css" in html) == (loads,) * 2


def test_listings_lead_references_into_the_articles(client: Client) -> None:
    a_post(slug="gan", body=BODY)
    a_post(slug="b", body="\\eqref{gan:eq:first} \\eqref{x}\n\n$$x\\tag{1}\\label{x}$$", tags=["t"])
    for path in ("/", "/tags/t/"):
        html = client.get(path).content.decode()
        assert 'href="/posts/gan/#eq-first">(1)</a>' in html
        assert 'href="/posts/b/#eq-x">(1)</a>' in html
        assert 'id="eq-' not in html
