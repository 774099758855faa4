"""Standalone pages."""

from django.contrib import admin

from blog.admin.texts import HasWarnings, TextAdmin
from blog.models import Page


@admin.register(Page)
class PageAdmin(TextAdmin):
    list_display = ("title", "is_published", "in_menu", "position", "updated_at", "warnings_count")
    list_filter = ("is_published", "in_menu", "language", HasWarnings)
    search_fields = ("title", "slug", "body")
    readonly_fields = ("warnings_list",)
    fields = ("title", "body", "warnings_list", "is_published", "in_menu", "position", "slug", "language")
