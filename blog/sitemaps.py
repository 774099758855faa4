"""The sitemap: every public page with the date of its last change; addresses come from SITE_URL."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from blog.models import Category, Page, Post, Question, Series, Tag


class SiteMap(Sitemap):
    """Addresses below SITE_URL."""

    limit = 50_000  # of one file (sitemaps.org); no blog has more

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002 - Django's signature
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:  # noqa: ARG002
        return urlsplit(settings.SITE_URL).scheme


class Posts(SiteMap):
    def items(self) -> QuerySet:
        return Post.objects.published().order_by("pk").only("slug", "published_at", "updated_at", "created_at")

    def lastmod(self, post: Post) -> datetime:
        return post.changed_at


class Pages(SiteMap):
    def items(self) -> QuerySet:
        return Page.objects.published().only("slug", "updated_at")

    def lastmod(self, page: Page) -> datetime:
        return page.updated_at


class Lists(SiteMap):
    """Lists change with their newest post, the reading guide with its questions."""

    def items(self) -> list[str]:
        return ["front_page", "tags", "categories", "all_series", "archive", "faq"]

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime | None:
        return self._questions_changed if item == "faq" else self._posts_changed

    @cached_property
    def _posts_changed(self) -> datetime | None:
        return latest(Post.objects.published().aggregate(Max("published_at"), Max("updated_at")).values())

    @cached_property
    def _questions_changed(self) -> datetime | None:
        return Question.objects.aggregate(changed=Max("updated_at"))["changed"]


class Groups(SiteMap):
    """Tags, categories or series; they change with their newest post."""

    model: Any

    def items(self) -> QuerySet:
        return self.model.objects.with_counts().with_changes().order_by("pk")

    def lastmod(self, group: Any) -> datetime | None:
        return latest([group.last_published, group.last_updated])


class Tags(Groups):
    model = Tag


class Categories(Groups):
    model = Category


class AllSeries(Groups):
    model = Series


def latest(moments: Any) -> datetime | None:
    """The latest of several moments, some of which may be missing."""
    return max(filter(None, moments), default=None)


SITEMAPS = {"lists": Lists, "posts": Posts, "pages": Pages, "tags": Tags, "categories": Categories, "series": AllSeries}
