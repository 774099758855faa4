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
    assert "2 rendered, 0 failed." in output("rerender", "--all")
    again = Post.objects.get()
    assert (again.html, again.excerpt_html, again.updated_at) == (post.html, post.excerpt_html, None)
    assert Question.objects.get().html == question.html


@pytest.mark.parametrize("arguments", [[], ["--stale"]])
def test_rerender_is_kept_to_what_is_stale(arguments: list[str]) -> None:
    a_site()
    a_post()
    assert "0 rendered" in output("rerender", *arguments)
    Site.objects.update(formula_macros="\\newcommand{\\R}{x}")
    assert "1 rendered" in output("rerender", *arguments)
    assert "0 rendered" in output("rerender", *arguments)


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_rerender_keeps_many_texts_apart(jobs: str) -> None:
    a_site()
    before = {a_post(body=f"文 {number} $x_{{{number}}}$").pk: number for number in range(12)}
    Post.objects.update(html="old", rendering_version="0")
    assert "12 rendered, 0 failed." in output("rerender", "--jobs", jobs)
    for post in Post.objects.all():
        assert post.html.startswith(f"<p>文 {before[post.pk]} ")
        assert f"x_{{{before[post.pk]}}}" in post.html


def test_rerender_names_what_takes_too_long_and_does_the_rest(settings: object) -> None:
    slow, quick = a_post("慢的", body="旧"), a_post(body="文")
    Post.objects.filter(pk=slow.pk).update(body="慢\n\n" * 80_000)
    Post.objects.update(rendering_version="0")
    Post.objects.filter(pk=quick.pk).update(html="old")
    settings.RENDER_SECONDS = 1
    with pytest.raises(CommandError) as caught:
        output("rerender")
    assert "last good HTML" in str(caught.value)
    assert Post.objects.get(pk=slow.pk).html == "<p>旧</p>"
    assert Post.objects.get(pk=quick.pk).html == "<p>文</p>"


@pytest.mark.parametrize("jobs", ["0", "-1", "a"])
def test_rerender_asks_for_a_number_of_processes(jobs: str) -> None:
    with pytest.raises(CommandError, match="no number of processes"):
        output("rerender", f"--jobs={jobs}")


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
    stream = io.StringIO()
    with pytest.raises(CommandError):
        call_command("rerender", "--all", stdout=stream, stderr=stream)
    assert f"{post.pk} (坏的)" in stream.getvalue()
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


def test_every_reference_of_the_demonstration_leads_to_what_it_names() -> None:
    output("demo")
    assert Reference.objects.count() >= 6
    assert not Reference.objects.filter(address="").exists()
    assert referring.outdated() == {}
    assert Reference.objects.filter(kind="post").exists()
    for reference in Reference.objects.exclude(kind="post"):
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
