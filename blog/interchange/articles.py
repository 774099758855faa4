"""An article as a file says it, before it becomes a row: read from Markdown with front matter, knowing no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from blog.interchange import code, dialects, front_matter, moments
from blog.interchange.dialects import UNKNOWN, Engine
from blog.interchange.fields import KEYS, Fields
from blog.interchange.front_matter import FileError, Parts
from blog.rendering import drop_unusable

UNREAD = {"summary", "permalink", "licence", "generator"}  # `exporting` writes them for others
GENERATOR = "Widemargin"  # in front matter, says that the text is ours and stays as it is
DATED_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:-(?P<name>.+))?")
LATIN_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_-]{2,100}")
FIRST_HEADING = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)")
HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class Article:
    """What a file says of an article."""

    title: str
    body: str
    slug: str
    date: datetime | None
    updated: datetime | None
    tags: tuple[str, ...]
    category: str
    is_draft: bool
    pinned: bool
    author: str
    language: str
    notes: tuple[str, ...]  # what a person should look at
    bibliographies: tuple[str, ...] = field(default=(), repr=False)  # files of BibTeX; their entries go into the body
    origins: tuple[int, ...] = field(default=(), repr=False)  # the line of the file from which each line of the text is
    series: str = field(default="", repr=False)  # not in what files of before series said
    part: int | None = field(default=None, repr=False)  # a number by which parts are ordered


def read(path: Path, zone: tzinfo, *, breaks_lines: bool = False) -> Article:
    """Read an article from a Markdown file.

    Args:
        zone: of dates that name none.
        breaks_lines: whether its engine breaks lines where the file does.

    Raises:
        FileError: the file is not UTF-8, or its front matter is wrong; with the line.
    """
    name = path.parent.name if path.stem in {"index", "_index"} else path.stem  # Hugo's bundles are folders
    engine = Engine(is_pandoc=path.suffix.lower() == ".qmd", breaks_lines=breaks_lines)
    return interpret(front_matter.split(read_text(path)), name, zone, engine)


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        FileError: it is not UTF-8 or cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"the file cannot be read: {error.strerror}") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError("the file is not UTF-8", content.count(b"\n", 0, error.start) + 1) from error


def interpret(parts: Parts, name: str, zone: tzinfo, engine: Engine = UNKNOWN) -> Article:
    """An article from the parts of its file.

    `name` is the file's, without its ending, or its folder's.

    Raises:
        FileError: a value has the wrong form; with the line.
    """
    values, notes = _known(parts)
    dated = DATED_NAME.fullmatch(name)
    name = (dated["name"] or name) if dated else name
    title, body, body_line = _title(values, parts, name, notes)
    written = body
    if parts.values.get("generator") != GENERATOR:
        body = dialects.translate(body, notes, page=parts.values, engine=engine)
    fields = Fields(values, parts, zone)
    notes.extend(fields.doubtful_dates())
    published = fields.moment("date") or (moments.read(dated["date"], zone) if dated else None)
    is_draft = fields.flag("draft", default=False) or not fields.flag("published", default=True)
    if published is None and not is_draft:
        notes.append("no date: taken in as a draft")
        is_draft = True
    return Article(
        title=title,
        body=body,
        origins=tuple(_origins(written, body, body_line)),
        slug=_slug(fields.text("slug", notes), name, notes),
        date=published,
        updated=fields.moment("updated"),
        tags=tuple(fields.names("tags")),
        category=_category(fields, notes),
        is_draft=is_draft,
        pinned=fields.flag("pinned", default=False),
        author=fields.text("author", notes),
        language=_language(fields.text("language"), title + body),
        bibliographies=fields.files("bibliographies"),
        series=" ".join(fields.text("series", notes).split()),
        part=fields.number("part", notes),
        notes=tuple(notes),
    )


def _known(parts: Parts) -> tuple[dict[str, Any], list[str]]:
    """The values under the names used here, and a note on every other key."""
    values: dict[str, Any] = {}
    notes: list[str] = []
    for key, value in parts.values.items():
        name = KEYS.get(key.lower())
        if name is None and key.lower() in UNREAD:
            continue
        if name is None or (name == "part" and not parts.values.get("series")):
            notes.append(f"unknown key {key!r} left out")
        else:
            values.setdefault(name, value)
    return values, notes


def _origins(written: str, body: str, first: int) -> list[int]:
    """The line of the file from which each line of a translated text is; `first` is that of the text's first line.

    >>> _origins("a\\nb\\nc", "a\\nx\\ny\\nc", 1)
    [1, 2, 2, 3]
    """
    old, new = written.split("\n"), body.split("\n")
    origins: list[int] = []
    for _, begin, end, start, stop in SequenceMatcher(None, old, new).get_opcodes():
        last = min(max(end - 1, begin), len(old) - 1)
        origins += [first + min(begin + line - start, last) for line in range(start, stop)]
    return origins


def _category(fields: Fields, notes: list[str]) -> str:
    names = fields.names("category")
    if len(names) > 1:
        notes.append(f"several categories: {names[0]} kept, {', '.join(names[1:])} left out")
    return names[0] if names else ""


def _slug(named: str, name: str, notes: list[str]) -> str:
    """The slug of the front matter, else a Latin file name, which is a post's address in Hexo, Hugo and Jekyll."""
    slug = "-".join(re.findall(r"[\w-]+", named.strip("/").rsplit("/", 1)[-1])).strip("-")
    if named and slug != named:
        notes.append(f"slug {named!r} taken as {slug!r}")
    if not slug and LATIN_NAME.fullmatch(name):
        slug = name.lower().replace("_", "-")
    return slug


def _title(values: Mapping[str, Any], parts: Parts, name: str, notes: list[str]) -> tuple[str, str, int]:
    """The title: of the front matter, else the first heading, which then leaves the text, else the file's name."""
    if isinstance(values.get("title"), str) and values["title"].strip():
        return " ".join(drop_unusable(values["title"]).split()), parts.body, parts.body_line
    heading = FIRST_HEADING.match(parts.body)
    if heading is None:
        return name.replace("-", " ").replace("_", " "), parts.body, parts.body_line
    notes.append("no title: the first heading is taken for it")
    lines = parts.body.count("\n", 0, heading.end())
    return heading["title"], parts.body[heading.end() :], parts.body_line + lines


def _language(named: str, text: str) -> str:
    """The language named, else Chinese where a tenth of the letters or more are Han."""
    if named:
        return "en" if named.lower().startswith("en") else "zh-hans"
    text = "".join(code.split(text)[::2])
    letters = sum(character.isalpha() for character in text)
    return "zh-hans" if letters and len(HAN.findall(text)) >= letters / 10 else "en"
