"""What is taken out of a text before Markdown sees it: formulas, references, citations, code, and marks of places."""

from bisect import bisect_right
from dataclasses import dataclass, field

from blog.rendering.diagrams import svg
from blog.rendering.formulas.engine import Drawing


@dataclass(frozen=True)
class Mapped:
    """A text put together from pieces of the source, which knows where each of its characters came from.

    >>> text = Mapped.of("ab", 10) + Mapped.of("cd", 20)
    >>> text.text, text.origin(0), text.origin(3)
    ('abcd', 10, 21)
    """

    text: str = ""
    starts: tuple[int, ...] = ()  # where each piece begins in `text`
    origins: tuple[int, ...] = ()  # and in the source

    @classmethod
    def of(cls, text: str, origin: int) -> "Mapped":
        return cls(text, (0,), (origin,)) if text else cls()

    def __add__(self, other: "Mapped") -> "Mapped":
        shift = len(self.text)
        return Mapped(
            self.text + other.text,
            (*self.starts, *(start + shift for start in other.starts)),
            self.origins + other.origins,
        )

    def __getitem__(self, part: slice) -> "Mapped":
        start, stop, _ = part.indices(len(self.text))
        if start >= stop:
            return Mapped()
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, stop - 1)
        starts = (0, *(begin - start for begin in self.starts[first + 1 : last]))
        origins = (self.origin(start), *self.origins[first + 1 : last])
        return Mapped(self.text[start:stop], starts, origins)

    def origin(self, position: int) -> int:
        """Where in the source the character at `position` stands; beyond the end, beyond the last piece."""
        if not self.starts:
            return 0
        piece = max(bisect_right(self.starts, position) - 1, 0)
        return self.origins[piece] + position - self.starts[piece]


def join(texts: list[Mapped]) -> Mapped:
    """All texts, one after the other."""
    text: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for part in texts:
        text.append(part.text)
        starts.extend(start + length for start in part.starts)
        origins.extend(part.origins)
        length += len(part.text)
    return Mapped("".join(text), tuple(starts), tuple(origins))


def standing_at(text: str, origin: int) -> Mapped:
    """A text all of whose characters stand for one place: what is written in place of a command is blamed on it.

    >>> standing_at("abc", 7).origin(2)
    7
    """
    return Mapped(text, tuple(range(len(text))), (origin,) * len(text))


@dataclass
class Formula:
    """A formula as its author wrote it, without its delimiters, and what the later stages find out about it."""

    source: Mapped
    display: bool
    start: int  # where it stands in the source, delimiters included
    stop: int
    written: str  # with its delimiters, for the reader when it cannot be drawn
    tex: Mapped = field(default_factory=Mapped)  # as KaTeX gets it: numbered, macros made global
    anchors: list[str] = field(default_factory=list)  # ids, one for each label; numbers without a label give one, too
    numbers: list[str] = field(default_factory=list)  # as printed: "(3)"
    drawing: Drawing | None = None  # KaTeX's; none where it has failed or was not drawn
    mathml: str = ""  # for the page, with the annotation that is copied
    feed_mathml: str = ""
    failed: bool = False
    defines_only: bool = False  # macro definitions; nothing to draw


@dataclass(frozen=True)
class Reference:
    """`\\eqref{label}`, `\\ref{label}` or `\\autoref{label}` in running text."""

    label: str
    form: str  # "eqref": (3), "ref": 3, "autoref": 定理 3
    start: int


@dataclass(frozen=True)
class PostLink:
    """`[[post-slug]]` or `[[post-slug|text]]`."""

    slug: str
    text: str
    start: int
    written: str


@dataclass(frozen=True)
class Code:
    """A fenced block of code."""

    text: str
    language: str
    title: str
    start: int
    coloured: str | None = None  # Pygments' HTML, well-formed in each line; None where it stays without colours
    numbered: bool = False
    first_line: int = 1  # the number that the first line shows
    highlighted: tuple[tuple[int, int], ...] = ()  # first and last line of each range, in order, counted from 1
    is_diff: bool = False  # its lines begin with the signs of a diff, and go on in its language
    label: str = ""  # by which a table of values is referred to


@dataclass(frozen=True, kw_only=True)
class Diagram(Code):
    """A block of `dot` that Graphviz has drawn; where drawings cannot be shown it is code."""

    drawing: svg.Drawing


@dataclass(frozen=True, kw_only=True)
class Values(Code):
    """A block of `csv` on its way to a table: rows of cells with placeholders for formulas; the first is the head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bibliography(Code):
    """A fenced block of BibTeX in whose place the works stand that the text cites."""


@dataclass(frozen=True)
class Cited:
    """One work in a citation, with the words around its number, which may hold placeholders of formulas."""

    key: str
    prefix: str  # "see"
    suffix: str  # ", p. 3"


@dataclass(frozen=True)
class Citation:
    """`[@key]` in running text."""

    items: tuple[Cited, ...]


@dataclass(frozen=True)
class ExcerptEnd:
    """`<!--more-->`."""


@dataclass(frozen=True)
class DivisionStart:
    """A line `::: kind title {#label}`. Its title, if any, is the paragraph behind it."""

    kind: str  # as its author named it: "theorem", "note"; the first class where he wrote classes
    label: str
    is_numbered: bool
    has_title: bool
    classes: tuple[str, ...]
    start: int
    written: str
    fold: str = ""  # of a callout: "-" for one that is closed until a reader opens it, "+" for one that is open


@dataclass(frozen=True)
class DivisionEnd:
    """A line `:::`."""

    start: int
    written: str


@dataclass(frozen=True)
class Caption:
    """Stands before the paragraph that is a table's caption."""

    label: str
    is_below: bool  # its table
    start: int
    written: str  # what stands before its text


@dataclass(frozen=True)
class NoteStart:
    """`^[`, where a side note begins."""

    start: int


@dataclass(frozen=True)
class NoteEnd:
    """The bracket that closes a side note; `start` is that of its beginning."""

    start: int


@dataclass(frozen=True)
class Abbreviation:
    """`*[GAN]: Generative Adversarial Network`; no placeholder stands for it in the text."""

    name: str
    meaning: str
    start: int


Mark = DivisionStart | DivisionEnd | Caption | NoteStart | NoteEnd | ExcerptEnd  # where something begins or ends
Piece = Formula | Reference | PostLink | Code | Citation | Abbreviation | Mark
