"""What a reader may see, said once. Every public page, feed and sitemap starts from here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from blog.tagging import folded

if TYPE_CHECKING:
    from blog.models import Category, Post, Series, Tag

# What listings print; the source and the whole text stay in the database.
HEAVY_COLUMNS = ("body", "html", "feed_html", "text", "contents", "warnings", "first_image")
# What others print of a post when they refer to it, beside its labels.
PRINTED_COLUMNS = {"title", "slug", "status", "published_at"}


def public(now: datetime | None = None, *, prefix: str = "") -> Q:
    """What makes a post public, said once: it is published and its date has come. `prefix` is the path to the post."""
    return Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": now or timezone.now()})


class ReferrerKeepingQuerySet(models.QuerySet):
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
        from blog.models import referring

        with transaction.atomic():
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

    def tagged(self, tag: Tag) -> PostQuerySet:
        return self.filter(tagged_posts__tag=tag)

    def in_category(self, category: Category) -> PostQuerySet:
        return self.filter(category=category)

    def in_series(self, series: Series) -> PostQuerySet:
        """The parts of a series, the first one first."""
        return self.filter(series=series).order_by("series_part")

    def on(self, year: int, month: int) -> PostQuerySet:
        """Published in a month of the site's time zone.

        Raises:
            ValueError: there is no such month.
        """
        zone = timezone.get_default_timezone()
        first = datetime(year, month, 1, tzinfo=zone)
        following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        return self.filter(published_at__gte=first, published_at__lt=following)

    def months(self) -> models.QuerySet:
        """Rows of `month` (its first moment) and `posts`, newest first."""
        months = self.annotate(month=TruncMonth("published_at")).values("month")
        return months.annotate(posts=Count("pk")).order_by("-month")

    def around(self, post: Post) -> dict[str, Any]:
        """What an article's end leads to, as light rows of one query.

        Returns:
            "older" and "newer", as far as there are any; "mentions", those that refer to it, newest first; "parts", its
            series with itself in its place; and "related", the likest first, without the parts.
        """
        others = self.only("title", "slug", "language", "published_at", "series", "series_part").exclude(pk=post.pk)
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


class LabelQuerySet(models.QuerySet):
    def for_preview(self) -> LabelQuerySet:
        """With `drawing`, the HTML of the display that a label stands in, and what a preview prints of the post."""
        first = self.model._base_manager.filter(post=OuterRef("post"), anchor=OuterRef("display"))
        columns = ("title", "language", "status", "published_at")
        return (
            self.select_related("post")
            .only("number", *(f"post__{name}" for name in columns))
            .annotate(drawing=Subquery(first.values("html")[:1]))
        )


class PageQuerySet(models.QuerySet):
    """Standalone pages by who may see them."""

    def published(self) -> PageQuerySet:
        return self.filter(is_published=True)

    def visible_to(self, user: Any) -> PageQuerySet:
        return self if user.has_perm("blog.view_page") else self.published()

    def in_menu(self) -> PageQuerySet:
        return self.published().filter(in_menu=True).order_by("position", "pk")


class GroupQuerySet(models.QuerySet):
    """Tags and categories by the public posts in them."""

    posts_path = ""  # from the group to its posts

    def with_counts(self) -> GroupQuerySet:
        """Groups that hold public posts, with their number as `posts_count`."""
        return self.annotate(
            posts_count=Count(self.posts_path, filter=public(prefix=f"{self.posts_path}__"), distinct=True)
        ).filter(posts_count__gt=0)


class TagQuerySet(GroupQuerySet):
    posts_path = "tagged_posts__content_object"

    def spelled(self, names: Iterable[str]) -> list[str]:
        """The names as the stored tags spell them; those that are no tags yet as they are.

        Raises:
            ValidationError: a name has no letter or digit, or would share its address with another tag.
        """
        names = list(names)
        known = dict(self.filter(folded__in=[folded(name) for name in names]).values_list("folded", "name"))
        for name in names:
            if folded(name) not in known:
                self.model(name=name).clean()
        return [known.get(folded(name), name) for name in names]


class CategoryQuerySet(GroupQuerySet):
    posts_path = "posts"


class SeriesQuerySet(GroupQuerySet):
    posts_path = "posts"

    def with_dates(self) -> SeriesQuerySet:
        """Dated by their public posts, as `begun_at` and `grown_at`; the one that grew last comes first."""
        is_public = public(prefix="posts__")
        dates = {"begun_at": Min, "grown_at": Max}
        dated = {name: which("posts__published_at", filter=is_public) for name, which in dates.items()}
        return self.with_counts().annotate(**dated).order_by("-grown_at", "pk")
