"""Last stage: writes each piece in the form that a page, an excerpt, a feed or the search index needs.

Everything written here comes from KaTeX or Pygments, or is escaped here.
"""

import contextlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from blog.rendering import references, tree
from blog.rendering.code import highlighting
from blog.rendering.diagrams import figures
from blog.rendering.draft import Draft
from blog.rendering.formulas import typesetting
from blog.rendering.formulas.engine import Drawing
from blog.rendering.formulas.linear import NotLinearError, linear
from blog.rendering.formulas.tags import as_text
from blog.rendering.pieces import Citation, Code, Diagram, Formula, Piece, PostLink, Reference

# Brackets and quotation marks that must not end a line go with the formula behind them.
OPENINGS = "（「『【《〈〔“‘(["
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
# A mark that must not begin a line goes with the formula before it.
MARKS = "，。、；：？！）」』】》〉〕”’…,.;:?!)]%"


@dataclass(frozen=True)
class Page:
    """The article's own page; `address` comes before fragments where the text stands on another page."""

    draft: Draft
    address: str = ""
    with_anchors: bool = True

    def fill(self, text: str) -> str:
        """Put all pieces into HTML that holds their placeholders."""
        slots = self.draft.slots
        around = re.compile(
            rf"(?P<before>[^<>]?){slots.pattern.pattern}(?P<after>[{re.escape(MARKS)}]*)(?=(?P<next>[^<>]?))"
        )
        return around.sub(self._inline, text.replace(f"<{tree.SLOT}>", "").replace(f"</{tree.SLOT}>", ""))

    def _inline(self, match: re.Match[str]) -> str:
        piece = self.draft.slots.piece(match)
        before, after = match["before"], match["after"]
        if isinstance(piece, Formula) and not piece.display and piece.drawing and not piece.defines_only:
            return _math(piece, piece.drawing, before, after, match["next"])
        return f"{before}{self.piece(piece)}{after}"

    def piece(self, piece: Piece) -> str:
        """A display, a block of code, a reference, or a formula that cannot be drawn."""
        if isinstance(piece, Formula):
            return self._formula(piece)
        if isinstance(piece, Diagram):
            return figures.to_html(piece, self.draft.context.language)
        if isinstance(piece, Code):
            return highlighting.to_html(piece)
        if isinstance(piece, PostLink):
            return self._post_link(piece)
        return self._reference(piece) if isinstance(piece, Reference) else ""

    def _formula(self, formula: Formula) -> str:
        if formula.defines_only:
            return ""
        if formula.failed:
            return _source(formula, self._ids(formula))
        return self._display(formula, formula.drawing) if formula.drawing else ""

    def _display(self, formula: Formula, drawing: Drawing) -> str:
        display = typesetting.display(drawing)
        classes = " ".join(["eq", *(["numbered"] if formula.numbers else []), *display.classes])
        main, others = self._ids(formula)
        focus = ' tabindex="0"' if display.scrolls else ""
        body = f'<div class="eq-body"{focus}><span class="katex">{formula.mathml}{display.body}</span></div>'
        return f'<div class="{classes}"{main}>{others}{body}{_number(display.number)}</div>'

    def _ids(self, formula: Formula) -> tuple[str, str]:
        """The id attribute of a display, and empty elements for its further ids: one for each labelled row."""
        anchors = [html.escape(anchor) for anchor in formula.anchors] if self.with_anchors else []
        main = f' id="{anchors[0]}"' if anchors else ""
        return main, "".join(f'<span class="eq-anchor" id="{anchor}"></span>' for anchor in anchors[1:])

    def _reference(self, reference: Reference) -> str:
        found, shown = references.find(self.draft, reference.label), html.escape(written(self.draft, reference))
        if not found.is_open:
            return f'<span class="eq-ref">{shown}</span>'
        address = html.escape(found.address or f"{self.address}#{found.anchor}")
        return f'<a class="eq-ref" href="{address}">{shown}</a>'

    def _post_link(self, link: PostLink) -> str:
        target, shown = references.find_post(self.draft, link), html.escape(written(self.draft, link))
        if target is None or not target.address:
            return shown
        return f'<a class="post-link" href="{html.escape(target.address)}">{shown}</a>'


@dataclass(frozen=True)
class Feed(Page):
    """For feed readers, which have neither our sheets nor our scripts: MathML, plain code, numbers as text."""

    def _inline(self, match: re.Match[str]) -> str:
        return f"{match['before']}{self.piece(self.draft.slots.piece(match))}{match['after']}"

    def piece(self, piece: Piece) -> str:
        if isinstance(piece, Code):
            return highlighting.to_plain_html(piece)
        return super().piece(piece)

    def _formula(self, formula: Formula) -> str:
        if formula.failed or formula.defines_only or not formula.display:
            return _source(formula) if formula.failed else ("" if formula.defines_only else formula.feed_mathml)
        return f"<div>{formula.feed_mathml}</div>"


def plain_text(draft: Draft, text: str) -> str:
    """Text with every piece as its author wrote it."""
    return draft.slots.fill(text, lambda piece: written(draft, piece))


def in_one_line(draft: Draft, text: str) -> str:
    """Plain text for readers without a formula engine: formulas in one line where it holds them, else as written."""
    return draft.slots.fill(text, lambda piece: _in_one_line(draft, piece))


def _in_one_line(draft: Draft, piece: Piece) -> str:
    if isinstance(piece, Formula) and piece.feed_mathml:
        with contextlib.suppress(NotLinearError):
            return linear(piece.feed_mathml)
    return written(draft, piece)


def written(draft: Draft, piece: Piece) -> str:
    """One piece as plain text: a formula with its delimiters, code as it is, a reference as its number."""
    if isinstance(piece, Formula):
        return "" if piece.defines_only else piece.written
    if isinstance(piece, Diagram):
        return f"{piece.title} {piece.drawing.words}".strip()
    if isinstance(piece, Code):
        return piece.text
    if isinstance(piece, Reference):
        found = references.find(draft, piece.label)
        return as_text(references.printed_form(found, piece.form, draft.context.language))
    if isinstance(piece, PostLink):
        target = references.find_post(draft, piece)
        return piece.text or (target.number if target and target.address else piece.written)
    if isinstance(piece, Citation):
        return plain_text(draft, draft.library.printed(piece))
    return ""


def fill_where_no_markup_may_stand(draft: Draft, root: Element) -> None:
    """In an attribute (an image's alt, a title) a piece is its source; in a link a reference is its number, no link."""
    for link in root.iter("a"):
        without_links(draft, link)
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, plain_text(draft, value))


def without_links(draft: Draft, root: Element) -> None:
    """Inside an element, references become what they print."""
    for element in root.iter():
        element.text = _with_plain_references(draft, element.text)
        if element is not root:
            element.tail = _with_plain_references(draft, element.tail)


def _with_plain_references(draft: Draft, text: str | None) -> str | None:
    def rendition(match: re.Match[str]) -> str:
        piece = draft.slots.piece(match)
        return written(draft, piece) if isinstance(piece, Reference | PostLink) else match.group()

    return draft.slots.pattern.sub(rendition, text) if text else text


def _source(formula: Formula, ids: tuple[str, str] = ("", "")) -> str:
    """What the author wrote, for a reader, when it cannot be drawn: no engine's message, the rest of the page whole."""
    code = f'<code class="tex-error">{html.escape(formula.written, quote=False)}</code>'
    return f'<div class="eq"{ids[0]}>{ids[1]}<div class="eq-body">{code}</div></div>' if formula.display else code


def _number(number: str) -> str:
    if not number:
        return ""
    drawn = f'<span class="katex"><span class="katex-html">{number}</span></span>'
    return f'<span class="eq-number" aria-hidden="true">{drawn}</span>'  # it is read where the MathML has it


def _math(formula: Formula, drawing: Drawing, before: str, after: str, following: str) -> str:
    """An inline formula with the marks that touch it, and the character before it.

    It may break before each relation, but no mark behind it begins a line and no bracket before it ends one.
    """
    inline = typesetting.inline(drawing)
    opening = before if before and before in OPENINGS else ""
    classes = ["math"]
    if HAN.match(before):
        classes.append("han-before")
    if not after and HAN.match(following):
        classes.append("han-after")
    if inline.is_wide:
        classes.append("wide")
    pieces = f'<span class="katex-html" aria-hidden="true">{_breakable(inline.pieces, is_opened=bool(opening))}</span>'
    drawn = f'<span class="katex">{formula.mathml}{pieces}</span>'
    return f'{before.removesuffix(opening)}<span class="{" ".join(classes)}">{opening}{drawn}{after}</span>'


def _breakable(pieces: Sequence[str], *, is_opened: bool) -> str:
    """Pieces of a line between which it may break, while nothing around them may.

    White space wraps in what holds all but the last. Firefox breaks behind a box if the element that holds it wraps,
    at no `<wbr>` where nothing does, and behind an opening bracket, too, if what follows may wrap. Chromium breaks
    where one of two boxes does not wrap at a `<wbr>` alone (CSS Text 3, section 5.1).
    """
    *inner, last = pieces
    outer = f"{inner.pop(0)}<wbr>" if is_opened and inner else ""
    wrapping = f"<i>{''.join(inner)}<wbr></i>" if inner else ""
    return outer + wrapping + last
