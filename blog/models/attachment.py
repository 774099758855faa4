"""Attachments of the articles: recordings and PDF files, judged by their content and named by it.

Mail, feeds and other blogs call a file that goes with a text so, whatever it holds; "document" is taken by the
renderer, and "recording" would not fit a PDF.
"""

import hashlib
import re
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog import media
from blog.models import storing

# Half an hour of a lecture in 720p at 0.9 Mbit/s; readers of a longer one are better served where films are kept.
SIZE_LIMIT = 200 * 1024 * 1024  # bytes
KNOWN = "MP4, MOV, WebM, Ogg, M4A, MP3, WAV, FLAC, PDF"
NAMES = re.compile(r"files/[0-9a-f]{32}\.[0-9a-z]{3,4}")


def content_name(_attachment: "Attachment", name: str) -> str:
    """Where an attachment is stored: `Attachment.describe` named it by its content already."""
    return f"files/{PurePosixPath(name).name}"


class Attachment(models.Model):
    """A recording or a PDF file in the media store."""

    class Kind(models.TextChoices):
        AUDIO = "audio", _("sound")
        VIDEO = "video", _("video")
        PDF = "pdf", "PDF"

    file = models.FileField(_("file"), upload_to=content_name, max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200, editable=False)  # as it was uploaded
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, editable=False)
    media_type = models.CharField(max_length=40, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    _unwritten: File | None = None  # until the row is saved

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def store(cls, file: File) -> "Attachment":
        """The stored attachment with this content; it is stored first if there is none yet.

        Raises:
            ValidationError: see `describe`.
        """
        attachment = cls(file=file)
        attachment.describe()
        if found := cls.objects.filter(digest=attachment.digest).first():
            return found
        attachment.save()
        return attachment

    def describe(self) -> None:
        """Recognise the file and name it by its content; nothing is written yet, and never all of it in memory.

        Raises:
            ValidationError: it is of no known format, cut off, or larger than the limit.
        """
        file: Any = self.file.file
        if file.size > SIZE_LIMIT:
            raise _refusal(_("This file is larger than %(limit)s MB."), limit=SIZE_LIMIT // 1024**2)
        form = media.recognise(file, file.size)
        if form is None:
            raise _refusal(_("This is no whole file of a known format (%(known)s)."), known=KNOWN)
        file.seek(0)
        digest = hashlib.sha256()
        for block in file.chunks():
            digest.update(block)
        self.digest, self.kind, self.media_type = digest.hexdigest(), form.kind, form.media_type
        self.name = PurePosixPath(self.file.name).name[:200]
        self.file.name = f"{self.digest[:32]}{form.suffix}"
        self._unwritten = file

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the file, then the row: it never names a file that is not there."""
        if self._unwritten:
            name = content_name(self, self.file.name)
            self._unwritten.seek(0)
            storing.put(name, self._unwritten)
            self.file, self._unwritten = name, None
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        name = self.file.name
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storing.remove([name]))
        return result

    def clean(self) -> None:
        super().clean()
        if not self.file or self.file._committed:
            return
        self.describe()
        if other := Attachment.objects.filter(digest=self.digest).exclude(pk=self.pk).first():
            raise _refusal(_("This file is stored already: %(name)s"), name=other.file.name)

    def get_absolute_url(self) -> str:
        return self.file.url

    def markdown(self) -> str:
        """What an author writes to show this: a player with a caption, or the poster of a PDF."""
        sign = "" if self.kind == self.Kind.PDF else "!"
        text = PurePosixPath(self.name).stem.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"{sign}[{text}]({self.file.url})"

    @classmethod
    def known_in(cls, source: str) -> tuple[str, ...]:
        """The addresses in a Markdown source under which there is an attachment."""
        names = set(NAMES.findall(source))
        found = cls.objects.filter(file__in=names).order_by("file").values_list("file", flat=True) if names else ()
        return tuple(f"{settings.MEDIA_URL}{name}" for name in found)


def _refusal(sentence: str | Promise, **values: object) -> ValidationError:
    return ValidationError({"file": ValidationError(sentence, params=values)})
