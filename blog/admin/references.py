"""What a post's form says of references: how to refer to its equations, and which texts do."""

from collections.abc import Iterator

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.models import Post, Reference
from blog.models.reference import SOURCES


class ShowsReferences:
    """Mixed into the admin of posts."""

    @admin.display(description=_("labels"))
    def labels_list(self, post: Post) -> SafeString | str:
        """What an author writes in another text to refer to each equation, and what is then printed."""
        rows = post.labels.values_list("label", "number") if post.pk else []
        lines = ((f"\\eqref{{{post.slug}:{label}}}", f"({number})") for label, number in rows)
        return format_html_join("", "<p><code>{}</code> {}</p>", lines) or gettext("none")

    @admin.display(description=_("referred to by"))
    def referrers_list(self, post: Post) -> SafeString | str:
        """Links to the texts that refer to the post, each once."""
        return format_html_join("", '<p><a href="{}">{}</a></p>', dict.fromkeys(_referrers(post))) or gettext("none")


def _referrers(post: Post) -> Iterator[tuple[str, str]]:
    """Address of the form, and title, of each reference's text."""
    if post.pk is None:
        return
    texts = Reference.objects.filter(target=post).select_related(*SOURCES)
    for reference in texts.only("target", "post__title", "page__title", "question__question"):
        for name in SOURCES:
            if text := getattr(reference, name):
                yield reverse(f"admin:blog_{name}_change", args=[text.pk]), str(text)
