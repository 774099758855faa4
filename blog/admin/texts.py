"""What the forms of posts, pages and questions share: showing the author what is wrong in a text."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.forms import ModelForm, Textarea
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.models.rendered import Rendered, remembering

SENTENCES = {
    "formula": _("a formula cannot be drawn: %(detail)s"),
    "unclosed-formula": _("a formula or an environment begins here and does not end"),
    "unknown-label": _("nothing in this text has the label “%(excerpt)s”"),
    "unknown-post": _("nothing in this text has the label “%(excerpt)s”, and there is no post “%(detail)s”"),
    "unknown-post-label": _("nothing in the post “%(detail)s” has the label “%(excerpt)s”"),
    "duplicate-label": _("the label “%(excerpt)s” is taken already, in line %(detail)s"),
    "unnumbered-label": _("the label “%(excerpt)s” stands in a formula without a number"),
    "no-post": _("there is no post “%(detail)s”"),
    "hidden-post": _("readers cannot see the post “%(detail)s” yet, so there is no link to it"),
    "unknown-division": _("there is no kind of block called so: %(excerpt)s"),
    "unclosed-division": _("this block begins here and does not end: %(excerpt)s"),
    "stray-division-end": _("a block ends here that did not begin"),
    "deep-division": _("this block stands in too many others: %(excerpt)s"),
    "inline-tag": _("the number “%(excerpt)s” stands in a formula within a line and is not shown"),
    "unused-footnote": _("nothing refers to the footnote %(excerpt)s, so it is not shown"),
    "unclosed-note": _("a side note begins here and does not end in its paragraph: %(excerpt)s"),
    "note-in-place": _("no side note can stand here, so it is shown in parentheses: %(excerpt)s"),
    "unused-abbreviation": _("the abbreviation “%(excerpt)s” stands nowhere in the text, or is explained twice"),
    "unclosed-code": _("a block of code begins here and does not end"),
    "code-attribute": _("“%(excerpt)s” says nothing about this block of code: no such line, or it cannot be read"),
    "unknown-citation": _("no entry of this text's bibliography has the key “%(excerpt)s”"),
    "broken-entry": _(
        "the entry “%(excerpt)s” of the bibliography cannot be read (a brace, a quotation mark, a comma or an equals"
        " sign is missing), so it is listed as written"
    ),
    "duplicate-entry": _("the key “%(excerpt)s” is taken by the entry in line %(detail)s, which alone can be cited"),
    "repeated-field": _("the entry has more than one field %(excerpt)s; the first one counts"),
    "unknown-string": _("“%(excerpt)s” has no braces or quotation marks, and no @string of that name exists"),
    "slow-code": _("colouring this block of code (%(excerpt)s) takes too long, so it is shown without colours"),
    "foreign-image": _("the image %(excerpt)s lies on another site and is not shown; store it here"),
    "missing-image": _("the image %(excerpt)s is not in the media store"),
    "foreign-recording": _(
        "the recording %(excerpt)s lies on another site, so there is a link to it instead of a player"
    ),
    "missing-recording": _("the recording %(excerpt)s is not in the media store"),
    "no-graphviz": _("Graphviz is not installed on the server, so this diagram is shown as its source"),
    "diagram": _("Graphviz cannot draw this diagram: %(detail)s"),
    "slow-diagram": _("drawing this diagram, or all of them together, takes too long, so its source is shown"),
    "large-diagram": _("this diagram, or all of them together, would be too large, so its source is shown"),
    "diagram-parts": _("parts of this diagram that a page cannot show were left out: %(excerpt)s"),
    "large-csv": _("these values have too many columns or cells for a table, so they are shown as written"),
    "ragged-csv": _("this row has another number of cells than the head of its table: %(detail)s"),
    "broken-csv": _("the quotation mark of this cell is not closed, or text stands behind it: %(excerpt)s"),
}


def describe(warning: dict[str, Any]) -> str:
    """A stored warning as a sentence with its place."""
    sentence = str(SENTENCES[warning["kind"]]) % warning
    place = gettext("line %(line)s, column %(column)s") % warning if warning["line"] else gettext("title")
    piece = f" `{warning['excerpt']}`" if warning["kind"] == "formula" else ""
    return f"{place}: {sentence}{piece}"


class TextAdmin(admin.ModelAdmin):
    """An admin for a model with a Markdown source."""

    source_field = "body"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        source = Textarea(attrs={"class": "source", "rows": 30, "spellcheck": "true"})
        kwargs = {"widgets": {self.source_field: source}, "help_texts": {self.source_field: self._help()}, **kwargs}
        return super().get_form(request, obj, change, **kwargs)

    def _help(self) -> str:
        """HTML: what the model says of its source, and a link to all that can be written, in a window of its own."""
        said = self.model._meta.get_field(self.source_field).help_text
        link = '<a href="{}" target="_blank" rel="noopener">{}</a>'
        return f"{said} {format_html(link, reverse('how_to_write'), gettext('How to write'))}".strip()

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Render before the transaction that the admin puts around a form: others wait for its lock to save."""
        with remembering():
            if request.method == "POST":
                self._validate(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _validate(self, request: HttpRequest, object_id: str | None) -> None:
        text = self.get_object(request, unquote(object_id)) if object_id else None
        allowed = self.has_change_permission(request, text) if object_id else self.has_add_permission(request)
        if allowed and (text or not object_id):
            form = self.get_form(request, text, change=text is not None)
            form(request.POST, request.FILES, instance=text).is_valid()

    def save_model(self, request: HttpRequest, obj: Rendered, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for warning in obj.warnings:
            messages.warning(request, describe(warning))

    @admin.display(description=_("to look at"))
    def warnings_list(self, text: Rendered) -> SafeString | str:
        """The warnings of the last saving, one in a line."""
        return format_html_join("", "<p>{}</p>", _sentences(text.warnings)) or gettext("nothing")

    @admin.display(description=_("to look at"))
    def warnings_count(self, text: Rendered) -> str:
        return str(len(text.warnings) or "")

    def view_on_site(self, text: Any) -> str | None:
        return text.get_absolute_url() if getattr(text, "slug", True) else None


def _sentences(warnings: Iterable[dict[str, Any]]) -> list[tuple[str]]:
    return [(describe(warning),) for warning in warnings]


class HasWarnings(admin.SimpleListFilter):
    """Texts in which something is to look at."""

    title = _("to look at")
    parameter_name = "warnings"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("something")), ("no", _("nothing"))]

    def queryset(self, _request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.exclude(warnings=[])
        return queryset.filter(warnings=[]) if self.value() == "no" else queryset
