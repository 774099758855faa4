"""An article of the blog."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from blog.models import referring, related, sharing
from blog.models.addresses import Addressed, FormerAddress
from blog.models.fields import LineField, SourceField
from blog.models.label import Label
from blog.models.related import Vocabulary
from blog.models.rendered import Rendered
from blog.models.series import PART_CONSTRAINTS, PartOfSeries
from blog.querysets import PostQuerySet
from blog.rendering import Document

# Outside these a date cannot be moved between time zones, or is a slip of the pen.
DATES = [
    MinValueValidator(datetime(1000, 1, 1, tzinfo=UTC)),
    MaxValueValidator(datetime(9000, 1, 1, tzinfo=UTC)),
]


class Post(PartOfSeries, Rendered, Addressed):
    """An article. Readers see it when it is published and its date has come; see `blog.querysets`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = LineField(_("title"), max_length=200)
    body = SourceField(
        _("text"),
        help_text=_("Markdown with formulas. A line &lt;!--more--&gt; ends the excerpt."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("date"),
        validators=DATES,
        null=True,
        blank=True,
        help_text=_("In the future: it appears by itself at that moment. Empty: now, when it is published."),
    )
    updated_at = models.DateTimeField(
        _("updated"),
        validators=DATES,
        null=True,
        blank=True,
        help_text=_("Set by itself when the title or the text of a public post is changed here."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
    )
    category = models.ForeignKey(
        "blog.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
    )
    tags = TaggableManager(
        _("tags"), through="blog.TaggedPost", blank=True, help_text=_("Separated by commas of any kind: , ， 、 ; ；")
    )
    import_digest = models.CharField(max_length=64, default="", editable=False, db_index=True)  # of what a file said
    import_state = models.CharField(max_length=64, default="", editable=False)  # of what became of it here
    pinned = models.BooleanField(_("pinned"), default=False, help_text=_("Stands before all others on the front page."))

    excerpt_html = models.TextField(editable=False)
    excerpt_has_formulas = models.BooleanField(default=False, editable=False)
    feed_html = models.TextField(editable=False)
    text = models.TextField(editable=False)
    description = models.CharField(max_length=400, editable=False)
    contents = models.JSONField(default=list, editable=False)
    first_image = models.JSONField(null=True, default=None, editable=False)  # what the page preloads
    card = models.CharField(max_length=120, default="", editable=False)  # file of the picture that other sites show
    characters = models.PositiveIntegerField(default=0, editable=False)
    words = models.PositiveIntegerField(default=0, editable=False)
    formulas = models.PositiveIntegerField(default=0, editable=False)
    figures = models.PositiveIntegerField(default=0, editable=False)
    code_lines = models.PositiveIntegerField(default=0, editable=False)
    minutes = models.PositiveIntegerField(default=1, editable=False)

    objects = PostQuerySet.as_manager()

    dates_itself = True  # an import that brings its own dates turns this off for its row
    counts = ("characters", "words", "formulas", "figures", "code_lines", "minutes")
    derived = (
        *Rendered.derived,
        "excerpt_html",
        "excerpt_has_formulas",
        "feed_html",
        "text",
        "description",
        "contents",
        "first_image",
        *counts,
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="published_post_has_date"
            ),
            *PART_CONSTRAINTS,
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], condition=Q(status="published"), name="post_published"),
            models.Index(
                fields=["-pinned", "-published_at", "-id"], condition=Q(status="published"), name="post_front_page"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Self:
        post = super().from_db(db, field_names, values)
        post._stored = {name: post.__dict__.get(name) for name in ("title", "body", "updated_at", "status")}
        return post

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Whether readers see it now; of a row at hand, what `querysets.public` asks of the database."""
        published = self.status == self.Status.PUBLISHED and self.published_at is not None
        return published and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        """Whether it will appear by itself."""
        return self.status == self.Status.PUBLISHED and self.published_at is not None and not self.is_public

    @property
    def is_updated(self) -> bool:
        """Whether it was changed on a later day than it appeared."""
        if self.updated_at is None or self.published_at is None:
            return False
        return timezone.localdate(self.updated_at) > timezone.localdate(self.published_at)

    @property
    def changed_at(self) -> Any:
        """When a reader last got something new: the update, or else the date."""
        return max(filter(None, [self.updated_at, self.published_at]), default=self.created_at)

    def clean(self) -> None:
        super().clean()
        self._date()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._date()
        super().save(*args, **kwargs)
        related.refresh_later([self.pk])
        self._stored = {name: getattr(self, name) for name in ("title", "body", "updated_at", "status")}
        sharing.refresh_post_later(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            referrers = referring.referrers({self.pk})
            result = super().delete(*args, **kwargs)
            referring.refresh_later(referring.mark(referrers))
            transaction.on_commit(lambda: sharing.forget([self.card]), robust=True)
        return result

    def slugs(self) -> tuple[str, ...]:
        former = FormerAddress.objects.filter(kind=self._meta.model_name, target=self.pk).values_list("slug", flat=True)
        return tuple(filter(None, [self.slug, getattr(self, "_stored_slug", ""), *former.order_by("slug")]))

    def settle(self, *, rendered: bool = True) -> referring.Texts:
        if rendered:
            Label.store(self.pk, self._rendered[-1].at(self.get_absolute_url()).labels)
            Vocabulary.store(self.pk, self.text)
        texts = super().settle(rendered=rendered)
        referring.merge(texts, referring.mark(referring.outdated(referring.touched_by([self.pk], [self.slug]))))
        return texts

    def slug_is_final(self) -> None:
        self._fill(self._rendered[-1])

    def _date(self) -> None:
        """Publishing dates a post; changing a public one marks it as updated, unless the author set that date."""
        if self.status == self.Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
        stored = getattr(self, "_stored", None)
        if stored is None or stored["status"] != self.Status.PUBLISHED or not self.is_public:
            return
        changed = any(stored[name] is not None and stored[name] != getattr(self, name) for name in ("title", "body"))
        if changed and stored["updated_at"] == self.updated_at and self.dates_itself:
            self.updated_at = timezone.now()

    def _fill(self, document: Document) -> None:
        document = document.at(self.get_absolute_url() if self.slug else "")
        self.html, self.excerpt_html, self.feed_html = document.html, document.excerpt_html, document.feed_html
        self.text, self.description = document.text, document.description
        self.excerpt_has_formulas = document.excerpt_has_formulas
        self.contents = [asdict(heading) for heading in document.contents]
        self.first_image = asdict(document.first_image) if document.first_image else None
        for name in self.counts:
            setattr(self, name, getattr(document.counts, name))
