"""Keeps the cards of posts and of the site true: after a commit, when the tags are known, and never in its way.

A card is outdated when the name of its file is not the one that its words have now; so nothing is remembered of a
change. A draft has no card: its title is nobody's business.
"""

import logging
import time
from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from blog import cards
from blog.models import storing

SECONDS = 10  # that saving the site may spend on the cards of posts; the others wait for `manage.py rerender`
AT_ONCE = 200  # rows in memory

logger = logging.getLogger(__name__)


def card_of_post(post: Any, site: Any) -> cards.Card | None:
    """What a post's card shows; nothing where there is none to be. Asks for the author and the tags."""
    if post.status != post.Status.PUBLISHED or post.published_at is None:
        return None
    author = (post.author and post.author.get_full_name()) or site.author
    return cards.Card(
        title=post.title_text,
        site=site.title,
        day=timezone.localdate(post.published_at),
        foot=tuple(filter(None, [author, *sorted(tag.name for tag in post.tags.all())])),
        language=post.language,
    )


def card_of_site(site: Any) -> cards.Card:
    """What the site's own card shows."""
    return cards.Card(site.title, foot=tuple(filter(None, [site.tagline])), language=settings.LANGUAGE_CODE)


def refresh_post_later(post: Any) -> None:
    """Bring a post's card up after the commit. If that fails it is logged, and the saving stands."""

    def refresh() -> None:
        for stored, card in _posts([post.pk]):
            post.card = _bring_up(stored, card)

    transaction.on_commit(refresh, robust=True)


def refresh_site_later(site: Any) -> None:
    """Bring the site's card up after the commit, and those of the posts, which bear its title."""

    def refresh() -> None:
        site.card = _bring_up(site, card_of_site(site))
        refresh_all(SECONDS)

    transaction.on_commit(refresh, robust=True)


def refresh_all(seconds: float | None = None) -> list[str]:
    """Draw what is missing or outdated, newest posts first.

    Returns:
        Why which post has got no card; a title that no installed face can set is no failure, see blog.W003.
    """
    from blog.models import Site

    site, begin, failures = Site.current(), time.monotonic(), []
    rows = [(site, card_of_site(site))] if not site._state.adding else []
    for row, card in (*rows, *_posts()):
        if seconds is not None and time.monotonic() - begin > seconds:
            logger.warning("Some cards wait for manage.py rerender.")
            break
        try:
            _bring_up(row, card)
        except OSError as error:
            failures.append(f"{row._meta.verbose_name} {row.pk} ({row}): {error}")
    return failures


def outdated() -> tuple[int, int]:
    """How many posts have an outdated card, or none that they could have; and how many titles no face can set."""
    names = [(post.card, _name(card), card) for post, card in _posts()]
    stale = sum(known != wanted for known, wanted, _ in names)
    return stale, sum(card is not None and not wanted for _, wanted, card in names)


def forget(names: Collection[str]) -> None:
    """Remove the files of cards that nothing shows any more."""
    from blog.models import Post, Site

    shown = {
        name
        for model in (Post, Site)
        for name in model._base_manager.filter(card__in=names).values_list("card", flat=True)
    }
    storing.remove(set(filter(None, names)) - shown)


def _posts(numbers: Collection[int] | None = None) -> Iterator[tuple[Any, cards.Card | None]]:
    """Posts with what their cards show now, newest first."""
    from blog.models import Post, Site

    site = Site.current()
    columns = (
        "title",
        "title_text",
        "status",
        "published_at",
        "language",
        "card",
        "author__first_name",
        "author__last_name",
    )
    posts = Post.objects.in_order().select_related("author").prefetch_related("tags").only(*columns)
    if numbers is not None:
        posts = posts.filter(pk__in=numbers)
    for post in posts.iterator(chunk_size=AT_ONCE):
        yield post, card_of_post(post, site)


def _name(card: cards.Card | None) -> str:
    return cards.name(card, settings.CARD_FONT) if card else ""


def _bring_up(row: models.Model, card: cards.Card | None) -> str:
    """Let a row show a card, and nothing else that it showed before."""
    former, name = row.card, _name(card)  # type: ignore[attr-defined] # posts and the site have it
    if card and name and not default_storage.exists(name):
        storing.put(name, cards.draw(card, settings.CARD_FONT))
    if name != former:
        type(row)._base_manager.filter(pk=row.pk).update(card=name)
        forget([former])
    return name
