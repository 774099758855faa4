"""What a reader may see, said once in `visibility`. Every public page, feed and sitemap starts from here."""

from blog.querysets.groups import CategoryQuerySet, GroupQuerySet, SeriesQuerySet, TagQuerySet
from blog.querysets.posts import PostQuerySet
from blog.querysets.texts import LabelQuerySet, PageQuerySet
from blog.querysets.visibility import public

__all__ = [
    "CategoryQuerySet",
    "GroupQuerySet",
    "LabelQuerySet",
    "PageQuerySet",
    "PostQuerySet",
    "SeriesQuerySet",
    "TagQuerySet",
    "public",
]
