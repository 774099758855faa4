"""The labels of a post, of equations, statements, figures, tables: what others refer to, and what a preview shows."""

from collections.abc import Iterable
from dataclasses import asdict

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.querysets import LabelQuerySet
from blog.rendering import LABEL_LENGTH, LabelledThing


class Label(models.Model):
    """A label as the last rendering of its post found it. `Post` alone writes these rows, with its own."""

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="labels", verbose_name=_("post"))
    label = models.CharField(_("label"), max_length=LABEL_LENGTH)
    kind = models.CharField(max_length=20, default="equation")  # see blog.rendering.kinds
    number = models.TextField(_("number"))  # of an equation as KaTeX gets it: of a \tag it may hold TeX
    anchor = models.TextField()
    display = models.TextField()  # anchor of the label that holds the HTML of the same display
    tex = models.TextField()
    html = models.TextField()  # drawn, without ids

    objects = LabelQuerySet.as_manager()

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "label"], name="label_unique_in_post")]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def store(cls, post_number: int, labels: Iterable[LabelledThing]) -> None:
        """Put the labels of a rendered document in place of those that its post had."""
        cls.objects.filter(post=post_number).delete()
        cls.objects.bulk_create(cls(post_id=post_number, **asdict(label)) for label in labels)
