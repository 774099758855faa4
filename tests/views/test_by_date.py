"""The archive by year and month."""

import re

import pytest
from django.test import Client

from tests.builders import a_draft, a_post, moment

pytestmark = pytest.mark.django_db


def test_the_archive_has_years_months_days_and_titles(client: Client) -> None:
    a_post("甲", published_at=moment("2021-10-05 10:00"))
    a_post("乙", published_at=moment("2021-10-01 10:00"))
    a_post("丙", published_at=moment("2021-09-30 10:00"))
    a_post("丁", published_at=moment("2019-12-31 17:00"))  # 1 January 2020 in Shanghai
    a_draft("戊", published_at=moment("2021-10-02 10:00"))
    main = client.get("/archive/").content.decode().split("<main")[1].split("</main>")[0]
    assert re.findall(r'href="(/archive/[^"]+)">', main) == [
        "/archive/2021/",
        "/archive/2021/10/",
        "/archive/2021/09/",
        "/archive/2020/",
        "/archive/2020/01/",
    ]
    assert re.findall(r'<time datetime="([-\d]+)">(\d+)</time><a [^>]*>(.)</a>', main) == [
        ("2021-10-05", "5", "甲"),
        ("2021-10-01", "1", "乙"),
        ("2021-09-30", "30", "丙"),
        ("2020-01-01", "1", "丁"),
    ]
    assert re.findall(r'href="#year-(\d+)">\d+</a> <span class="count">\((\d+)\)', main) == [
        ("2021", "3"),
        ("2020", "1"),
    ]
    assert 'id="year-2021"' in main


def test_a_year_has_its_posts_and_leads_to_the_others(client: Client) -> None:
    a_post("甲", published_at=moment("2021-12-31 10:00"))
    a_post("乙", published_at=moment("2021-12-31 17:00"))  # 2022 in Shanghai
    html = client.get("/archive/2021/").content.decode()
    assert re.findall(r"</time><a [^>]*>(.)</a>", html) == ["甲"]
    assert '<span aria-current="page">2021</span>' in html
    assert '<a href="/archive/2022/">2022</a> <span class="count">(1)</span>' in html


def test_a_month_has_its_posts_with_their_facts(client: Client) -> None:
    a_post("甲", published_at=moment("2021-10-05 10:00"))
    a_post("乙", published_at=moment("2021-10-01 10:00"))
    html = client.get("/archive/2021/10/").content.decode()
    assert re.findall(r"<h2[^>]*><a [^>]*>([^<]+)</a>", html) == ["甲", "乙"]
    assert '<p class="intro">2 篇文章</p>' in html


def test_a_year_without_public_posts_is_not_found(client: Client) -> None:
    a_draft(published_at=moment("2021-10-05 10:00"))
    assert client.get("/archive/2021/").status_code == 404
    assert client.get("/archive/2021/10/").status_code == 404


def test_a_title_in_another_language_says_so(client: Client) -> None:
    a_post("The box office", language="en", published_at=moment("2021-10-05 10:00"))
    assert '" lang="en">The box office</a>' in client.get("/archive/").content.decode()
