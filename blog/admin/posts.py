"""Posts: writing, dating, publishing and withdrawing."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from blog.admin.references import ShowsReferences
from blog.admin.series import SeriesField
from blog.admin.tag_input import CheckedTagField
from blog.admin.texts import HasWarnings, TextAdmin
from blog.models import Post


class PostForm(ModelForm):
    tags = CheckedTagField(label=_("tags"), required=False, help_text=Post._meta.get_field("tags").help_text)
    series = SeriesField()

    class Meta:
        model = Post
        fields = (
            *("title", "body", "status", "published_at", "category", "tags", "pinned"),
            *("series", "series_part"),
            *("slug", "language", "author", "updated_at"),
        )


@admin.register(Post)
class PostAdmin(ShowsReferences, TextAdmin):
    form = PostForm
    list_display = ("title", "state", "published_at", "category", "tag_names", "warnings_count", "preview")
    list_filter = ("status", "category", "series", "language", "pinned", HasWarnings)
    list_select_related = ("category",)
    search_fields = ("title", "slug", "body", "tags__name")
    date_hierarchy = "published_at"
    actions = ("publish", "withdraw")
    readonly_fields = ("preview", "warnings_list", "labels_list", "referrers_list")
    autocomplete_fields = ("author",)
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("title", "body", "warnings_list")}),
        (
            _("Publishing"),
            {
                "fields": (
                    *("status", "published_at", "preview", "category", "tags"),
                    ("series", "series_part"),
                    "pinned",
                )
            },
        ),
        (_("References"), {"classes": ("collapse",), "fields": ("labels_list", "referrers_list")}),
        (_("More"), {"classes": ("collapse",), "fields": ("slug", "language", "author", "updated_at")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return super().get_queryset(request).prefetch_related("tags").defer("html", "feed_html", "text", "excerpt_html")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"author": request.user.pk, **super().get_changeform_initial_data(request)}

    @admin.display(description=_("status"), ordering="status")
    def state(self, post: Post) -> str:
        return gettext("scheduled") if post.is_scheduled else post.get_status_display()

    @admin.display(description=_("tags"))
    def tag_names(self, post: Post) -> str:
        return ", ".join(tag.name for tag in post.tags.all())

    @admin.display(description=_("page"))
    def preview(self, post: Post) -> SafeString | str:
        """A link to the post's page, which its author sees before readers do."""
        if post.pk is None or not post.slug:  # emptied in a form that was refused: the next saving finds a new one
            return gettext("after the first saving")
        return format_html(
            '<a href="{}">{}</a>', post.get_absolute_url(), gettext("view") if post.is_public else gettext("preview")
        )

    @admin.action(description=_("Publish the selected posts"), permissions=["change"])
    def publish(self, request: HttpRequest, posts: QuerySet[Post]) -> None:
        self._set_status(request, posts, Post.Status.PUBLISHED)

    @admin.action(description=_("Withdraw the selected posts"), permissions=["change"])
    def withdraw(self, request: HttpRequest, posts: QuerySet[Post]) -> None:
        self._set_status(request, posts, Post.Status.WITHDRAWN)

    def _set_status(self, request: HttpRequest, posts: QuerySet[Post], status: str) -> None:
        changed = list(posts.exclude(status=status))
        for post in changed:
            post.status = status
            post.save(update_fields=["status", "published_at"])
            self.log_change(request, post, [{"changed": {"fields": ["status"]}}])
        number = len(changed)
        text = ngettext("%(number)s post changed.", "%(number)s posts changed.", number) % {"number": number}
        self.message_user(request, text, messages.SUCCESS)
