"""A corpus of formulas as authors write them, with what each must give. For the renderer, for phones and for benches.

An entry is a line `=== name`, a piece of Markdown, a line `---`, and for each of its formulas what it gives: `inline:`
or `display:` with the signs of its MathML in reading order (see `tests.rendering.reading`), further rows on lines that
begin with two blanks, and between `display` and the colon the numbers. Behind a line `!!!` stand the expected warnings,
one a line as `kind line:column message`. A line `??? reason` below the name marks what does not come out so yet.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FILES = sorted(Path(__file__).parent.glob("*.md"))
HEADER = re.compile(r"^=== (?P<name>.+)\n(?:\?\?\? (?P<reason>.+)\n)?", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """Markdown with formulas, and what is expected of them."""

    name: str
    source: str
    expected: str
    warnings: tuple[str, ...]
    reason: str


def read(text: str) -> list[Entry]:
    r"""All entries of a file, in order.

    >>> read("=== a square\n$x^2$\n---\ninline: x^2\n")[0].expected
    'inline: x^2'
    """
    headers = list(HEADER.finditer(text))
    stops = [*(header.start() for header in headers[1:]), len(text)]
    return [_entry(header, text[header.end() : stop]) for header, stop in zip(headers, stops, strict=True)]


def _entry(header: re.Match[str], body: str) -> Entry:
    source, separator, rest = body.rpartition("\n---\n")
    assert separator, f"{header['name']} has no line ---"
    expected, _, warnings = f"\n{rest}".partition("\n!!!\n")
    lines = tuple(warnings.strip("\n").splitlines())
    return Entry(header["name"], source, expected.strip("\n"), lines, header["reason"] or "")


def entries() -> dict[str, list[Entry]]:
    """All entries, by the name of their file."""
    return {path.stem: read(path.read_text(encoding="utf-8")) for path in FILES}


def articles() -> dict[str, str]:
    """For each file an article of all its entries that come out right and without warnings, a heading before each."""
    return {
        name: "\n\n".join(
            f"## {entry.name}\n\n{entry.source}" for entry in those if not (entry.warnings or entry.reason)
        )
        for name, those in entries().items()
    }


def write(folder: Path) -> Path:
    """The articles as files that `manage.py import_posts` takes; returns the folder."""
    for name, body in articles().items():
        title = name.replace("_", " ")
        head = f"---\ntitle: {title}\nslug: corpus-{name.replace('_', '-')}\ndate: 2026-01-01\n---\n"
        (folder / f"{name}.md").write_text(f"{head}{body}\n", encoding="utf-8")
    return folder
