"""The reference for authors in the admin."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils.html import escape

from blog.rendering import RenderError
from blog.writing import LANGUAGES, chapters, results
from tests.builders import a_post, a_site

pytestmark = pytest.mark.django_db

PAGE = "/admin/blog/writing/"
FORMS = ["post", "page", "question"]


def a_member(*permissions: str) -> Client:
    """A browser of somebody who may do in the admin what is named."""
    member = get_user_model().objects.create_user("member", is_staff=True)
    member.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(member)
    return client


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_form_with_what_becomes_of_it(author_client: Client, language: str) -> None:
    html = author_client.get(PAGE, {"language": language}).content.decode()
    documents = results(language, seconds=60)
    for chapter in chapters(language):
        assert f'href="#{chapter.anchor}">{escape(chapter.title)}</a>' in html
        for entry in chapter.entries:
            assert f'<h3 id="{entry.anchor}">{escape(entry.name)}<' in html
            assert f"<code>{escape(entry.source)}</code>" in html
            assert documents[entry.anchor].html in html


def test_the_page_speaks_the_language_of_the_interface(author_client: Client, settings: object) -> None:
    a_site()
    for language, title in (("zh-hans", "文字"), ("en", "Text")):
        settings.LANGUAGE_CODE = language
        assert f'<h2 id="text">{title}</h2>' in author_client.get(PAGE).content.decode()


def test_what_the_author_is_warned_of_stands_below_the_result(author_client: Client) -> None:
    html = author_client.get(PAGE).content.decode()
    assert "第 1 行第 4 列: 文中没有标签“eq:nowhere”" in html


def test_the_page_is_for_those_who_may_see_posts(client: Client) -> None:
    assert client.get(PAGE)["Location"].startswith("/admin/login/")
    assert a_member("view_post").get(PAGE).status_code == 200


def test_others_of_the_staff_are_refused() -> None:
    assert a_member("view_tag").get(PAGE).status_code == 403


def test_the_page_is_rendered_once_and_asks_for_nothing_for_a_form(
    author_client: Client, django_assert_max_num_queries: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_post()
    author_client.get(PAGE)
    monkeypatch.setattr("blog.writing.outcomes.render_each", None)
    with django_assert_max_num_queries(4):
        assert author_client.get(PAGE).status_code == 200


def test_on_a_busy_machine_what_to_write_is_shown_without_results(
    author_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise RenderError("too-slow", "", limit=5)

    monkeypatch.setattr("blog.admin.writing.results", refuse)
    html = author_client.get(PAGE).content.decode()
    assert "5" in html.split('<p class="state">')[1].split("</p>")[0]
    assert "**注意：**" in html


@pytest.mark.parametrize("name", FORMS)
def test_the_forms_lead_to_the_page(author_client: Client, name: str) -> None:
    html = author_client.get(f"/admin/blog/{name}/add/").content.decode()
    assert f'<a href="{PAGE}" target="_blank" rel="noopener">' in html


def test_the_form_of_posts_still_says_how_the_excerpt_ends(author_client: Client) -> None:
    assert "&lt;!--more--&gt;" in author_client.get("/admin/blog/post/add/").content.decode()


def test_the_first_page_of_the_admin_leads_there_who_may_see_it() -> None:
    assert PAGE in a_member("view_post").get("/admin/").content.decode()


def test_the_first_page_of_the_admin_leads_nobody_else_there() -> None:
    assert PAGE not in a_member("view_tag").get("/admin/").content.decode()
