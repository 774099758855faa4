"""The pages of series."""

import re

import pytest
from django.test import Client

from tests.builders import a_draft, a_post, a_scheduled_post, a_series, moment

pytestmark = pytest.mark.django_db


def page_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_all_series_are_listed_with_counts_and_dates_the_one_that_grew_last_first(client: Client) -> None:
    still, growing = a_series("旧系列", description="说明。"), a_series("新系列", language="en")
    a_series("空系列")
    a_draft(series=a_series("未发系列"))
    for date in ("2024-05-01 10:00", "2024-06-02 10:00"):
        a_post(series=still, published_at=moment(date))
    a_post(series=growing, published_at=moment("2025-01-03 10:00"))
    a_scheduled_post(series=growing)
    html = page_of(client, "/series/")
    assert re.findall(r'<h2><a href="/series/\d+/">([^<]+)</a>', html) == ["新系列", "旧系列"]
    assert "说明。" in html
    assert html.count("2 篇文章") == html.count("1 篇文章") == 1
    assert re.findall(r'<time datetime="([^"]+)"', html) == ["2025-01-03", "2024-05-01", "2024-06-02"]
    assert 'class="one-series band" lang="en"' in html


def test_a_site_without_series_says_so(client: Client) -> None:
    assert "还没有" in page_of(client, "/series/")


def test_the_parts_stand_in_the_order_of_their_numbers(client: Client) -> None:
    series = a_series("概率入门", slug="probability", description="从掷币开始。")
    for title, part in (("丙", 30), ("甲", 10), ("乙", 20)):
        a_post(title, series=series, series_part=part)
    a_draft("草稿", series=series, series_part=15)
    html = page_of(client, "/series/probability/")
    assert "从掷币开始。" in html
    assert re.findall(r'<h2><a href="[^"]+">([^<]+)</a>', html) == ["甲", "乙", "丙"]
    assert "草稿" not in html
    assert "3 篇文章" in html


def test_a_series_without_public_parts_is_as_one_that_never_was(client: Client) -> None:
    a_draft(series=a_series(slug="hidden"))
    assert client.get("/series/hidden/").status_code == client.get("/series/never/").status_code == 404


def test_an_old_address_leads_to_the_new_one(client: Client) -> None:
    series = a_series(slug="old")
    a_post(series=series)
    series.slug = "new"
    series.save()
    assert client.get("/series/old/")["Location"] == "/series/new/"
