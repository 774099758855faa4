"""A series: posts that are parts of a larger whole, in an order that their author gives."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import Addressed
from blog.models.fields import LineField
from blog.models.rendered import LANGUAGES
from blog.querysets import SeriesQuerySet

MOST_PARTS = 9999  # the field of every database holds that
# Of a post: a number and a series go together, and no two parts have the same number.
PART_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(series__isnull=True, series_part__isnull=True)
        | Q(series__isnull=False, series_part__isnull=False, series_part__gte=1),
        name="part_has_series_and_number",
    ),
    models.UniqueConstraint(fields=["series", "series_part"], name="series_part_unique"),
]


class Series(Addressed):
    """Posts that are read one after the other."""

    name = LineField(_("name"), max_length=100, unique=True)
    description = LineField(_("description"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=12, choices=LANGUAGES, default="zh-hans")

    objects = SeriesQuerySet.as_manager()
    slug_source = "name"

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])

    def next_part(self) -> int:
        """The number behind the last part, whoever may see that."""
        return (self.posts.aggregate(last=Max("series_part"))["last"] or 0) + 1


class PartOfSeries(models.Model):
    """A post's place in a series, if it has one. Without a number it comes last."""

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    series_part = models.PositiveSmallIntegerField(
        _("part"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PARTS)],
        help_text=_("Its number in the series. Empty: the next one."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.series_part and self.series is None:
            message = _("A part needs a series: choose one, or leave the number empty.")
            raise ValidationError({"series_part": message})
        if self.series is not None:
            self._check_part(self.series)
            self._place()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._place()
        super().save(*args, **kwargs)

    def _check_part(self, series: Series) -> None:
        taken = series.posts.filter(series_part=self.series_part).exclude(pk=self.pk).first()
        if taken is None or self.series_part is None:
            return
        message = _("“%(title)s” is part %(part)s of this series. The next free number is %(next)s.")
        place = {"title": str(taken), "part": self.series_part, "next": series.next_part()}
        raise ValidationError({"series_part": ValidationError(message, params=place)})

    def _place(self) -> None:
        """Behind the last part, if no number was given; nowhere without a series."""
        if self.series_id is None:
            self.series_part = None
        elif self.series_part is None:
            self.series_part = self.series.next_part()
