"""The site itself: its name, its author and what stands on every page. One row, edited in the admin."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models import sharing
from blog.models.fields import LineField, SourceField
from blog.models.rendered import refusal
from blog.rendering import Document, RenderContext, RenderError, render

ONLY_ROW = 1


class Site(models.Model):
    """The site. There is exactly one; `Site.current()` gives it."""

    title = LineField(_("title"), max_length=100, default="Widemargin")
    tagline = LineField(_("tagline"), max_length=200, blank=True)
    author = LineField(_("author"), max_length=100, blank=True)
    licence = LineField(_("licence"), max_length=100, blank=True)
    licence_url = models.URLField(_("address of the licence"), blank=True)
    posts_per_page = models.PositiveSmallIntegerField(
        _("posts per page"), default=8, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    formula_macros = SourceField(
        _("formula macros"),
        blank=True,
        help_text=_(
            "TeX definitions for all texts, such as \\newcommand{\\R}{\\mathbb{R}}. "
            "After a change run manage.py rerender."
        ),
    )
    footer = SourceField(_("footer"), blank=True, help_text=_("Markdown, at the foot of every page."))

    footer_html = models.TextField(editable=False)
    card = models.CharField(max_length=120, default="", editable=False)  # file of the picture that other sites show
    menu = models.JSONField(default=list, editable=False)  # of the pages in the menu: title, address, language

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")
        constraints = [models.CheckConstraint(condition=models.Q(pk=ONLY_ROW), name="only_one_site")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def current(cls) -> "Site":
        """The site's row; its defaults as long as nobody has saved one."""
        return cls.objects.filter(pk=ONLY_ROW).first() or cls(pk=ONLY_ROW)

    @classmethod
    def rebuild_menu(cls) -> None:
        """Store the menu anew after a page changed, so that no page asks for it."""
        from blog.models import Page

        pages = Page.objects.in_menu().only("title_text", "slug", "language")
        menu = [{"title": page.title_text, "url": page.get_absolute_url(), "language": page.language} for page in pages]
        if not cls.objects.filter(pk=ONLY_ROW).update(menu=menu) and menu:
            cls(pk=ONLY_ROW, menu=menu).save()

    def clean(self) -> None:
        super().clean()
        lines = [
            line if line.strip() else "%" for line in self.formula_macros.splitlines()
        ]  # an empty line ends a formula
        self._check("formula_macros", "\n".join(["$", *lines, "$"]), line_before=1)
        document = self._check("footer", self.footer)
        if document.has_formulas:
            raise ValidationError(
                {"footer": _("The footer stands on pages without the sheet for formulas: write it without.")}
            )

    def _check(self, name: str, source: str, *, line_before: int = 0) -> Document:
        """Render a source as a test; what it is warned of is an error of its field, with the line."""
        try:
            document = render(source, seconds=settings.RENDER_SECONDS)
        except RenderError as error:
            raise ValidationError({name: refusal(error)}) from error
        for warning in document.warnings:
            place = {"line": warning.line - line_before, "reason": warning.detail or warning.excerpt}
            raise ValidationError({name: ValidationError(_("Line %(line)s: %(reason)s"), params=place)})
        return document

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY_ROW
        self.footer_html = self._render_footer() if self.footer.strip() else ""
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            sharing.refresh_site_later(self)

    def _render_footer(self) -> str:
        return render(self.footer, RenderContext(prefix="foot-"), seconds=settings.RENDER_SECONDS).at("").html
