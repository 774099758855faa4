"""Series, with their parts; and the choice of one in a post's form, which says the next free number."""

from typing import Any

from django.contrib import admin
from django.db.models import Max
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.admin.groups import GroupAdmin
from blog.models import Series


class SeriesField(ModelChoiceField):
    """A choice of series, each with the number that its next part will have."""

    def __init__(self, **options: Any) -> None:
        series = Series.objects.annotate(last_part=Max("posts__series_part")).order_by("name")
        super().__init__(series, label=_("series"), required=False, **options)

    def label_from_instance(self, series: Any) -> str:
        return gettext("%(name)s (next part: %(number)s)") % {"name": series, "number": (series.last_part or 0) + 1}


@admin.register(Series)
class SeriesAdmin(GroupAdmin):
    posts_path = "posts"
    list_display = ("name", "slug", "language", "posts_count")
    search_fields = ("name", "slug", "description")
    readonly_fields = ("parts_list",)
    fields = ("name", "description", "language", "slug", "parts_list")

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields if obj else self.fields[:-1]

    @admin.display(description=_("parts"))
    def parts_list(self, series: Series) -> SafeString | str:
        """Links to the forms of the posts, in the order of the series; with the status of those that are hidden."""
        posts = series.posts.order_by("series_part").only("title", "status", "series_part", "published_at")
        lines = [
            (post.series_part, reverse("admin:blog_post_change", args=[post.pk]), post.title, _state(post))
            for post in posts
        ]
        return format_html_join("", '<p>{}. <a href="{}">{}</a>{}</p>', lines) or gettext("none")


def _state(post: Any) -> SafeString | str:
    if post.is_public:
        return ""
    return format_html(" ({})", gettext("scheduled") if post.is_scheduled else post.get_status_display())
