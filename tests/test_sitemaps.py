"""The sitemap: each entry with its last change, at a constant cost."""

import re

import pytest
from django.test import Client

from blog.models import Question
from tests.builders import a_page, a_post, a_question, a_scheduled_post, a_site, moment

pytestmark = pytest.mark.django_db


def entries(client: Client) -> dict[str, str]:
    """The day of the last change by path."""
    xml = client.get("/sitemap.xml").content.decode()
    assert xml.count("<url>") == xml.count("<lastmod>")
    return dict(re.findall(r"<loc>https://blog\.example([^<]*)</loc><lastmod>([^<]*)</lastmod>", xml))


def test_lists_tags_and_categories_change_with_their_newest_post(client: Client) -> None:
    a_post(tags=["old"], category="a", published_at=moment("2026-01-01 10:00"))
    dates = {"published_at": moment("2026-01-02 10:00"), "updated_at": moment("2026-03-05 10:00")}
    a_post(tags=["old", "later"], category="b", **dates)
    a_post(tags=["later"], published_at=moment("2026-02-01 10:00"))
    a_scheduled_post(tags=["old"], category="a")
    a_question()
    Question.objects.update(updated_at=moment("2025-05-05 10:00"))
    found = entries(client)
    assert found["/"] == found["/tags/"] == found["/archive/"] == "2026-03-05"
    assert found["/faq/"] == "2025-05-05"
    assert (found["/tags/old/"], found["/tags/later/"]) == ("2026-03-05", "2026-03-05")
    assert (found["/categories/a/"], found["/categories/b/"]) == ("2026-01-01", "2026-03-05")


def test_the_sitemap_costs_the_same_however_many_posts(client: Client, django_assert_num_queries: object) -> None:
    a_site()
    for number in range(2):
        for index in range(3):
            a_post(tags=["a", f"t{number}{index}"], category=f"k{number}{index}")
            a_page()
            a_question()
        with django_assert_num_queries(11):
            assert client.get("/sitemap.xml").status_code == 200
