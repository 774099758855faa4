"""The sitemap: every public page with the date of its last change; addresses come from SITE_URL."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from blog.models import Category, Page, Post, Tag


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
    def items(self) -> list[str]:
        return ["front_page", "tags", "archive", "faq"]

    def location(self, item: str) -> str:
        return reverse(item)


class Tags(SiteMap):
    def items(self) -> QuerySet:
        return Tag.objects.with_counts().order_by("pk")


class Categories(SiteMap):
    def items(self) -> QuerySet:
        return Category.objects.with_counts().order_by("pk")


SITEMAPS = {"lists": Lists, "posts": Posts, "pages": Pages, "tags": Tags, "categories": Categories}
