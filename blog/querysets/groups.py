"""Tags, categories and series, with what is public in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Max, Min

from blog.querysets.visibility import public
from blog.tagging import folded, index_key

if TYPE_CHECKING:
    from blog.models import Tag
    from blog.querysets.posts import PostQuerySet


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


class TagQuerySet(GroupQuerySet):
    posts_path = "tagged_posts__content_object"

    def of(self, posts: PostQuerySet) -> TagQuerySet:
        """The tags that some posts have, with the number of these posts as `posts_count`."""
        found = self.filter(tagged_posts__content_object__in=posts.order_by().values("pk"))
        return found.annotate(posts_count=Count("tagged_posts", distinct=True))

    def largest(self, most: int) -> list[Tag]:
        """Of tags with counts those with most posts; of as many posts, in the order of an index."""
        found = self.order_by("-posts_count", "name")[:most]
        return sorted(found, key=lambda tag: (-tag.posts_count, index_key(tag.name)))

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


class NamedQuerySet(GroupQuerySet):
    """Categories and series, which are told apart by their names in any case."""

    posts_path = "posts"

    def named(self, name: str) -> Any:
        """The category or series of a name, made if there is none.

        Raises:
            ValidationError: the name cannot be one.
        """
        group = self.filter(name__iexact=name).first() or self.model(name=name)
        if group.pk is None:
            group.full_clean(validate_unique=False)
            group.save()
        return group


class CategoryQuerySet(NamedQuerySet): ...


class SeriesQuerySet(NamedQuerySet):
    def with_dates(self) -> SeriesQuerySet:
        """Dated by their public posts, as `begun_at` and `grown_at`; the one that grew last comes first."""
        is_public = public(prefix="posts__")
        dates = {"begun_at": Min, "grown_at": Max}
        dated = {name: which("posts__published_at", filter=is_public) for name, which in dates.items()}
        return self.with_counts().annotate(**dated).order_by("-grown_at", "pk")
