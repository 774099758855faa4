"""Texts whose titles are stored as readers see them, too."""

from typing import Any

from django.db import models
from django.utils.html import escape


class TitledQuerySet(models.QuerySet):
    """A title that is changed around `save()` is shown as it is written, until `manage.py rerender` draws it."""

    def update(self, **values: Any) -> int:
        if isinstance(title := values.get("title"), str):
            values = {"title_html": escape(title), "title_text": title, "rendering_version": "", **values}
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined] # as Django marks its own: no template calls it
