"""The commands that a person or the Makefile runs."""

import io
import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from blog.models import Label, Page, Post, Question, Reference, Site, referring
from tests.builders import a_post, a_question, a_site, an_author

pytestmark = pytest.mark.django_db


def output(*arguments: str) -> str:
    stream = io.StringIO()
    call_command(*arguments, stdout=stream, stderr=stream)
    return stream.getvalue()


def test_an_author_is_made_with_a_password_that_is_printed_once() -> None:
    password = re.search(r"password (\S+)", output("author"))[1]
    user = authenticate(username="author", password=password)
    assert user.is_superuser
    assert len(password) >= 16
    with pytest.raises(CommandError, match="--new-password"):
        output("author")


def test_an_existing_author_is_left_alone_at_a_start() -> None:
    an_author("ada")
    assert output("author", "--if-none") == ""
    assert get_user_model().objects.count() == 1


def test_an_author_can_get_a_new_password() -> None:
    an_author()
    password = re.search(r"password (\S+)", output("author", "--new-password"))[1]
    assert authenticate(username="author", password=password)


def test_rerender_does_everything_again_and_moves_no_date() -> None:
    a_site(footer="**x**")
    post, question = a_post(body="$x$"), a_question(answer="$y$")
    Post.objects.update(html="old", rendering_version="0", excerpt_html="old")
    Question.objects.update(html="old")
    assert "2 rendered, 0 failed." in output("rerender")
    again = Post.objects.get()
    assert (again.html, again.excerpt_html, again.updated_at) == (post.html, post.excerpt_html, None)
    assert Question.objects.get().html == question.html


def test_rerender_can_be_kept_to_what_is_stale() -> None:
    a_site()
    a_post()
    assert "0 rendered" in output("rerender", "--stale")
    Site.objects.update(formula_macros="\\newcommand{\\R}{x}")
    assert "1 rendered" in output("rerender", "--stale")


def test_rerender_leaves_a_row_alone_that_was_saved_meanwhile() -> None:
    stale, current = a_post(body="旧"), None
    current = Post.objects.get(pk=stale.pk)
    current.body = "新"
    current.save()
    stale.rerender("")
    assert Post.objects.get().html == "<p>新</p>"


def test_what_cannot_be_rendered_again_keeps_its_html_and_is_named() -> None:
    post = a_post("坏的")
    Post.objects.update(body="x" * 600_000)
    with pytest.raises(CommandError):
        output("rerender")
    assert Post.objects.get().html == post.html


def test_the_demonstration_furnishes_an_empty_site_and_is_repeatable() -> None:
    output("demo", "--if-empty")
    assert Post.objects.published().count() >= 12
    assert Question.objects.count() >= 12
    assert Page.objects.in_menu().exists()
    before = [list(model.objects.order_by("pk").values()) for model in (Post, Question)]
    assert "0 posts created, 0 updated" in output("demo")
    assert [list(model.objects.order_by("pk").values()) for model in (Post, Question)] == before


def test_the_demonstration_has_nothing_to_look_at() -> None:
    output("demo")
    for model in (Post, Page, Question):
        assert {str(row): row.warnings for row in model.objects.all() if row.warnings} == {}


def test_every_reference_of_the_demonstration_leads_to_its_equation() -> None:
    output("demo")
    assert Reference.objects.count() >= 6
    assert not Reference.objects.filter(address="").exists()
    assert referring.outdated() == {}
    for reference in Reference.objects.all():
        assert Label.objects.get(post=reference.target, label=reference.label).number == reference.number


def test_the_demonstration_leaves_a_site_alone_in_which_something_was_written() -> None:
    a_post()
    a_site(title="我的博客")
    assert output("demo", "--if-empty") == ""
    assert Post.objects.count() == 1
    output("demo")
    assert Site.current().title == "我的博客"


def test_the_demonstration_does_not_come_back_after_it_was_deleted() -> None:
    output("demo", "--if-empty")
    for model in (Post, Page, Question):
        model.objects.all().delete()
    assert output("demo", "--if-empty") == ""
    assert not Post.objects.exists()


def test_the_demonstration_overwrites_nothing() -> None:
    output("demo")
    Site.objects.update(footer="我的")
    Question.objects.update(answer="我的")
    Post.objects.filter(slug="one-loss-gan").update(body="我的")
    output("demo")
    assert Site.current().footer == "我的"
    assert not Question.objects.exclude(answer="我的").exists()
    assert Post.objects.get(slug="one-loss-gan").body == "我的"
