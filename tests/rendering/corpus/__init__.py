"""A corpus of formulas as authors write them, with what each must give. For the renderer, for phones and for benches.

An entry is a line `=== name`, a piece of Markdown, a line `---`, and for each of its formulas what it gives: `inline:`
or `display:` with the signs of its MathML in reading order (see `tests.rendering.reading`), further rows on lines that
begin with two blanks, and between `display` and the colon the numbers. Behind a line `!!!` stand the expected warnings,
one a line as `kind line:column message`. A line `??? reason` below the name marks what does not come out so yet.
"""

from pathlib import Path

from tests.rendering.entries import Entry, read

FILES = sorted(Path(__file__).parent.glob("*.md"))


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
