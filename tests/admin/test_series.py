"""Series in the admin: their own pages, and a post's place among the parts."""

import pytest
from django.test import Client

from blog.models import Post, Series
from tests.admin.test_posts import ADD, form
from tests.builders import a_draft, a_post, a_series

pytestmark = pytest.mark.django_db


def test_a_series_is_made_and_gets_an_address(author_client: Client) -> None:
    fields = {"name": "概率入门", "description": "从掷币开始。", "language": "zh-hans", "slug": "probability"}
    assert author_client.post("/admin/blog/series/add/", fields).status_code == 302
    assert Series.objects.get().get_absolute_url() == "/series/probability/"


def test_the_choice_of_a_series_says_the_number_of_its_next_part(author_client: Client) -> None:
    series = a_series("概率入门")
    a_draft(series=series, series_part=4)
    assert f'<option value="{series.pk}">概率入门' in author_client.get(ADD).content.decode()
    chosen = author_client.get(ADD).context["adminform"].form.fields["series"]
    assert "5" in chosen.label_from_instance(chosen.queryset.get())


def test_an_empty_number_becomes_the_next_free_one(author_client: Client) -> None:
    series = a_series()
    a_post(series=series, series_part=4)
    assert author_client.post(ADD, form(series=str(series.pk), series_part="")).status_code == 302
    assert Post.objects.get(title="题").series_part == 5


@pytest.mark.parametrize("part", ["4", "0", "-1", "x", "99999999"])
def test_a_wrong_number_is_named_at_its_field_and_nothing_typed_is_lost(author_client: Client, part: str) -> None:
    series = a_series()
    a_post("前篇", series=series, series_part=4)
    response = author_client.post(ADD, form(series=str(series.pk), series_part=part))
    shown = response.context["adminform"].form
    assert list(shown.errors) == ["series_part"]
    assert shown["series"].value() == str(series.pk)
    assert shown["series_part"].value() == part
    assert shown["body"].value() == "文。"


def test_a_number_without_a_series_is_named_at_its_field(author_client: Client) -> None:
    response = author_client.post(ADD, form(series="", series_part="2"))
    assert list(response.context["adminform"].form.errors) == ["series_part"]


def test_the_form_of_a_series_lists_its_parts_in_order_with_what_is_hidden(author_client: Client) -> None:
    series = a_series()
    second = a_post("乙<b>", series=series, series_part=2)
    first = a_draft("甲", series=series, series_part=1)
    html = author_client.get(f"/admin/blog/series/{series.pk}/change/").content.decode()
    assert f'<p>1. <a href="/admin/blog/post/{first.pk}/change/">甲</a> (草稿)</p>' in html
    assert f'<p>2. <a href="/admin/blog/post/{second.pk}/change/">乙&lt;b&gt;</a></p>' in html


def test_the_list_counts_the_parts(author_client: Client) -> None:
    series = a_series()
    for _ in range(3):
        a_post(series=series)
    a_series("空")
    listed = author_client.get("/admin/blog/series/").content.decode()
    assert '<td class="field-posts_count">3</td>' in listed
    assert '<td class="field-posts_count">0</td>' in listed


def test_a_series_with_parts_is_not_deleted(author_client: Client) -> None:
    series = a_series()
    a_post(series=series)
    author_client.post(f"/admin/blog/series/{series.pk}/delete/", {"post": "yes"})
    assert Series.objects.exists()
