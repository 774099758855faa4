"""Addresses that last: how a slug is chosen, and how an old one goes on leading to its object.

A slug is the author's own, else it comes from a title in Latin script, else it is the row's number. It is never empty,
never taken twice, also not by two savings at the same moment, and one that was used before stays its object's own.
"""

import itertools
import unicodedata
import uuid
from collections.abc import Iterator
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.db import IntegrityError, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

SLUG_LENGTH = 200
# Words that are, or may become, pages of their own below a list.
RESERVED = frozenset(
    {"add", "admin", "all", "archive", "edit", "feed", "index", "media", "new", "page", "preview", "search", "static"}
)


def slug_from_title(title: str) -> str:
    """The slug of a title in Latin script; empty for any other, whose slug is its number.

    >>> slug_from_title("The box office"), slug_from_title("Ein Überblick"), slug_from_title("概率 theory")
    ('the-box-office', 'ein-uberblick', '')
    """
    letters = [character for character in title if character.isalpha()]
    if not all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters):
        return ""
    slug = slugify(title)[: SLUG_LENGTH - 20].rstrip("-")
    return f"{slug}-1" if slug in RESERVED else slug


def validate_slug_is_free_word(slug: str) -> None:
    """Refuse the words in `RESERVED`."""
    if slug.lower() in RESERVED:
        raise ValidationError(_("“%(slug)s” is an address of the site itself. Choose another."), params={"slug": slug})


class FormerAddress(models.Model):
    """A slug that an object had; readers who come with it are sent on, for ever."""

    kind = models.CharField(max_length=20)  # the model's name
    slug = models.CharField(max_length=SLUG_LENGTH)
    target = models.PositiveBigIntegerField()  # the object's number

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_address_unique")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


class Addressed(models.Model):
    """A row with a slug."""

    slug = models.CharField(
        _("slug"),
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        validators=[validate_unicode_slug, validate_slug_is_free_word],
        help_text=_(
            "The last part of the address. Empty: made from a Latin title, else the number. "
            "Old addresses go on working."
        ),
    )

    slug_source = "title"  # the field that a slug may come from

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Self:
        instance = super().from_db(db, field_names, values)
        instance._stored_slug = instance.__dict__.get("slug", "")
        return instance

    @classmethod
    def formerly(cls, slug: str) -> models.QuerySet:
        """The object, if any, that had a slug; as a queryset, to be narrowed to what a reader may see."""
        targets = FormerAddress.objects.filter(kind=cls._meta.model_name, slug=slug).values("target")
        return cls._default_manager.filter(pk__in=targets)

    def clean(self) -> None:
        super().clean()
        self.slug = unicodedata.normalize("NFC", self.slug.strip())
        if self.slug and self._formerly_of_another(self.slug):
            message = _("“%(slug)s” was the address of something else and still leads there. Choose another.")
            raise ValidationError({"slug": ValidationError(message, params={"slug": self.slug})})

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if self.slug:
                super().save(*args, **kwargs)
            else:
                self._save_with_new_slug(*args, **kwargs)
            self._remember_former_slug()

    def slug_is_final(self) -> None:
        """Called once the slug of a new row is known, before the row is written with it."""

    def _save_with_new_slug(self, *args: Any, **kwargs: Any) -> None:
        base = slug_from_title(getattr(self, self.slug_source))
        if not base and self.pk is None:
            self.slug = f"new-{uuid.uuid4().hex}"  # holds the row until its number is known
            super().save(*args, **kwargs)
            kwargs = {"force_insert": False, "force_update": True}
            args = ()
        for slug in self._candidates(base or str(self.pk)):
            self.slug = slug
            self.slug_is_final()
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
            except IntegrityError:
                if not self._is_taken(slug):
                    raise
            else:
                return

    def _candidates(self, base: str) -> Iterator[str]:
        candidates = itertools.chain([base], (f"{base}-{number}" for number in itertools.count(2)))
        return (slug for slug in candidates if not self._is_taken(slug))

    def _is_taken(self, slug: str) -> bool:
        live = type(self)._default_manager.filter(slug=slug).exclude(pk=self.pk)
        return live.exists() or self._formerly_of_another(slug)

    def _formerly_of_another(self, slug: str) -> bool:
        """Whether a slug was that of another row, which is still there."""
        return type(self).formerly(slug).exclude(pk=self.pk).exists()

    def _remember_former_slug(self) -> None:
        kind, stored = self._meta.model_name, getattr(self, "_stored_slug", "")
        if stored and stored != self.slug:
            FormerAddress.objects.update_or_create(kind=kind, slug=stored, defaults={"target": self.pk})
            FormerAddress.objects.filter(kind=kind, slug=self.slug, target=self.pk).delete()
        self._stored_slug = self.slug
