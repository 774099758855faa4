"""Images of the articles: judged by their content, named by it, with their dimensions."""

import hashlib
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import PIL.Image
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from blog.rendering import ImageFacts, image_sources

# Formats that browsers show and that carry no script. SVG does: it is never stored.
SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}
PIXEL_LIMIT = 50_000_000  # a 12 kB PNG can unfold to 100 million
SIDE_LIMIT = 20_000  # pixels
ORIENTATION, TURNED = 0x0112, {5, 6, 7, 8}  # Exif 2.32, tag 274: the picture lies on its side
SIZE_LIMIT = 20 * 1024 * 1024  # bytes


def content_name(_image: "Image", name: str) -> str:
    """Where an image is stored: `Image.describe` named it by its content already."""
    return f"images/{PurePosixPath(name).name}"


def measure(content: bytes) -> tuple[str, int, int]:
    """Format (as Pillow names it), width and height in pixels, of an image's bytes.

    Raises:
        ValidationError: not an image of a known format, broken, or larger than the limits.
    """
    if len(content) > SIZE_LIMIT:
        raise ValidationError(_("The image is larger than %(limit)s MB."), params={"limit": SIZE_LIMIT // 1024 // 1024})
    try:
        with PIL.Image.open(ContentFile(content), formats=list(SUFFIXES)) as image:
            (width, height), kind = image.size, image.format
            if width * height <= PIXEL_LIMIT and max(width, height) <= SIDE_LIMIT:
                image.verify()
    except (
        OSError,
        SyntaxError,
        ValueError,
        PIL.Image.DecompressionBombError,
        PIL.Image.DecompressionBombWarning,
    ) as error:
        known = ", ".join(SUFFIXES)
        raise ValidationError(
            _("This is no image that can be read. Known are %(known)s."), params={"known": known}
        ) from error
    if width * height > PIXEL_LIMIT or max(width, height) > SIDE_LIMIT:
        raise ValidationError(
            _("The image has %(width)s × %(height)s pixels. Make it smaller."),
            params={"width": width, "height": height},
        )
    return (kind or "", height, width) if _lies_on_its_side(content) else (kind or "", width, height)


def _lies_on_its_side(content: bytes) -> bool:
    """Whether a browser turns the picture by a quarter, as phones ask for."""
    with PIL.Image.open(ContentFile(content)) as image:
        return image.getexif().get(ORIENTATION, 1) in TURNED


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
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

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
            ValidationError: see `measure`.
        """
        digest = hashlib.sha256(content).hexdigest()
        if found := cls.objects.filter(digest=digest).first():
            return found
        image = cls(file=ContentFile(content, name), alternative_text=alternative_text)
        image.describe()
        image.save()
        return image

    def describe(self) -> None:
        """Read dimensions from the file and name it by its content.

        Raises:
            ValidationError: see `measure`.
        """
        self.file.seek(0)
        content = self.file.read()
        kind, self.width, self.height = measure(content)
        self.digest = hashlib.sha256(content).hexdigest()
        self.name = PurePosixPath(self.file.name).name[:200]
        name = f"{self.digest[:32]}{SUFFIXES[kind]}"
        stored = content_name(self, name)
        # Texts point at the name, so the same content always has it, also when a deleted row left its file behind.
        self.file = stored if default_storage.exists(stored) else ContentFile(content, name)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        name = self.file.name
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: default_storage.delete(name))
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
    def facts_in(cls, source: str) -> dict[str, ImageFacts]:
        """What is known of the images that a Markdown source shows, by address."""
        addresses = {address: unquote(address).removeprefix(settings.MEDIA_URL) for address in image_sources(source)}
        names = [name for address, name in addresses.items() if name != address and "\0" not in name]
        if not names:
            return {}
        rows: Any = cls.objects.filter(file__in=names).values_list("file", "width", "height", "alternative_text")
        facts = {name: ImageFacts(*values) for name, *values in rows}
        return {address: facts[name] for address, name in addresses.items() if name in facts}
