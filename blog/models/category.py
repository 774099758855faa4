"""A category: each post stands in one at most."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import Addressed
from blog.models.fields import LineField
from blog.querysets import CategoryQuerySet


class Category(Addressed):
    """A broad subject, such as 数学."""

    name = LineField(_("name"), max_length=100, unique=True)
    description = LineField(_("description"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = CategoryQuerySet.as_manager()
    slug_source = "name"

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.slug])
