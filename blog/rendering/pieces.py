"""What is taken out of a text before Markdown sees it: formulas, references, code, marks of notes and excerpts."""

from bisect import bisect_right
from dataclasses import dataclass, field

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
    """`\\eqref{label}` or `\\ref{label}` in running text."""

    label: str
    parentheses: bool
    start: int


@dataclass(frozen=True)
class Code:
    """A fenced block of code."""

    text: str
    language: str
    title: str
    start: int
    coloured: str | None = None  # Pygments' HTML; None where it stays without colours


@dataclass(frozen=True)
class ExcerptEnd:
    """`<!--more-->`."""


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


Piece = Formula | Reference | Code | ExcerptEnd | NoteStart | NoteEnd | Abbreviation
