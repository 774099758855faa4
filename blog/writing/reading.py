"""Reads the chapters: Markdown files that say for each form what is written and what becomes of it.

A chapter opens with a line `# English title / 中文标题` and an introduction in both languages: lines that begin with
`en: ` and `zh: `. An entry opens with a line `=== English name / 中文名` and may have a remark of the same form; then
come what an author writes, a line `---`, and the sketch of the HTML (see `tests/rendering/sketching.py`). Behind a
line `!!!` stand the expected warnings, one a line as `kind line:column`. Where words matter, what stands behind a line
`+++` takes the place of all this for Chinese authors.
"""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "zh-hans")  # of the reference, as in the settings
OPENING = re.compile(
    r"""
    ^\#[ ](?P<en_title>.+?)[ ]/[ ](?P<zh_title>.+)\n+
    en:[ ](?P<en>.+)\n
    zh:[ ](?P<zh>.+)\n
    """,
    re.VERBOSE,
)
HEADER = re.compile(
    r"""
    ^===[ ](?P<en_name>.+?)[ ]/[ ](?P<zh_name>.+)\n
    (?:en:[ ](?P<en>.+)\n
       zh:[ ](?P<zh>.+)\n)?
    """,
    re.VERBOSE | re.MULTILINE,
)
ENTRY = "\n=== "


class ChapterError(ValueError):
    """A chapter's file is not of the form that is described above; the message names the place."""


@dataclass(frozen=True)
class Entry:
    """One form: what is written, and what becomes of it."""

    anchor: str  # an id, of its own among all entries
    name: str
    remark: str  # may be empty; code stands between backticks
    source: str
    sketch: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """Forms that belong together."""

    anchor: str
    title: str
    introduction: str
    entries: tuple[Entry, ...]


@functools.cache
def chapters(language: str) -> tuple[Chapter, ...]:
    """All chapters in one of LANGUAGES, in the order of their files; one without entries waits for its first.

    Raises:
        ChapterError: a file is not of the described form.
    """
    files = sorted(FOLDER.glob("*.md"))
    found = (read(path.read_text(encoding="utf-8"), path.stem.partition("-")[2], language) for path in files)
    return tuple(chapter for chapter in found if chapter.entries)


def read(text: str, anchor: str, language: str) -> Chapter:
    r"""The chapter that a file holds.

    >>> text = "# Text / 文字\nen: Marks.\nzh: 记号。\n\n=== Bold / 加粗\n**a**\n---\n<p>\n"
    >>> chapter = read(text, "text", "zh-hans")
    >>> chapter.title, chapter.introduction, chapter.entries[0].name, chapter.entries[0].source
    ('文字', '记号。', '加粗', '**a**')
    """
    opening = OPENING.match(text)
    if opening is None:
        raise ChapterError(f"{anchor}: a chapter opens with a title and an introduction, both in two languages.")
    spoken = language[:2]
    headers = list(HEADER.finditer(text))
    if len(headers) != f"\n{text}".count(ENTRY):
        raise ChapterError(f"{anchor}: an entry opens with a name in two languages, and its remark has both or none.")
    stops = [*(header.start() for header in headers), len(text)][1:]
    entries = tuple(
        _entry(header, text[header.end() : stop], spoken) for header, stop in zip(headers, stops, strict=True)
    )
    return Chapter(anchor, opening[f"{spoken}_title"], opening[spoken], entries)


def _entry(header: re.Match[str], body: str, spoken: str) -> Entry:
    common, _, chinese = body.partition("\n+++\n")
    version = chinese if spoken == "zh" and chinese else common
    source, separator, rest = version.rpartition("\n---\n")
    if not separator:
        raise ChapterError(f"{header['en_name']}: the entry has no line ---.")
    sketch, _, warnings = f"\n{rest}".partition("\n!!!\n")
    lines = tuple(warnings.strip("\n").splitlines())
    anchor = re.sub(r"[^a-z0-9]+", "-", header["en_name"].lower()).strip("-")
    return Entry(anchor, header[f"{spoken}_name"], header[spoken] or "", source, sketch.strip("\n"), lines)
