"""Pages, and the labelled things of posts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from blog.querysets.titled import TitledQuerySet


class LabelQuerySet(models.QuerySet):
    def for_preview(self) -> LabelQuerySet:
        """With `drawing`, the HTML of the display that a label stands in, and what a preview prints of the post."""
        first = self.model._base_manager.filter(post=OuterRef("post"), anchor=OuterRef("display"))
        columns = ("title_text", "language", "status", "published_at")
        return (
            self.select_related("post")
            .only("number", *(f"post__{name}" for name in columns))
            .annotate(drawing=Subquery(first.values("html")[:1]))
        )


class PageQuerySet(TitledQuerySet):
    """Standalone pages by who may see them."""

    def published(self) -> PageQuerySet:
        return self.filter(is_published=True)

    def visible_to(self, user: Any) -> PageQuerySet:
        return self if user.has_perm("blog.view_page") else self.published()

    def in_menu(self) -> PageQuerySet:
        return self.published().filter(in_menu=True).order_by("position", "pk")
