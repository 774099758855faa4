"""Cards of posts: drawn after the commit, again when what they show has changed, never in the way of a saving."""

import io
from pathlib import Path

import PIL.Image
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from blog import cards, checks
from blog.models import Post, Site, sharing
from tests.builders import a_draft, a_post, a_site, a_withdrawn_post, moment

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "What temperature does to a softmax"  # the face that Pillow brings can set it


def files() -> set[str]:
    return {f"cards/{path.name}" for path in (Path(settings.MEDIA_ROOT) / "cards").glob("*")}


def test_a_public_post_has_a_card_after_it_is_saved() -> None:
    post = a_post(TITLE)
    stored = Post.objects.get()
    assert stored.card == post.card
    assert files() == {stored.card}
    content = (Path(settings.MEDIA_ROOT) / stored.card).read_bytes()
    assert PIL.Image.open(io.BytesIO(content)).size == (cards.WIDTH, cards.HEIGHT)


def test_a_card_shows_the_tags_that_are_set_in_the_transaction_of_the_saving() -> None:
    with transaction.atomic():
        post = a_post(TITLE, tags=["GAN"])
    shown = sharing.card_of_post(Post.objects.get(), Site.current())
    assert shown.foot == ("GAN",)
    assert post.card == cards.name(shown)


@pytest.mark.parametrize("make", [a_draft, a_withdrawn_post])
def test_what_is_not_published_has_no_card(make: object) -> None:
    assert make(TITLE).card == ""
    assert files() == set()


def test_a_withdrawn_post_loses_its_card() -> None:
    post = a_post(TITLE)
    post.status = Post.Status.WITHDRAWN
    post.save(update_fields=["status"])
    assert (Post.objects.get().card, files()) == ("", set())


def test_a_card_is_drawn_again_only_when_what_it_shows_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    a_site(title="Notes")
    post = a_post(TITLE)
    first, drawn = post.card, []
    monkeypatch.setattr(cards, "draw", lambda card, _font: drawn.append(card) or b"png")
    post.body = "another text"
    post.save()
    assert (post.card, drawn) == (first, [])
    post.title = "Temperature"
    post.save()
    assert (post.card != first, len(drawn)) == (True, 1)
    assert files() == {post.card, Site.current().card}


def test_a_card_that_two_posts_share_stays_until_both_are_gone() -> None:
    date = moment("2026-02-22 10:00")
    first, second = a_post(TITLE, published_at=date), a_post(TITLE, published_at=date)
    assert files() == {first.card} == {second.card}
    first.delete()
    assert files() == {second.card}
    Post.objects.all().delete()
    assert files() == set()


def test_a_new_name_of_the_site_reaches_all_cards() -> None:
    site, post = a_site(title="Notes"), a_post(TITLE)
    before = files()
    site.title = "Margins"
    site.save()
    assert Post.objects.get().card != post.card
    assert files() & before == set()
    assert Site.current().card in files()


def test_drawing_that_fails_never_fails_a_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(cards, "draw", fail)
    post = a_post(TITLE)
    assert (Post.objects.get().title, post.card) == (TITLE, "")


def test_a_post_of_before_gets_its_card_from_rerender() -> None:
    post = a_post(TITLE)
    (Path(settings.MEDIA_ROOT) / post.card).unlink()
    Post.objects.update(card="")
    (warning,) = checks.cards_are_current(databases=["default"])
    assert (warning.id, "1 posts" in warning.msg) == ("blog.W004", True)
    call_command("rerender", stdout=io.StringIO())
    assert Post.objects.get().card == post.card
    assert files() == {post.card, Site.current().card}
    assert checks.cards_are_current(databases=["default"]) == []


def test_rerender_draws_a_card_whose_file_is_gone() -> None:
    post = a_post(TITLE)
    (Path(settings.MEDIA_ROOT) / post.card).unlink()
    call_command("rerender", stdout=io.StringIO())
    assert files() == {post.card, Site.current().card}


def test_a_title_that_no_font_can_set_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "name", lambda *_arguments: "")
    assert a_post("大数定律").card == ""
    (warning,) = checks.cards_are_current(databases=["default"])
    assert warning.id == "blog.W003"
    assert "fonts-noto-cjk" in warning.hint


def test_a_font_that_is_none_stops_the_check(settings: object) -> None:
    settings.CARD_FONT = __file__
    (error,) = checks.the_font_of_cards_is_one()
    assert error.id == "blog.E002"
    assert a_post(TITLE).card == ""
    assert checks.cards_are_current(databases=["default"]) == []
