"""Recordings and PDF files of the media store, with the line of Markdown that shows each."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from blog.models import Attachment


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "size", "created_at")
    list_filter = ("kind",)
    search_fields = ("name", "file")
    readonly_fields = ("name", "kind", "size", "markdown")
    fields = ("file", "name", "kind", "size", "markdown")

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields if obj else ("file",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A stored file stays: texts point at it by its content."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return ("file", *fields) if obj else fields

    @admin.display(description=_("size"))
    def size(self, attachment: Attachment) -> str:
        is_there = attachment.file.storage.exists(attachment.file.name)
        return filesizeformat(attachment.file.size) if is_there else ""

    @admin.display(description=_("in a text"))
    def markdown(self, attachment: Attachment) -> SafeString:
        return format_html("<code>{}</code>", attachment.markdown())
