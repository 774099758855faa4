"""A page that stands by itself, such as “About”."""

from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.models import referring
from blog.models.addresses import Addressed
from blog.models.fields import LineField, SourceField
from blog.models.rendered import Rendered
from blog.querysets import PageQuerySet
from blog.rendering import Document


class MenuKeepingQuerySet(PageQuerySet):
    """Changes that go around `Page.save()` rebuild the menu, which is stored with the site, too."""

    def update(self, **values: Any) -> int:
        return self._then_rebuild_menu(super().update(**values))

    def delete(self) -> tuple[int, dict[str, int]]:
        return self._then_rebuild_menu(super().delete())

    def _then_rebuild_menu(self, result: Any) -> Any:
        from blog.models import Site

        Site.rebuild_menu()
        return result


class Page(Rendered, Addressed):
    """A standalone page, optionally in the site's menu."""

    title = LineField(_("title"), max_length=200)
    body = SourceField(_("text"))
    is_published = models.BooleanField(_("published"), default=True)
    in_menu = models.BooleanField(_("in the menu"), default=False)
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first in the menu.")
    )
    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    description = models.CharField(max_length=400, editable=False)

    objects = MenuKeepingQuerySet.as_manager()
    derived = (*Rendered.derived, "description")

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    def settle(self, *, rendered: bool = True) -> referring.Texts:
        """As of every text, and the menu, which prints the title as it was drawn."""
        from blog.models import Site

        texts = super().settle(rendered=rendered)
        Site.rebuild_menu()
        return texts

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        from blog.models import Site

        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            Site.rebuild_menu()
        return result

    def _fill(self, document: Document) -> None:
        self.html = document.at("").html
        self.description = document.description
