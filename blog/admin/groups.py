"""Categories and tags, with the number of posts in each."""

from typing import Any

import taggit.models
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.models import Category, Tag

admin.site.unregister(taggit.models.Tag)  # ours takes its place


class GroupAdmin(admin.ModelAdmin):
    """An admin for what posts stand in."""

    search_fields = ("name", "description", "slug")
    posts_path = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(all_posts=Count(self.posts_path, distinct=True))

    @admin.display(description=_("posts"), ordering="all_posts")
    def posts_count(self, group: Any) -> int:
        return group.all_posts

    def view_on_site(self, group: Any) -> str:
        return group.get_absolute_url()


@admin.register(Category)
class CategoryAdmin(GroupAdmin):
    posts_path = "posts"
    list_display = ("name", "slug", "position", "posts_count")
    list_editable = ("position",)
    fields = ("name", "description", "position", "slug")


@admin.register(Tag)
class TagAdmin(GroupAdmin):
    posts_path = "tagged_posts"
    list_display = ("name", "slug", "posts_count")
    fields = ("name", "description", "slug")
