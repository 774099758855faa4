"""A question of the FAQ, with its answer."""

from typing import Any

from django.core.validators import validate_unicode_slug
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import slug_from_title
from blog.models.fields import LineField, SourceField
from blog.models.rendered import Rendered
from blog.rendering import Document


class Question(Rendered):
    """A question in a section of the FAQ, at a fixed address."""

    section = LineField(_("section"), max_length=100)
    question = LineField(_("question"), max_length=200)
    anchor = models.CharField(
        _("anchor"),
        max_length=100,
        unique=True,
        blank=True,
        validators=[validate_unicode_slug],
        help_text=_("The part of the address after #. Readers link to it, so leave it as it is once it is public."),
    )
    answer = SourceField(_("answer"))
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first; sections follow their first question.")
    )

    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    text = models.TextField(editable=False, default="")

    title_field, source_field = "question", "answer"
    derived = (*Rendered.derived, "text")

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions (FAQ)")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return f"{reverse('faq')}#{self.anchor}"

    def id_prefix(self) -> str:
        return f"{self.anchor}-"

    def clean(self) -> None:
        self._name_anchor()
        super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._name_anchor()
        super().save(*args, **kwargs)

    def _fill(self, document: Document) -> None:
        super()._fill(document)
        self.text = document.text

    def _name_anchor(self) -> None:
        """An anchor from a Latin question; for any other the next free number."""
        if self.anchor:
            return
        base = slug_from_title(self.question)[:90] or "q"
        taken = set(
            Question.objects.exclude(pk=self.pk).filter(anchor__startswith=base).values_list("anchor", flat=True)
        )
        numbered = (f"{base}-{number}" for number in range(1, len(taken) + 2))
        self.anchor = (
            base if base not in taken and base != "q" else next(name for name in numbered if name not in taken)
        )
