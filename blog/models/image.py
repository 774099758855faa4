"""Images of the articles: judged by their content, named by it, with their dimensions and smaller forms."""

import hashlib
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from blog import media
from blog.models import referring, storing
from blog.rendering import ImageFacts, image_sources


def content_name(_image: "Image", name: str) -> str:
    """Where an image is stored: `Image.describe` named it by its content already."""
    return f"images/{PurePosixPath(name).name}"


class Image(models.Model):
    """A picture in the media store."""

    file = models.FileField(_("file"), upload_to=content_name, max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200, editable=False)  # as it was uploaded
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)  # of what was uploaded, not of what is kept
    # A list of {"name", "width"}, smallest first; none until they were made (`manage.py derive_images`).
    derivatives = models.JSONField(null=True, default=None, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    _unwritten: dict[str, bytes] = {}  # contents by name, original first, until the row is saved

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def store(cls, content: bytes, name: str, alternative_text: str = "") -> "Image":
        """The stored image with this content; it is stored first if there is none yet.

        Raises:
            ValidationError: see `blog.media.prepare`.
        """
        digest = hashlib.sha256(content).hexdigest()
        if found := cls.objects.filter(digest=digest).first():
            return found
        image = cls(file=ContentFile(content, name), alternative_text=alternative_text)
        image.describe()
        image.save()
        return image

    def describe(self) -> None:
        """Clean the picture, read its dimensions, name it by what was uploaded; nothing is written yet.

        Raises:
            ValidationError: see `blog.media.prepare`.
        """
        self.file.seek(0)
        content = self.file.read()
        self.digest = hashlib.sha256(content).hexdigest()
        self.name = PurePosixPath(self.file.name).name[:200]
        self._take(media.prepare(content), self.digest[:32])

    def derive(self) -> None:
        """Do for a picture that was stored before there were smaller forms what is done today; its address stays.

        Raises:
            ValidationError: the file is broken.
            OSError: it is not there.
        """
        with self.file.open() as file:
            content = file.read()
        self._take(media.prepare(content), PurePosixPath(self.file.name).stem)
        self.save()

    def _take(self, picture: media.Picture, stem: str) -> None:
        self.width, self.height = picture.width, picture.height
        self.file = ContentFile(picture.content, f"{stem}{picture.suffix}")
        forms = {content_name(self, f"{stem}-{form.width}.webp"): form for form in picture.smaller}
        self.derivatives = [{"name": name, "width": form.width} for name, form in forms.items()]
        self._unwritten = {content_name(self, self.file.name): picture.content}
        self._unwritten |= {name: form.content for name, form in forms.items()}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the files, then the row: it never names a file that is not there."""
        if self._unwritten:
            for name, content in self._unwritten.items():
                storing.put(name, content)
            self.file, self._unwritten = next(iter(self._unwritten)), {}
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        names = [self.file.name, *(form["name"] for form in self.derivatives or ())]
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storing.remove(names))
        return result

    def clean(self) -> None:
        super().clean()
        if not self.file or self.file._committed:
            return
        self.describe()
        if other := Image.objects.filter(digest=self.digest).exclude(pk=self.pk).first():
            raise ValidationError(
                {"file": ValidationError(_("This image is stored already: %(name)s"), params={"name": other.file.name})}
            )

    def get_absolute_url(self) -> str:
        return self.file.url

    def markdown(self) -> str:
        """What an author writes to show this image."""
        text = self.alternative_text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"![{text}]({self.file.url})"

    @classmethod
    def underived(cls) -> models.QuerySet["Image"]:
        """Those that were stored before smaller forms were made."""
        return cls.objects.filter(derivatives__isnull=True)

    @classmethod
    def facts_in(cls, source: str) -> dict[str, ImageFacts]:
        """What is known of the images that a Markdown source shows, by address."""
        addresses = {address: unquote(address).removeprefix(settings.MEDIA_URL) for address in image_sources(source)}
        names = [name for address, name in addresses.items() if name != address and "\0" not in name]
        if not names:
            return {}
        rows: Any = cls.objects.filter(file__in=names)
        facts = {image.file.name: image._facts() for image in rows}
        return {address: facts[name] for address, name in addresses.items() if name in facts}

    def texts(self) -> referring.Texts:
        """The texts that show this image."""
        from blog.models import Page, Post, Question

        return {
            model._meta.model_name: set(
                model._base_manager.filter(**{f"{model.source_field}__contains": self.file.name}).values_list(
                    "pk", flat=True
                )
            )
            for model in (Post, Page, Question)
        }

    def _facts(self) -> ImageFacts:
        forms = tuple((settings.MEDIA_URL + form["name"], form["width"]) for form in self.derivatives or ())
        return ImageFacts(self.width, self.height, self.alternative_text, forms)
