"""What a post's form says of references: how to refer to what it labels, and which texts do."""

from collections.abc import Iterator

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.models import Post, Reference
from blog.models.reference import SOURCES
from blog.rendering import printed_name


class ShowsReferences:
    """Mixed into the admin of posts."""

    @admin.display(description=_("labels"))
    def labels_list(self, post: Post) -> SafeString | str:
        """What an author writes in another text to refer to each label, and what is then printed."""
        rows = post.labels.values_list("label", "number", "kind") if post.pk else []
        lines = [(f"[[{post.slug}]]", post.title), *(_written(post, *row) for row in rows)] if post.pk else []
        return format_html_join("", "<p><code>{}</code> {}</p>", lines) or gettext("none")

    @admin.display(description=_("referred to by"))
    def referrers_list(self, post: Post) -> SafeString | str:
        """Links to the texts that refer to the post, each once."""
        return format_html_join("", '<p><a href="{}">{}</a></p>', dict.fromkeys(_referrers(post))) or gettext("none")


def _written(post: Post, label: str, number: str, kind: str) -> tuple[str, str]:
    if kind == "equation":
        return f"\\eqref{{{post.slug}:{label}}}", f"({number})"
    return f"\\autoref{{{post.slug}:{label}}}", printed_name(kind, number, post.language)


def _referrers(post: Post) -> Iterator[tuple[str, str]]:
    """Address of the form, and title, of each reference's text."""
    if post.pk is None:
        return
    texts = Reference.objects.filter(target=post).select_related(*SOURCES)
    for reference in texts.only("target", "post__title", "page__title", "question__question"):
        for name in SOURCES:
            if text := getattr(reference, name):
                yield reverse(f"admin:blog_{name}_change", args=[text.pk]), str(text)
