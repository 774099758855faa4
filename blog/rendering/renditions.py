"""Last stage: writes each piece in the form that a page, an excerpt, a feed or the search index needs.

Everything written here comes from KaTeX or Pygments, or is escaped here.
"""

import html
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from blog.rendering import highlighting, tree
from blog.rendering.draft import Draft
from blog.rendering.pieces import Code, Formula, Piece, Reference

# Brackets and quotation marks that must not end a line go with the formula behind them.
OPENINGS = "（「『【《〈〔“‘(["
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
# A mark that must not begin a line goes with the formula before it.
MARKS = "，。、；：？！）」』】》〉〕”’…,.;:?!)]%"
WIDE_PIECE = 22  # signs without a place to break; a phone of 320 px shows about 28
TAG = re.compile("<[^>]*>|\u200b")
BASE = '<span class="katex-base">'


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
        if isinstance(piece, Formula) and not piece.display and not piece.failed and not piece.defines_only:
            return _math(piece, before, after, match["next"])
        return f"{before}{self.piece(piece)}{after}"

    def piece(self, piece: Piece) -> str:
        """A display, a block of code, a reference, or a formula that cannot be drawn."""
        if isinstance(piece, Formula):
            return self._formula(piece)
        if isinstance(piece, Code):
            return highlighting.to_html(piece)
        return self._reference(piece) if isinstance(piece, Reference) else ""

    def _formula(self, formula: Formula) -> str:
        if formula.defines_only:
            return ""
        if formula.failed:
            return _source(formula, self._ids(formula))
        return self._display(formula) if formula.display else formula.html

    def _display(self, formula: Formula) -> str:
        classes = " ".join(["eq", *(["numbered"] if formula.numbers else []), *(["eq-line"] if formula.wraps else [])])
        main, others = self._ids(formula)
        return f'<div class="{classes}"{main}>{others}<div class="eq-body">{formula.html}</div>{_number(formula)}</div>'

    def _ids(self, formula: Formula) -> tuple[str, str]:
        """The id attribute of a display, and empty elements for its further ids: one for each labelled row."""
        anchors = [html.escape(anchor) for anchor in formula.anchors] if self.with_anchors else []
        main = f' id="{anchors[0]}"' if anchors else ""
        return main, "".join(f'<span class="eq-anchor" id="{anchor}"></span>' for anchor in anchors[1:])

    def _reference(self, reference: Reference) -> str:
        label = self.draft.labels.get(reference.label)
        text = label.number if label else "??"
        shown = html.escape(f"({text})" if reference.parentheses else text)
        if label is None:
            return f'<span class="eq-ref">{shown}</span>'
        return f'<a class="eq-ref" href="{self.address}#{html.escape(label.anchor)}">{shown}</a>'


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
            return _source(formula) if formula.failed else ("" if formula.defines_only else formula.mathml)
        numbers = html.escape(" ".join(formula.numbers))
        return f"<div>{formula.mathml}{f' <span>{numbers}</span>' if numbers else ''}</div>"


def plain_text(draft: Draft, text: str) -> str:
    """Text with every piece as its author wrote it."""
    return draft.slots.fill(text, lambda piece: written(draft, piece))


def written(draft: Draft, piece: Piece) -> str:
    """One piece as plain text: a formula with its delimiters, code as it is, a reference as its number."""
    if isinstance(piece, Formula):
        return "" if piece.defines_only else piece.written
    if isinstance(piece, Code):
        return piece.text
    if isinstance(piece, Reference):
        label = draft.labels.get(piece.label)
        return f"({label.number})" if label else "(??)"
    return ""


def fill_where_no_markup_may_stand(draft: Draft, root: Element) -> None:
    """In an attribute (an image's alt, a title) a piece is its source; in a link a reference is its number, no link."""
    for link in root.iter("a"):
        for element in link.iter():
            element.text = _with_plain_references(draft, element.text)
            if element is not link:
                element.tail = _with_plain_references(draft, element.tail)
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, plain_text(draft, value))


def _with_plain_references(draft: Draft, text: str | None) -> str | None:
    def rendition(match: re.Match[str]) -> str:
        piece = draft.slots.piece(match)
        return written(draft, piece) if isinstance(piece, Reference) else match.group()

    return draft.slots.pattern.sub(rendition, text) if text else text


def _source(formula: Formula, ids: tuple[str, str] = ("", "")) -> str:
    """What the author wrote, for a reader, when it cannot be drawn: no engine's message, the rest of the page whole."""
    code = f'<code class="tex-error">{html.escape(formula.written, quote=False)}</code>'
    return f'<div class="eq"{ids[0]}>{ids[1]}<div class="eq-body">{code}</div></div>' if formula.display else code


def _number(formula: Formula) -> str:
    if not formula.number_html:
        return ""
    drawn = f'<span class="katex" aria-hidden="true"><span class="katex-html">{formula.number_html}</span></span>'
    return f'<span class="eq-number">{drawn}<span class="unseen">{html.escape(" ".join(formula.numbers))}</span></span>'


def _is_wide(formula: Formula) -> bool:
    """Whether a piece that cannot be broken may be wider than a phone; such a formula scrolls in its own box."""
    pieces = formula.html.split(BASE)[1:]
    return any("mtable" in piece or len(TAG.sub("", piece)) > WIDE_PIECE for piece in pieces)


def _math(formula: Formula, before: str, after: str, following: str) -> str:
    """An inline formula with the marks that touch it, and the character before it.

    It may break before each relation, but no mark behind it begins a line and no bracket before it ends one.
    """
    opening = before if before and before in OPENINGS else ""
    classes = ["math"]
    if HAN.match(before):
        classes.append("han-before")
    if not after and HAN.match(following):
        classes.append("han-after")
    if _is_wide(formula):
        classes.append("wide")
    first, *others = formula.html.split(BASE)
    drawing = (
        BASE.join([first, others[0]]) + "".join(f"<wbr>{BASE}{other}" for other in others[1:]) if others else first
    )
    return f'{before.removesuffix(opening)}<span class="{" ".join(classes)}">{opening}{drawing}{after}</span>'
