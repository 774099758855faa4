"""Reads a folder of Markdown as `manage.py import_posts` reads it: without front matter and signs of other systems."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from blog.interchange import dialects, front_matter


@dataclass(frozen=True)
class Text:
    """A text of a corpus, and where it comes from."""

    name: str  # of its file, within the folder
    body: str  # what the renderer gets
    first_line: int  # of the body, in the file

    def line(self, tex: str) -> int:
        """The line of the file in which the longest line of a formula stands; 0 if it does not stand there as it is."""
        start = self.body.find(max(tex.split("\n"), key=len).strip())
        return self.body.count("\n", 0, start) + self.first_line if start >= 0 else 0


def read(folder: Path) -> Iterator[Text]:
    """All Markdown files below a folder, in order of their paths."""
    for path in sorted(path for path in folder.rglob("*.md") if path.is_file()):
        source = path.read_text(encoding="utf-8-sig", errors="replace")
        try:
            parts = front_matter.split(source)
        except front_matter.FileError:
            parts = front_matter.Parts(body=source)
        yield Text(str(path.relative_to(folder)), dialects.translate(parts.body, []), parts.body_line)
