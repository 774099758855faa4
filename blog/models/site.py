"""The site itself: its name, its author and what stands on every page. One row, edited in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.rendering import RenderError, render

ONLY_ROW = 1


class Site(models.Model):
    """The site. There is exactly one; `Site.current()` gives it."""

    title = models.CharField(_("title"), max_length=100, default="Widemargin")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=100, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    licence_url = models.URLField(_("address of the licence"), blank=True)
    posts_per_page = models.PositiveSmallIntegerField(
        _("posts per page"), default=8, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    formula_macros = models.TextField(
        _("formula macros"),
        blank=True,
        help_text=_(
            "TeX definitions for all texts, such as \\newcommand{\\R}{\\mathbb{R}}. "
            "After a change run manage.py rerender."
        ),
    )
    footer = models.TextField(_("footer"), blank=True, help_text=_("Markdown, at the foot of every page."))

    footer_html = models.TextField(editable=False)
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

        pages = Page.objects.in_menu().only("title", "slug", "language")
        menu = [{"title": page.title, "url": page.get_absolute_url(), "language": page.language} for page in pages]
        if not cls.objects.filter(pk=ONLY_ROW).update(menu=menu) and menu:
            cls(pk=ONLY_ROW, menu=menu).save()

    def clean(self) -> None:
        super().clean()
        for name, text in (("footer", self.footer), ("formula_macros", f"$\n{self.formula_macros}\n$")):
            try:
                document = render(text)
            except RenderError as error:
                raise ValidationError({name: str(error)}) from error
            if document.warnings:
                warning = document.warnings[0]
                line = warning.line - (name == "formula_macros")
                reason = warning.detail or warning.excerpt
                message = _("Line %(line)s: %(reason)s")
                raise ValidationError({name: ValidationError(message, params={"line": line, "reason": reason})})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY_ROW
        self.footer_html = render(self.footer).at("").html if self.footer.strip() else ""
        super().save(*args, **kwargs)
