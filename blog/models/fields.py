"""Texts without what no page, feed or database can hold: control characters, NUL, lone surrogates."""

from typing import Any

from django.db import models

from blog.rendering import drop_unusable


class CleanText:
    """Mixed into a field of text: cleans what is written to the database, and the instance with it."""

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = super().pre_save(instance, add)  # type: ignore[misc] # the field that this is mixed into has it
        if isinstance(value, str):
            value = self.cleaned(value)
            setattr(instance, self.attname, value)  # type: ignore[attr-defined] # and this
        return value

    def cleaned(self, text: str) -> str:
        return drop_unusable(text)


class LineField(CleanText, models.CharField):
    """One line: line breaks and tabs become spaces."""

    def cleaned(self, text: str) -> str:
        return " ".join(drop_unusable(text).split())


class SourceField(CleanText, models.TextField):
    """Markdown or TeX as an author types it."""
