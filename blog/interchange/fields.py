"""Reads the values of front matter in the form that each must have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from blog.interchange import moments
from blog.interchange.front_matter import FileError, Parts
from blog.rendering import drop_unusable
from blog.tagging import parse_tags

# Keys of front matter, in the spellings of Hugo, Hexo, Jekyll, Pelican and Quarto, by what they mean here.
KEYS = {
    "title": "title",
    "date": "date",
    "updated": "updated",
    "lastmod": "updated",
    "modified": "updated",
    "slug": "slug",
    "tags": "tags",
    "tag": "tags",
    "category": "category",
    "categories": "category",
    "draft": "draft",
    "published": "published",
    "pinned": "pinned",
    "sticky": "pinned",
    "author": "author",
    "language": "language",
    "lang": "language",
    "date-modified": "updated",
    "bibliography": "bibliographies",
    "series": "series",
    **dict.fromkeys(("series_part", "series_order", "series_index", "series_weight", "weight"), "part"),
}
TRUE, FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0", ""}


@dataclass(frozen=True)
class Fields:
    """The values that a file names, by our names for them."""

    values: Mapping[str, Any]
    parts: Parts
    zone: tzinfo

    def text(self, name: str, notes: list[str] | None = None) -> str:
        """One text; of several the first is kept and the others are noted, where the caller collects notes."""
        value = self.values.get(name, "")
        if isinstance(value, list) and value and (len(value) == 1 or notes is not None):
            if len(value) > 1 and notes is not None:
                notes.append(f"several values of {name}: {_name(value[0])} kept")
            value = value[0]
        value = _name(value)
        if not isinstance(value, str):
            raise self._wrong(name, "one text")
        return drop_unusable(value).strip()

    def names(self, name: str) -> list[str]:
        value = self.values.get(name, "")
        entries = [value] if isinstance(value, str) else value
        flat = (
            [part for entry in entries for part in (entry if isinstance(entry, list) else [entry])]
            if isinstance(entries, list)
            else None
        )
        if flat is None or not all(isinstance(entry, str) for entry in flat):
            raise self._wrong(name, "a list of names")
        return list(dict.fromkeys(name for entry in flat for name in parse_tags(entry)))

    def files(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, "")
        entries = value if isinstance(value, list) else [value]
        return tuple(entry for entry in entries if isinstance(entry, str) and entry)

    def flag(self, name: str, *, default: bool) -> bool:
        text = self.text(name).lower() if name in self.values else str(default).lower()
        if text not in TRUE | FALSE and not text.isdigit():
            raise self._wrong(name, "true or false")
        return text not in FALSE

    def number(self, name: str, notes: list[str]) -> int | None:
        """A number from 1 on; any other is noted, for the order may come from elsewhere."""
        text = self.text(name)
        if text.isdecimal() and 0 < int(text) < 10_000:
            return int(text)
        if text:
            notes.append(f"{text!r} is no number of a part: left out")
        return None

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        try:
            return moments.read(text, self.zone) if text and text not in moments.COMPUTED else None
        except ValueError as error:
            raise self._wrong(name, "a date such as 2026-11-12 21:30") from error

    def doubtful_dates(self) -> list[str]:
        dates = [self.text("date"), self.text("updated")]
        return [f"date {date!r} read as month, day, year" for date in dates if moments.begins_with_month(date)]

    def _wrong(self, name: str, form: str) -> FileError:
        key = next(key for key in self.parts.values if KEYS.get(key.lower()) == name)
        return FileError(f"{key}: {self.parts.values[key]!r} is not {form}", self.parts.lines.get(key, 0))


def _name(value: Any) -> Any:
    """Quarto's authors have a name and addresses."""
    return value.get("name", value) if isinstance(value, dict) else value
