"""Tags, on django-taggit: our own model, so that C, C++ and C# are three tags and Chinese stays Chinese."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from blog.models.addresses import RESERVED, Addressed
from blog.models.fields import LineField
from blog.querysets import TagQuerySet
from blog.tagging import folded, normalized, tag_slug


class Tag(Addressed, TagBase):
    """A tag. Two spellings that differ only in case or width are one tag."""

    description = LineField(_("description"), max_length=300, blank=True)
    folded = models.CharField(max_length=100, unique=True, editable=False)

    objects = TagQuerySet.as_manager()
    slug_source = "name"

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.slug])

    def clean(self) -> None:
        self.name = normalized(self.name)
        self.folded = folded(self.name)
        self.slug = self.slug or self._slug_from_name()
        super().clean()
        if not self.slug:
            message = _("“%(name)s” has no letter and no digit, so it can have no address. Choose another name.")
            raise ValidationError({"name": ValidationError(message, params={"name": self.name})})
        others = Tag.objects.exclude(pk=self.pk)
        if other := others.filter(models.Q(slug=self.slug) | models.Q(folded=self.folded)).first():
            message = _(
                "“%(name)s” would have the same address as “%(other)s”. Use that tag, or give one of them another slug."
            )
            raise ValidationError({"name": ValidationError(message, params={"name": self.name, "other": other.name})})

    def _slug_from_name(self) -> str:
        slug = tag_slug(self.name)
        return f"{slug}-tag" if slug in RESERVED else slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean()
        super().save(*args, **kwargs)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Called by django-taggit for a new tag; never a slug with a number behind it, which would hide a collision.

        Raises:
            ValidationError: another tag took the slug in this very moment.
        """
        if i is not None:
            raise ValidationError(
                _("A tag like “%(name)s” was made at this very moment. Try again."), params={"name": tag}
            )
        return self.slug


class TaggedPost(ItemBase):
    """That a post has a tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_posts")
    content_object = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="tagged_posts")

    class Meta:
        verbose_name = _("tag of a post")
        verbose_name_plural = _("tags of posts")
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="tagged_post_unique")]

    def __str__(self) -> str:
        return f"{self.content_object_id}: {self.tag_id}"
