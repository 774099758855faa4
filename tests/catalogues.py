"""Collects the interface's sentences from code and templates, and keeps the Chinese catalogue in step with them.

`make messages` runs it after a sentence was added or changed; a test sees that nothing is missing.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "blog" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def sentences() -> Iterator[tuple[str, int, str | tuple[str, str]]]:
    """Every sentence of the interface, as (file, line, sentence or (singular, plural))."""
    sources = [*ROOT.glob("blog/**/*.py"), *ROOT.glob("config/*.py"), *ROOT.glob("templates/**/*.html")]
    for path in sorted(sources):
        text = path.read_text(encoding="utf-8")
        code = templatize(text) if path.suffix == ".html" else text
        for line, sentence, _comments, _context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
            yield str(path.relative_to(ROOT)), line, sentence


def catalogue() -> Catalog:
    """The stored translations."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def renewed(old: Catalog) -> Catalog:
    """A catalogue of exactly today's sentences, with the translations that are known."""
    new = Catalog(
        locale="zh_Hans", project="Widemargin", fuzzy=False, header_comment="# Simplified Chinese for Widemargin."
    )
    for file, _line, sentence in sentences():
        known = old.get(sentence[0] if isinstance(sentence, tuple) else sentence)
        flags = ["python-format"] if "%(" in str(sentence) else []
        new.add(sentence, known.string if known else None, locations=[(file, 0)], flags=flags)
    new.creation_date = new.revision_date = old.creation_date
    return new


def is_translated(message: Message) -> bool:
    """Whether a sentence, in all its forms, has a translation."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def compiled(messages: Catalog) -> bytes:
    """The catalogue as Django reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, messages)
    return buffer.getvalue()


def main() -> None:
    """Write both files anew and name what is not translated yet."""
    new = renewed(catalogue())
    with PO.open("wb") as file:
        write_po(file, new, sort_output=True, include_lineno=False, width=110)
    MO.write_bytes(compiled(new))
    missing = [message.id for message in new if message.id and not is_translated(message)]
    print(f"{len(new)} sentences in {PO.relative_to(ROOT)}, {len(missing)} without a translation.")
    for sentence in missing:
        print(f"  {sentence}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
