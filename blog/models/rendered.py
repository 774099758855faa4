"""What posts, pages and questions share: a Markdown source and the columns that rendering derives from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from blog.models import referring
from blog.rendering import (
    Document,
    RenderContext,
    RenderError,
    outside_references,
    render,
    rendering_version,
)

LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]


REFUSALS = {
    "too-long": _("The text is longer than %(limit)s kB. Divide it into several articles."),
    "too-many-formulas": _("The text has more than %(limit)s formulas. Divide it."),
    "too-many-citations": _("Line %(line)s: the text cites or lists more than %(limit)s works. Divide it."),
    "too-deep": _("Lists, quotes, marks or HTML are nested too deeply. Divide or flatten that part."),
    "too-many-levels": _("Line %(line)s: more than %(limit)s lists or quotes stand in each other. Flatten that part."),
    "too-many-brackets": _("Line %(line)s: more than %(limit)s brackets are open. Close them."),
    "too-wide-table": _("Line %(line)s: the table has more than %(limit)s columns. Turn or divide it."),
    "too-many-cells": _("Line %(line)s: the tables have more than %(limit)s cells in all. Show a part of them."),
    "too-slow": _("Rendering the text takes more than %(limit)s seconds. Divide it, or simplify its longest parts."),
    "too-large": _(
        "What the text becomes is too large: it repeats its notes, tables or formulas too often. Divide it."
    ),
    "crashed": _("The renderer stopped at this text. Take the part out that you wrote last, and save again."),
    "busy": _("Other texts are being rendered at this moment. Save again."),
}


def refusal(error: RenderError) -> ValidationError:
    """Why a text cannot be rendered, in the reader's language."""
    return ValidationError(REFUSALS[error.kind], params={"limit": error.limit, "line": error.line})


_remembered: ContextVar[list[tuple[str, RenderContext, Document | RenderError]] | None]
_remembered = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Within it each text is rendered once, also for another object: before a transaction, to be stored in it."""
    token = _remembered.set([])
    try:
        yield
    finally:
        _remembered.reset(token)


def _render(source: str, context: RenderContext) -> Document:
    remembered = _remembered.get()
    outcome = next((known for *asked, known in remembered or () if asked == [source, context]), None)
    if outcome is None:
        outcome = _outcome(source, context)
        if remembered is not None:
            remembered.append((source, context, outcome))
    if isinstance(outcome, RenderError):
        raise outcome
    return outcome


def _outcome(source: str, context: RenderContext) -> Document | RenderError:
    try:
        return render(source, context, seconds=settings.RENDER_SECONDS)
    except RenderError as error:
        return error


class Rendered(models.Model):
    """A text in Markdown with its HTML, both stored; nothing is rendered when it is read."""

    language = models.CharField(_("language"), max_length=12, choices=LANGUAGES, default="zh-hans")

    title_html = models.TextField(default="", editable=False)
    title_text = models.TextField(default="", editable=False)
    html = models.TextField(editable=False)
    has_formulas = models.BooleanField(default=False, editable=False)
    warnings = models.JSONField(default=list, editable=False)
    rendering_version = models.CharField(max_length=80, editable=False)

    title_field, source_field = "title", "body"
    derived = ("title_html", "title_text", "html", "has_formulas", "warnings", "rendering_version")

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Validate by rendering: what cannot be rendered at all is an error of the source's field."""
        super().clean()
        try:
            self._document(self._macros())
        except RenderError as error:
            raise ValidationError({self.source_field: refusal(error)}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        renders = kwargs.get("update_fields") is None
        if renders:
            self.render(self._macros())  # before the transaction that writes: it would hold the lock as long
        with transaction.atomic():
            super().save(*args, **kwargs)
            referring.refresh_later(self.settle(rendered=renders))

    def render(self, macros: str) -> None:
        """Render the source and fill the derived columns; nothing is written yet.

        Args:
            macros: the site-wide TeX definitions.

        Raises:
            blog.rendering.RenderError: the source cannot be rendered at all.
        """
        document = self._document(macros)
        self.rendering_version = rendering_version(macros)
        self.warnings = [asdict(warning) for warning in document.warnings]
        self.has_formulas = document.has_formulas
        self.title_html, self.title_text = document.title.html, document.title.text
        self._fill(document)

    def rerender(self, macros: str) -> referring.Texts:
        """Render again and store what is derived only; dates and everything else stay.

        A row whose source was changed meanwhile has been rendered by that saving and is left alone.

        Returns:
            The texts that this has outdated; they are marked.
        """
        self.render(macros)
        unchanged = {"pk": self.pk, self.source_field: getattr(self, self.source_field)}
        derived = {name: getattr(self, name) for name in self.derived}
        with transaction.atomic():
            if not type(self)._base_manager.filter(**unchanged).update(**derived):
                return {}
            return self.settle()

    def take_over(self, context: RenderContext, document: Document) -> None:
        """Keep what the source has become elsewhere: as long as the context is the same, it is not rendered again."""
        self._rendered = (getattr(self, self.source_field), context, document)

    def settle(self, *, rendered: bool = True) -> referring.Texts:
        """Store what the text refers to, if it was rendered, in the transaction that wrote it.

        Returns:
            The texts that this writing has outdated; they are marked.
        """
        if not rendered:
            return {}
        return referring.store(self, self._rendered[-1].references)

    def id_prefix(self) -> str:
        """What comes before the ids of this text on a page that holds several."""
        return ""

    def slugs(self) -> tuple[str, ...]:
        """By which a reference may call this text, if it can be referred to at all."""
        return ()

    def render_context(self, macros: str) -> RenderContext:
        """What the renderer is told beside the source; asks the database for what it names."""
        from blog.models import Attachment, Image

        source = getattr(self, self.source_field)
        named = outside_references(source)
        return RenderContext(
            self.language,
            macros,
            Image.facts_in(source),
            prefix=self.id_prefix(),
            references=referring.facts(named),
            slugs=self.slugs() if named else (),
            attachments=Attachment.known_in(source),
            title=getattr(self, self.title_field),
            lists_addresses=not self.id_prefix(),
        )

    def _document(self, macros: str) -> Document:
        """The source's document; validating a form and then saving it renders once, not twice."""
        source = getattr(self, self.source_field)
        context = self.render_context(macros)
        known = getattr(self, "_rendered", None)
        if known is None or known[:2] != (source, context):
            self._rendered = known = (source, context, _render(source, context))
        return known[2]

    def _macros(self) -> str:
        from blog.models import Site

        return Site.current().formula_macros

    def _fill(self, document: Document) -> None:
        self.html = document.html
