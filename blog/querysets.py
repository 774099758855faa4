"""What a reader may see, said once. Every public page, feed and sitemap starts from here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Case, Count, Exists, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone

from blog.tagging import folded

if TYPE_CHECKING:
    from blog.models import Category, Post, Tag

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
        from blog.models import referring

        if not PRINTED_COLUMNS & values.keys():
            return super().update(**values)
        with transaction.atomic():
            posts = set(self.values_list("pk", flat=True))
            changed = super().update(**values)
            referring.settle_bulk(posts, with_slugs="slug" in values)
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
        """As for a listing, with the plain text that passages are taken from, without excerpts."""
        heavy = {*HEAVY_COLUMNS, "excerpt_html"} - {"text"}
        return self.select_related("category").prefetch_related("tags").defer(*heavy)

    def titles(self) -> PostQuerySet:
        """With nothing but what a line of a long list prints."""
        return self.only("title", "slug", "language", "published_at")

    def containing(self, words: Iterable[str]) -> PostQuerySet:
        """Posts that have every word in their title, text or tags; where the title has them all first, then newest.

        Letters count as the same in both cases; on SQLite only those of ASCII do.
        """
        posts, in_title = self, Q()
        for word in words:
            tagged = self.model._base_manager.filter(tagged_posts__tag__folded__contains=folded(word)).values("pk")
            title = Q(title__icontains=word)
            posts = posts.filter(title | Q(text__icontains=word) | Q(pk__in=tagged))
            in_title &= title
        rank = Case(When(in_title, then=Value(0)), default=Value(1)) if in_title else Value(0)
        return posts.order_by(rank, "-published_at", "-pk")

    def around(self, post: Post) -> dict[str, Any]:
        """What an article's foot leads to: the posts just before and after it and those that refer to it; one query.

        Returns:
            "older" and "newer", as far as there are any, and "mentions", newest first.
        """
        others = self.only("title", "slug", "language", "published_at").exclude(pk=post.pk)
        moment = Q(published_at=post.published_at)
        older = others.filter(Q(published_at__lt=post.published_at) | moment & Q(pk__lt=post.pk))
        newer = others.filter(Q(published_at__gt=post.published_at) | moment & Q(pk__gt=post.pk))
        nearest = Q(pk__in=older.in_order().values("pk")[:1]) | Q(
            pk__in=newer.order_by("published_at", "pk").values("pk")[:1]
        )
        refers = Exists(post.incoming.filter(post=OuterRef("pk")))
        referring = Q(pk__in=post.incoming.filter(post__isnull=False).values("post"))
        found = list(others.filter(nearest | referring).annotate(refers=refers).in_order())
        place = (post.published_at, post.pk)
        newer_posts = [other for other in found if (other.published_at, other.pk) > place]
        older_posts = found[len(newer_posts) :]
        neighbours = {"newer": newer_posts[-1:], "older": older_posts[:1]}
        mentions = [other for other in found if other.refers]
        return {"mentions": mentions, **{name: posts[0] for name, posts in neighbours.items() if posts}}


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

    def with_changes(self) -> GroupQuerySet:
        """With the moments of the last public post and of the last update of one, `last_published`, `last_updated`."""
        path, shown = self.posts_path, public(prefix=f"{self.posts_path}__")
        return self.annotate(
            last_published=Max(f"{path}__published_at", filter=shown),
            last_updated=Max(f"{path}__updated_at", filter=shown),
        )

    def largest_first(self) -> GroupQuerySet:
        """Of groups with counts."""
        return self.order_by("-posts_count", "name")


class TagQuerySet(GroupQuerySet):
    posts_path = "tagged_posts__content_object"

    def of(self, posts: PostQuerySet) -> TagQuerySet:
        """The tags that some posts have, with the number of these posts as `posts_count`."""
        found = self.filter(tagged_posts__content_object__in=posts.order_by().values("pk"))
        return found.annotate(posts_count=Count("tagged_posts", distinct=True))

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
