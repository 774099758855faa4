"""Tags as Chinese and English authors type them."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from blog.models import Post, Tag
from tests.builders import a_post

pytestmark = pytest.mark.django_db


def test_c_and_its_kin_are_three_tags_with_three_slugs() -> None:
    a_post(tags=["C", "C++", "C#"])
    assert dict(Tag.objects.values_list("name", "slug")) == {"C": "c", "C++": "c-plus-plus", "C#": "c-sharp"}


def test_the_slugs_do_not_depend_on_the_order_of_creation() -> None:
    a_post(tags=["C#"])
    a_post(tags=["C++"])
    a_post(tags=["C"])
    assert set(Tag.objects.values_list("slug", flat=True)) == {"c", "c-plus-plus", "c-sharp"}


def test_chinese_tags_keep_their_chinese() -> None:
    post = a_post(tags=["最小二乘法"])
    assert post.tags.get().get_absolute_url() == "/tags/%E6%9C%80%E5%B0%8F%E4%BA%8C%E4%B9%98%E6%B3%95/"


@pytest.mark.parametrize("spelling", ["python", "PYTHON", "Ｐｙｔｈｏｎ"])
def test_spellings_that_differ_in_case_or_width_are_one_tag(spelling: str) -> None:
    a_post(tags=["Python"])
    with pytest.raises(ValidationError, match="相同"):
        Tag(name=spelling, slug="another").save()


def test_a_tag_is_found_whatever_its_case() -> None:
    a_post(tags=["Python"])
    assert a_post(tags=["python"]).tags.get().name == "Python"
    assert Tag.objects.count() == 1


def test_a_tag_without_letters_is_refused() -> None:
    with pytest.raises(ValidationError, match="没有文字"):
        Tag.objects.spelled(["***"])


def test_two_names_with_one_slug_are_left_to_the_author() -> None:
    a_post(tags=["Node.js"])
    with pytest.raises(ValidationError, match=r"Node\.js"):
        Tag.objects.spelled(["Node-js"])


def test_a_renamed_tag_redirects(client: Client) -> None:
    a_post(tags=["SVD"])
    tag = Tag.objects.get()
    tag.slug = "奇异值分解"
    tag.save()
    assert client.get("/tags/svd/", follow=True).redirect_chain == [
        ("/tags/%E5%A5%87%E5%BC%82%E5%80%BC%E5%88%86%E8%A7%A3/", 301)
    ]


@pytest.mark.parametrize(("name", "slug"), [("Search", "search-tag"), ("feed", "feed-tag")])
def test_a_tag_never_has_an_address_of_the_site(name: str, slug: str) -> None:
    a_post(tags=[name])
    assert Tag.objects.get().slug == slug
    Tag.objects.get().full_clean()


def test_deleting_a_tag_leaves_its_posts() -> None:
    a_post(tags=["a", "b"])
    Tag.objects.get(name="a").delete()
    assert list(Post.objects.get().tags.values_list("name", flat=True)) == ["b"]
