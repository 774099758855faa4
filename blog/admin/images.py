"""Pictures of the media store, with the line of Markdown that shows each."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from blog import media
from blog.models import Image


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_display = ("picture", "name", "alternative_text", "size", "created_at")
    list_display_links = ("picture", "name")
    search_fields = ("name", "alternative_text", "file")
    readonly_fields = ("picture", "size", "markdown")
    fields = ("file", "alternative_text", "picture", "size", "markdown")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A stored picture keeps its file: texts point at it by its content."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return ("file", *fields) if obj else fields

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Make the smaller forms before the transaction that the admin puts around a form: others wait for its lock."""
        with media.remembering():
            if request.method == "POST" and object_id is None and self.has_add_permission(request):
                self.get_form(request)(request.POST, request.FILES).is_valid()
            return super().changeform_view(request, object_id, form_url, extra_context)

    @admin.display(description=_("picture"))
    def picture(self, image: Image) -> SafeString | str:
        if not image.pk:
            return ""
        return format_html('<img class="thumbnail" src="{}" alt="{}" loading="lazy">', image.file.url, image.name)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}" if image.pk else ""

    @admin.display(description=_("in a text"))
    def markdown(self, image: Image) -> SafeString | str:
        return format_html("<code>{}</code>", image.markdown()) if image.pk else ""
