"""What a text's bibliography knows while the text is rendered."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from blog.rendering.bibliography.entries import Contents, Entry
from blog.rendering.bibliography.works import Work
from blog.rendering.pieces import Citation, Cited


@dataclass(frozen=True)
class Shelf:
    """One block of BibTeX in the source."""

    start: int  # of its fence
    lines: list[int]  # where each of its lines begins in the source
    contents: Contents
    is_certain: bool  # its language says that it is a bibliography; else it is one if something in it is cited

    def offset(self, line: int) -> int:
        """Where in the source a line of the block begins."""
        return self.lines[min(line, len(self.lines) - 1)] if self.lines else self.start


@dataclass
class Library:
    """All blocks of a text, and what is cited of them."""

    shelves: dict[int, Shelf] = field(default_factory=dict)  # by their start
    entries: dict[str, Entry] = field(default_factory=dict)  # by key; of two, the first
    places: dict[str, Shelf] = field(default_factory=dict)  # where each of them stands
    cited: dict[str, None] = field(default_factory=dict)  # keys, in the order of the source
    works: dict[str, Work] = field(default_factory=dict)  # by key; what may be listed
    citations: int = 0  # items of all citations
    unknown: int = 0  # that no entry was found for
    numbers: dict[str, int] = field(default_factory=dict)  # by key, as printed; given when the list is made

    def parts(self, citation: Citation) -> Iterator[tuple[str, Cited | None]]:
        """The texts of a citation as printed, and what is cited where a number stands."""
        separator = "; " if any(cited.prefix or cited.suffix for cited in citation.items) else ", "
        for index, cited in enumerate(citation.items):
            yield f"{separator if index else '['}{f'{cited.prefix} ' if cited.prefix else ''}", None
            if cited.key in self.numbers:
                yield str(self.numbers[cited.key]), cited
            else:
                yield f"@{cited.key}", None
            yield cited.suffix if cited.suffix[:1] in {"", *",.:?'"} else f" {cited.suffix}", None
        yield "]", None

    def printed(self, citation: Citation) -> str:
        """A citation as plain text; formulas in it are still placeholders."""
        return "".join(text for text, _ in self.parts(citation))
