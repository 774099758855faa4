"""The site's own row: there is one, so its list leads straight to it."""

from typing import Any

from django.contrib import admin, messages
from django.forms import ModelForm, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from blog.models import Site


class SiteForm(ModelForm):
    licence_url = URLField(
        label=Site._meta.get_field("licence_url").verbose_name, required=False, assume_scheme="https"
    )

    class Meta:
        model = Site
        fields = ("title", "tagline", "author", "licence", "licence_url", "posts_per_page", "formula_macros", "footer")


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):
    form = SiteForm
    fields = (
        ("title", "tagline"),
        "author",
        ("licence", "licence_url"),
        "posts_per_page",
        "formula_macros",
        "footer",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Site.objects.exists()

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        site = Site.objects.first()
        if site is None or not self.has_view_or_change_permission(request, site):
            return super().changelist_view(request, extra_context)
        return redirect("admin:blog_site_change", site.pk)

    def save_model(self, request: HttpRequest, obj: Site, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "formula_macros" in form.changed_data:
            messages.warning(request, gettext("The macros changed: run “manage.py rerender” to use them in all texts."))
