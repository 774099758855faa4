"""Which posts, in which order, with which columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone

from blog.querysets.titled import TitledQuerySet
from blog.querysets.visibility import public
from blog.tagging import folded

if TYPE_CHECKING:
    from blog.models import Category, Post, Series, Tag

# What listings print; the source and the whole text stay in the database.
HEAVY_COLUMNS = ("body", "html", "feed_html", "text", "contents", "warnings", "first_image")
# What others print of a post when they refer to it, beside its labels.
PRINTED_COLUMNS = {"title", "slug", "status", "published_at"}


class ReferrerKeepingQuerySet(TitledQuerySet):
    """Changes that go around `Post.save()` and `Post.delete()` reach the texts that refer to the posts, too."""

    def update(self, **values: Any) -> int:
        from blog.models import referring, related

        if not PRINTED_COLUMNS & values.keys():
            return super().update(**values)
        with transaction.atomic():
            posts = set(self.values_list("pk", flat=True))
            changed = super().update(**values)
            referring.settle_bulk(posts, with_slugs="slug" in values)
            if "status" in values:
                related.refresh_later(posts)
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        from blog.models import referring, sharing

        with transaction.atomic():
            cards = set(self.values_list("card", flat=True))
            transaction.on_commit(lambda: sharing.forget(cards), robust=True)
            referrers = referring.referrers(set(self.values_list("pk", flat=True)))
            result = super().delete()
            referring.refresh_later(referring.mark(referrers))
        return result

    delete.alters_data = True  # type: ignore[attr-defined] # as Django marks its own: no template calls it,
    delete.queryset_only = True  # type: ignore[attr-defined] # and no manager has it, which would delete all


class PostQuerySet(ReferrerKeepingQuerySet):
    """Posts by who may see them and by where they are found."""

    def published(self, now: datetime | None = None) -> PostQuerySet:
        """Public at `now`: published, and not scheduled for later."""
        return self.filter(public(now))

    def visible_to(self, user: Any) -> PostQuerySet:
        """All posts for those who may see them in the admin, the public ones for everybody else."""
        return self if user.has_perm("blog.view_post") else self.published()

    def in_order(self) -> PostQuerySet:
        """Newest first."""
        return self.order_by("-published_at", "-pk")

    def pinned_first(self) -> PostQuerySet:
        """As on the front page: pinned posts, then the others, each newest first."""
        return self.order_by("-pinned", "-published_at", "-pk")

    def for_listing(self) -> PostQuerySet:
        """Without the heavy columns, with what an entry prints beside its own row."""
        return self.select_related("category").prefetch_related("tags").defer(*HEAVY_COLUMNS)

    def tagged(self, *tags: Tag) -> PostQuerySet:
        """Posts that have all of the tags."""
        posts = self
        for tag in tags:
            posts = posts.filter(tagged_posts__tag=tag)
        return posts

    def in_category(self, category: Category) -> PostQuerySet:
        return self.filter(category=category)

    def in_series(self, series: Series) -> PostQuerySet:
        """The parts of a series, the first one first."""
        return self.filter(series=series).order_by("series_part")

    def on(self, year: int, month: int | None = None) -> PostQuerySet:
        """Published in a year, or in a month, of the site's time zone.

        Raises:
            ValueError: there is no such year or month.
        """
        zone = timezone.get_default_timezone()
        first = datetime(year, month or 1, 1, tzinfo=zone)
        last = month or 12
        following = datetime(year + last // 12, last % 12 + 1, 1, tzinfo=zone)
        return self.filter(published_at__gte=first, published_at__lt=following)

    def years(self) -> models.QuerySet:
        """Rows of `year` and `posts`, newest first."""
        years = self.annotate(year=ExtractYear("published_at")).values("year")
        return years.annotate(posts=Count("pk")).order_by("-year")

    def for_results(self) -> PostQuerySet:
        """As for a listing, with the text that passages are taken from, plain and drawn, without excerpts."""
        heavy = {*HEAVY_COLUMNS, "excerpt_html"} - {"text", "html"}
        return self.select_related("category").prefetch_related("tags").defer(*heavy)

    def titles(self) -> PostQuerySet:
        """With nothing but what a line of a long list prints."""
        return self.only("title_text", "slug", "language", "published_at")

    def containing(self, words: Iterable[str]) -> PostQuerySet:
        """Posts that have every word in their title, text or tags; where the title has them all first, then newest.

        Letters count as the same in both cases; on SQLite only those of ASCII do.
        """
        posts, in_title = self, Q()
        for word in words:
            tagged = self.model._base_manager.filter(tagged_posts__tag__folded__contains=folded(word)).values("pk")
            title = Q(title__icontains=word) | Q(title_text__icontains=word)
            posts = posts.filter(title | Q(text__icontains=word) | Q(pk__in=tagged))
            in_title &= title
        rank = Case(When(in_title, then=Value(0)), default=Value(1)) if in_title else Value(0)
        return posts.order_by(rank, "-published_at", "-pk")

    def around(self, post: Post) -> dict[str, Any]:
        """What an article's end leads to, as light rows of one query.

        Returns:
            "older" and "newer", as far as there are any; "mentions", those that refer to it, newest first; "parts", its
            series with itself in its place; and "related", the likest first, without the parts.
        """
        others = self.only("title_text", "slug", "language", "published_at", "series", "series_part").exclude(
            pk=post.pk
        )
        moment = Q(published_at=post.published_at)
        older = others.filter(Q(published_at__lt=post.published_at) | moment & Q(pk__lt=post.pk))
        newer = others.filter(Q(published_at__gt=post.published_at) | moment & Q(pk__gt=post.pk))
        wanted = Q(pk__in=older.in_order().values("pk")[:1])
        wanted |= Q(pk__in=newer.order_by("published_at", "pk").values("pk")[:1])
        wanted |= Q(pk__in=post.incoming.filter(post__isnull=False).values("post"))
        wanted |= Q(pk__in=post.related_posts.values("other"))
        if post.series_id:
            wanted |= Q(series=post.series_id)
        this_one = OuterRef("pk")
        found = others.filter(wanted).annotate(
            refers=Exists(post.incoming.filter(post=this_one)),
            likeness=Subquery(post.related_posts.filter(other=this_one).values("score")),
        )
        return _arranged(post, list(found.in_order()))


def _arranged(post: Post, others: list[Any]) -> dict[str, Any]:
    """What `around` found, newest first, by what it is to the post."""
    place = (post.published_at, post.pk)
    newer = [other for other in others if (other.published_at, other.pk) > place]
    neighbours = {"newer": newer[-1:], "older": others[len(newer) :][:1]}
    parts = [other for other in others if other.series_id == post.series_id] if post.series_id else []
    related = [other for other in others if other.likeness is not None and other not in parts]
    found = {
        "mentions": [other for other in others if other.refers],
        "parts": sorted([post, *parts], key=lambda part: part.series_part) if parts else [],
        "related": sorted(related, key=lambda other: -other.likeness),
    }
    return {**found, **{name: posts[0] for name, posts in neighbours.items() if posts}}
