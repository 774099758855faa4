"""What travels into and out of the renderer: frozen values without behaviour of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

# Stands in renditions for the article's own address, which may be known only after the row has its number.
# A noncharacter: it is removed from every author's text, so nobody can write it.
ADDRESS = "\ufdd0"

LABEL_LENGTH = 200  # characters; a longer label serves within its article only
SIZE_LIMIT = 512 * 1024  # bytes of UTF-8; a novel's chapter has 60 kB


class RenderError(ValueError):
    """The text cannot be rendered at all; the message says why and what to do.

    `kind`, `limit` and `line` say the same to those who speak to the author in another language; the line counts from 1
    and is 0 where no place can be named.
    """

    def __init__(self, kind: str, message: str, limit: float = 0, line: int = 0) -> None:
        super().__init__(message)
        self.kind = kind
        self.limit = limit
        self.line = line


@dataclass(frozen=True)
class ImageFacts:
    """What is known of a stored image: its size in pixels, and what it shows, where the text does not say it."""

    width: int
    height: int
    alternative_text: str = ""
    derivatives: tuple[tuple[str, int], ...] = ()  # address and width of its smaller forms, smallest first


@dataclass(frozen=True)
class FirstImage:
    """An image that stands so early that a page asks for it before it is laid out; as in its `img`."""

    src: str
    srcset: str = ""
    sizes: str = ""


@dataclass(frozen=True)
class ReferenceTarget:
    """What is known of a labelled thing in another article, or of the article itself.

    Without a number, and with the kind of a thing that has one, only that there is such an article.
    """

    number: str = ""  # as in its `LabelledThing`; of an article, its title
    address: str = ""  # anchor included; empty where readers may not follow
    kind: str = "equation"  # see `blog.rendering.kinds`; "post" for an article


@dataclass(frozen=True)
class RenderContext:
    """What the renderer is told beside the text."""

    language: str = "zh-hans"  # BCP 47, of the text
    macros: str = ""  # site-wide TeX definitions, as an author would write them in a formula
    images: Mapping[str, ImageFacts] = field(default_factory=dict)  # by address as written in the text
    media_prefix: str = "/media/"  # images below it are ours: unknown ones are reported
    prefix: str = ""  # before every id, where several texts share a page
    references: Mapping[str, ReferenceTarget] = field(default_factory=dict)  # by "slug:label"; none: no such article
    slugs: tuple[str, ...] = ()  # of the article itself, former ones included: behind them stand its own labels
    attachments: tuple[str, ...] = ()  # addresses of the stored recordings that the text names
    title: str = ""  # of the text, in which formulas are drawn
    lists_addresses: bool = False  # whether the page ends with the addresses of outside links, for paper


@dataclass(frozen=True)
class RenderWarning:
    """Something that the author should look at; the reader's page is whole all the same."""

    kind: str  # one of those that the admin has a sentence for
    line: int  # from 1; 0: the title
    column: int  # from 1, in characters; 0: the title
    excerpt: str  # the piece of the text in question
    detail: str = ""  # what the engine said, or the other place


@dataclass(frozen=True)
class Heading:
    """A heading of the text, for the table of contents."""

    level: int  # 2 to 6
    anchor: str
    html: str  # formulas drawn, no links
    text: str  # formulas as TeX


@dataclass(frozen=True)
class LabelledThing:
    """A label that other articles may refer to, and what it names: an equation, a theorem, a figure, a table."""

    label: str
    number: str  # of an equation as KaTeX gets it: "3", "3a", or the text of a \tag, which may hold TeX
    anchor: str
    display: str  # the anchor under which the preview is kept: of a display's rows, that of the first label
    tex: str  # of a whole display, as written; else empty
    html: str  # what a preview shows, without ids; empty behind the first label of a display
    kind: str = "equation"


@dataclass(frozen=True)
class OutsideReference:
    """What a text refers to in another article, whether that is there or not; without a label, the article itself."""

    slug: str
    label: str


@dataclass(frozen=True)
class PrintedReference:
    """A reference to another article with what was printed for it: all of its `ReferenceTarget`."""

    slug: str
    label: str
    number: str = ""  # empty: the article or its label was unknown
    address: str = ""  # empty: it was plain text
    kind: str = "equation"


@dataclass(frozen=True)
class Counts:
    """Amounts for the line under a title; see `blog.rendering.counting`."""

    characters: int = 0  # Han, kana, hangul
    words: int = 0  # runs of other letters and digits
    formulas: int = 0
    figures: int = 0
    code_lines: int = 0
    minutes: int = 1


@dataclass(frozen=True)
class Title:
    """A title as pages and as others show it."""

    html: str = ""  # formulas drawn, all else escaped
    text: str = ""  # formulas in one line where it holds them, else as TeX
    has_formulas: bool = False


@dataclass(frozen=True)
class Document:
    """Everything that is stored of a text. All HTML is sanitised; ADDRESS stands for the article's address."""

    html: str
    excerpt_html: str
    feed_html: str  # formulas as MathML, code without colours, no scripts or sheets needed
    text: str  # for search: no markup, formulas as TeX, tabs between the cells of tables
    description: str  # for metadata: the beginning of the text, cut at a sentence
    contents: tuple[Heading, ...]
    counts: Counts
    has_formulas: bool  # or references, which show formulas; the title's count, too
    excerpt_has_formulas: bool
    warnings: tuple[RenderWarning, ...]
    labels: tuple[LabelledThing, ...] = ()
    references: tuple[PrintedReference, ...] = ()
    first_image: FirstImage | None = None
    title: Title = Title()

    def at(self, address: str) -> "Document":
        """This document with the article's address, such as `/posts/one-loss-gan/`, put in place of ADDRESS."""
        return replace(
            self,
            html=self.html.replace(ADDRESS, address),
            excerpt_html=self.excerpt_html.replace(ADDRESS, address),
            feed_html=self.feed_html.replace(ADDRESS, address),
            labels=tuple(replace(label, html=label.html.replace(ADDRESS, address)) for label in self.labels),
        )
