"""The page for an address of nothing: what the reader may have meant, and never a word of what is hidden."""

import re

import pytest
from django.db import OperationalError
from django.test import Client

from blog.querysets import PostQuerySet
from tests.builders import a_draft, a_post, a_scheduled_post, a_withdrawn_post


def offered(html: str) -> list[str]:
    return re.findall(r'<li><a href="/posts/[^"]*" lang="[^"]*">([^<]*)</a>', html)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/posts/gausian-integral/", "/2019/03/gaussian-integrals.html", "/posts/高斯积分的算法/", "/integral-gaussian"],
)
def test_a_mistyped_address_is_offered_the_closest_title(client: Client, path: str) -> None:
    a_post("高斯积分的四种算法", slug="gaussian-integral")
    a_post("养鱼", slug="aquarium")
    response = client.get(path)
    assert response.status_code == 404
    assert offered(response.content.decode()) == ["高斯积分的四种算法"]


@pytest.mark.django_db
def test_the_closest_title_comes_first_and_there_are_five_at_most(client: Client) -> None:
    for number in range(8):
        a_post(f"Part {number}", slug=f"fourier-part-{number}")
    a_post("Exact", slug="fourier-parts")
    found = offered(client.get("/posts/fourier-partss/").content.decode())
    assert found[0] == "Exact"
    assert len(found) == 5


@pytest.mark.django_db
def test_the_search_field_holds_the_words_of_the_address(client: Client) -> None:
    html = client.get("/posts/wide_margin-2.html").content.decode()
    assert re.search(r'<input [^>]*name="q" [^>]*value="wide margin 2"', html)
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.django_db
@pytest.mark.parametrize("make", [a_draft, a_scheduled_post, a_withdrawn_post])
def test_what_is_hidden_is_never_offered(client: Client, make) -> None:
    make("The hidden integral", slug="hidden-integral")
    assert offered(client.get("/posts/hidden-integrals/").content.decode()) == []


@pytest.mark.django_db
def test_it_costs_two_queries(client: Client, django_assert_num_queries) -> None:
    for _ in range(5):
        a_post()
    with django_assert_num_queries(2):
        client.get("/unknown-words/")
    with django_assert_num_queries(0):
        client.get("/static/css/unknown.css")


def test_without_the_database_it_is_the_plain_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_self: PostQuerySet) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(PostQuerySet, "titles", away)
    response = client.get("/never-was/")
    assert response.status_code == 404
    assert 'value="never was"' in response.content.decode()


@pytest.mark.django_db
def test_the_page_has_the_menu_unless_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'class="site-nav"' in client.get("/nowhere-at-all/").content.decode()

    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr("blog.models.Site.current", fail)
    html = client.get("/nowhere-at-all/").content.decode()
    assert 'class="site-nav"' not in html
    assert 'class="ways-out"' in html
