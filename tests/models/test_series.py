"""Parts of a series and their numbers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from blog.models import Post
from tests.builders import a_post, a_series

pytestmark = pytest.mark.django_db


def test_a_part_without_a_number_comes_last() -> None:
    series = a_series()
    assert [a_post(series=series).series_part for _ in range(2)] == [1, 2]
    a_post(series=series, series_part=7)
    assert a_post(series=series).series_part == 8


def test_a_number_that_is_taken_is_refused_with_the_next_free_one() -> None:
    series = a_series()
    a_post("甲", series=series, series_part=3)
    with pytest.raises(ValidationError) as refused:
        Post(title="乙", body="文。", series=series, series_part=3).full_clean()
    assert list(refused.value.message_dict) == ["series_part"]
    assert "甲" in refused.value.messages[0]
    assert "4" in refused.value.messages[0]


def test_a_number_may_be_kept_and_may_be_used_in_another_series() -> None:
    first, second = a_series("一"), a_series("二")
    post = a_post(series=first, series_part=1)
    post.full_clean()
    Post(title="乙", body="文。", series=second, series_part=1).full_clean()


def test_a_number_without_a_series_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Post(title="乙", body="文。", series_part=3).full_clean()
    assert list(refused.value.message_dict) == ["series_part"]


def test_a_post_that_leaves_its_series_leaves_its_number() -> None:
    post = a_post(series=a_series())
    post.series = None
    post.save()
    assert Post.objects.get().series_part is None


@pytest.mark.parametrize("values", [{"series_part": 1}, {"series_part": 0}, {"series": None}, {"series_part": None}])
def test_the_database_refuses_a_wrong_place(values: dict[str, object]) -> None:
    series = a_series()
    a_post(series=series, series_part=1)
    other = a_post(series=series, series_part=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=other.pk).update(**values)


def test_a_series_with_posts_is_not_deleted() -> None:
    series = a_series()
    a_post(series=series)
    with pytest.raises(ProtectedError):
        series.delete()


def test_a_series_has_an_address_of_its_own() -> None:
    assert a_series("From scratch").get_absolute_url() == "/series/from-scratch/"
    chinese = a_series("从零开始")
    assert chinese.get_absolute_url() == f"/series/{chinese.pk}/"
