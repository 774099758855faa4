"""What texts refer to in other posts, and what was printed for it when the text was last rendered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import SLUG_LENGTH
from blog.rendering import LABEL_LENGTH, OutsideReference

SOURCES = ("post", "page", "question")


def _has_one_source() -> Q:
    """Exactly one of the three is set."""
    found = Q()
    for name in SOURCES:
        found |= Q(**{f"{other}__isnull": other != name for other in SOURCES})
    return found


class Reference(models.Model):
    """A reference from a text to a labelled thing of a post, or to the post itself. Written with its source only.

    It is out of date as soon as what it printed is no longer what `blog.models.referring.look_up` finds.
    """

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, null=True, related_name="references")
    page = models.ForeignKey("blog.Page", on_delete=models.CASCADE, null=True, related_name="references")
    question = models.ForeignKey("blog.Question", on_delete=models.CASCADE, null=True, related_name="references")
    slug = models.CharField(max_length=SLUG_LENGTH, db_index=True)  # as written
    label = models.CharField(max_length=LABEL_LENGTH, blank=True)  # empty: the post itself
    target = models.ForeignKey("blog.Post", on_delete=models.SET_NULL, null=True, related_name="incoming")
    number = models.TextField()  # as printed; empty: the label was not there
    kind = models.CharField(max_length=20, default="equation")  # as printed: theorem, figure; "post"
    address = models.TextField()  # where it led; empty: it was plain text

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=_has_one_source(), name="reference_has_one_source")]

    def __str__(self) -> str:
        return f"{self.slug}:{self.label}"

    def named(self) -> OutsideReference:
        """What the author wrote."""
        return OutsideReference(self.slug, self.label)
