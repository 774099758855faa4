"""Slugs are never empty, never taken twice, and old ones lead on for ever."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from blog.models import Category, Post
from blog.rendering import guard
from tests.builders import a_draft, a_page, a_post

pytestmark = pytest.mark.django_db


def test_a_latin_title_gives_the_slug() -> None:
    assert a_post("The box office with no change").slug == "the-box-office-with-no-change"


@pytest.mark.parametrize("title", ["只用一个 loss 训练 GAN", "概率论", "日本語", "!!!", "Ответ"])
def test_any_other_title_gives_the_number(title: str) -> None:
    post = a_post(title)
    assert post.slug == str(post.pk)
    assert post.get_absolute_url() == f"/posts/{post.pk}/"


def test_the_authors_own_slug_wins() -> None:
    assert a_post("The title", slug="我的-slug").slug == "我的-slug"


def test_a_taken_slug_is_followed_by_a_number() -> None:
    assert [a_post("Same title").slug for _ in range(3)] == ["same-title", "same-title-2", "same-title-3"]


def test_a_number_that_another_post_took_by_hand_is_passed_over() -> None:
    first = a_post("一")
    a_post("Taken by hand", slug=str(first.pk + 2))
    third = a_post("三")
    assert third.pk == first.pk + 2
    assert third.slug == f"{third.pk}-2"


@pytest.mark.parametrize("word", ["feed", "page", "admin", "Feed"])
def test_reserved_words_are_refused(word: str) -> None:
    with pytest.raises(ValidationError, match="地址"):
        Post(title="x", slug=word, body="x").full_clean()


def test_a_latin_title_of_a_reserved_word_gives_another_slug() -> None:
    assert a_post("Feed").slug == "feed-1"


def test_a_changed_slug_redirects_for_ever(client: Client) -> None:
    post = a_post("标题", slug="first")
    for slug in ("second", "third"):
        post.slug = slug
        post.save()
    for old in ("first", "second"):
        response = client.get(f"/posts/{old}/")
        assert (response.status_code, response["Location"]) == (301, "/posts/third/")
        assert response["Cache-Control"] == "no-cache"


def test_going_back_to_an_old_slug_makes_no_circle(client: Client) -> None:
    post = a_post("标题", slug="first")
    for slug in ("second", "first"):
        post.slug = slug
        post.save()
    assert client.get("/posts/first/").status_code == 200
    assert client.get("/posts/second/")["Location"] == "/posts/first/"


def test_an_old_slug_of_a_draft_leads_nowhere(client: Client) -> None:
    draft = a_draft("标题", slug="first")
    draft.slug = "second"
    draft.save()
    assert client.get("/posts/first/").status_code == 404


def test_an_old_slug_is_not_given_to_another_post() -> None:
    post = a_post("Moved away")
    post.slug = "elsewhere"
    post.save()
    assert a_post("Moved away").slug == "moved-away-2"
    with pytest.raises(ValidationError, match="曾是别处的地址"):
        Post(title="x", slug="moved-away", body="x").full_clean()


def test_the_slug_of_a_deleted_post_is_free_again() -> None:
    post = a_post("一", slug="first")
    post.slug = "second"
    post.save()
    post.delete()
    Post(title="x", slug="first", body="x").full_clean()


def test_emptying_the_slug_of_a_stored_post_names_it_anew(client: Client) -> None:
    post = a_post("标题", slug="by-hand")
    post.slug = ""
    post.save()
    assert post.slug == str(post.pk)
    assert client.get("/posts/by-hand/").status_code == 301


def test_pages_and_categories_redirect_too(client: Client) -> None:
    page = a_page("About", slug="about")
    page.slug = "about-me"
    page.save()
    assert client.get("/pages/about/")["Location"] == "/pages/about-me/"
    post = a_post(category="Mathematics")
    category = Category.objects.get()
    category.slug = "maths"
    category.save()
    assert post.category == category
    assert client.get("/categories/mathematics/")["Location"] == "/categories/maths/"


def test_the_excerpt_links_to_the_final_address() -> None:
    body = "见 \\eqref{a}。\n\n$$x \\tag{1}\\label{a}$$"
    post = a_post("标题", body=body)
    assert f'href="/posts/{post.pk}/#eq-a"' in post.excerpt_html
    post.slug = "moved"
    post.save()
    assert 'href="/posts/moved/#eq-a"' in Post.objects.get().excerpt_html


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("title", ["The same title", "同一个标题"])
def test_fifty_posts_of_one_title_saved_at_once_get_fifty_slugs(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_pool", guard.Pool(waiting=8))  # a server would ask most of them to save again

    def save(_number: int) -> str:
        try:
            return a_post(title, body="x").slug
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        slugs = list(threads.map(save, range(50)))
    assert len(set(slugs)) == 50
    assert all(slugs)
    assert not any(slug.startswith("new-") for slug in Post.objects.values_list("slug", flat=True))
