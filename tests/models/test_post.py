"""What happens when a post is saved."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.models import Post
from blog.rendering import RenderError, rendering_version
from tests.builders import a_draft, a_post, a_scheduled_post, a_site, moment

pytestmark = pytest.mark.django_db


def test_saving_stores_everything_that_pages_print() -> None:
    post = Post.objects.get(pk=a_post(body="设 $x<y$。\n\n<!--more-->\n\n## 一节\n\n正文。").pk)
    assert '<span class="katex">' in post.html
    assert "一节" not in post.excerpt_html
    assert post.contents[0]["text"] == "一节"
    assert "<math" in post.feed_html
    assert 'class="katex' not in post.feed_html
    assert "$x<y$" in post.text
    assert (post.has_formulas, post.formulas) == (True, 1)
    assert post.rendering_version == rendering_version()


def test_publishing_without_a_date_dates_the_post_now() -> None:
    post = a_draft(published_at=None)
    post.status = Post.Status.PUBLISHED
    with time_machine.travel(moment("2026-02-22 10:00"), tick=False):
        post.save()
    assert post.published_at == moment("2026-02-22 10:00")


def test_the_database_refuses_a_published_post_without_a_date() -> None:
    post = a_post()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(published_at=None)


def test_a_scheduled_post_appears_at_its_second_without_any_job() -> None:
    post = a_post(published_at=moment("2026-02-22 10:00"))
    with time_machine.travel(moment("2026-02-22 10:00") - timedelta(seconds=1), tick=False):
        assert not Post.objects.published().exists()
        assert post.is_scheduled
    with time_machine.travel(moment("2026-02-22 10:00"), tick=False):
        assert Post.objects.published().get() == post


def test_changing_the_text_of_a_public_post_marks_it_as_updated() -> None:
    post = Post.objects.get(pk=a_post().pk)
    post.body += "\n\n添一段。"
    post.save()
    assert timezone.now() - post.updated_at < timedelta(minutes=1)


@pytest.mark.parametrize("change", [{"pinned": True}, {"slug": "other"}, {"language": "en"}])
def test_other_changes_do_not_mark_it_as_updated(change: dict) -> None:
    post = Post.objects.get(pk=a_post().pk)
    for name, value in change.items():
        setattr(post, name, value)
    post.save()
    assert post.updated_at is None


@pytest.mark.parametrize("make", [a_draft, a_scheduled_post])
def test_changing_what_nobody_has_read_does_not_mark_it_as_updated(make) -> None:
    post = Post.objects.get(pk=make().pk)
    post.body = "改。"
    post.save()
    assert post.updated_at is None


def test_a_date_of_update_set_by_the_author_stays() -> None:
    post = Post.objects.get(pk=a_post().pk)
    post.body, post.updated_at = "改。", moment("2026-01-01 00:00")
    post.save()
    assert post.updated_at == moment("2026-01-01 00:00")


def test_a_text_that_cannot_be_rendered_leaves_the_stored_one_in_place() -> None:
    post = a_post(body="好的。")
    post.body = "x" * 600_000
    with pytest.raises(RenderError, match="512 kB"):
        post.save()
    assert Post.objects.get().body == "好的。"


def test_saving_single_columns_renders_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    post = a_post()
    monkeypatch.setattr("blog.models.rendered.render", lambda *_: pytest.fail("rendered"))
    post.status = Post.Status.WITHDRAWN
    post.save(update_fields=["status"])
    assert Post.objects.get().status == "withdrawn"


def test_site_wide_macros_hold_in_every_post() -> None:
    a_site(formula_macros="\\newcommand{\\R}{\\mathbb{R}}\n\\newcommand{\\norm}[1]{\\|#1\\|}")
    post = a_post(body="$x\\in\\R^n, \\norm{x}$")
    assert post.warnings == []
    assert 'mathvariant="double-struck"' in post.html


def neighbours(post: Post) -> dict[str, Post]:
    found = Post.objects.published().around(post)
    return {name: found[name] for name in ("older", "newer") if name in found}


def test_around_a_post_are_the_next_older_and_newer_public_posts() -> None:
    oldest, older, post = a_post(days_ago=4), a_post(days_ago=3), a_post(days_ago=2)
    a_draft(days_ago=1.5)
    newer = a_post(days_ago=1)
    assert neighbours(post) == {"older": older, "newer": newer}
    assert neighbours(oldest) == {"newer": older}


def test_posts_of_one_moment_are_neighbours_by_number() -> None:
    when = moment("2026-02-22 10:00")
    first, second, third = (a_post(published_at=when) for _ in range(3))
    assert neighbours(second) == {"older": first, "newer": third}


def test_a_month_is_one_of_the_sites_time_zone() -> None:
    late = a_post(published_at=moment("2026-01-31 17:00"))  # 1 February in Shanghai
    assert Post.objects.on(2026, 2).get() == late
    assert not Post.objects.on(2026, 1).exists()


def test_a_year_is_one_of_the_sites_time_zone() -> None:
    late = a_post(published_at=moment("2025-12-31 17:00"))  # 1 January in Shanghai
    assert Post.objects.on(2026).get() == late
    assert not Post.objects.on(2025).exists()
    assert [(row["year"], row["posts"]) for row in Post.objects.years()] == [(2026, 1)]
