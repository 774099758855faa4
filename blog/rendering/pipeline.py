"""The stages in their order, each with the reason for its place."""

from xml.etree.ElementTree import Element

from blog.rendering import (
    addresses,
    anchors,
    blocks,
    cleaning,
    counted,
    counting,
    extracts,
    headings,
    labels,
    layout,
    limits,
    line_breaks,
    markup,
    references,
    sanitizing,
    scanning,
    tasks,
    titles,
    tree,
)
from blog.rendering.bibliography import placing
from blog.rendering.code import highlighting
from blog.rendering.diagrams.drawing import draw_diagrams
from blog.rendering.divisions import gathering
from blog.rendering.documents import ADDRESS, Document, Heading, RenderContext, RenderError
from blog.rendering.draft import Draft
from blog.rendering.formulas.drawing import draw_formulas
from blog.rendering.formulas.numbering import number_formulas
from blog.rendering.notes import abbreviations, bracketing, callouts, footnotes, side_notes, tying
from blog.rendering.pictures import images, posters, recordings, responsive
from blog.rendering.pieces import Formula, Piece, Reference
from blog.rendering.renditions import Feed, Page, fill_where_no_markup_may_stand, plain_text, without_links
from blog.rendering.tables import boxes, captions, value_tables


def run(source: str, context: RenderContext) -> Document:
    """Take a text through all stages; see `blog.rendering.render`."""
    draft = Draft(context, cleaning.clean(source))  # before all: offsets in warnings refer to the cleaned text
    try:
        read(draft)
        shape(draft)
    except RecursionError as error:
        message = "Lists, quotes, marks or HTML are nested too deeply. Divide or flatten that part."
        raise RenderError("too-deep", message) from error
    draw_formulas(draft)  # needs nothing of the tree; late, so that a text refused so far costs no drawing
    draw_diagrams(draft)  # likewise; before code is coloured, which drawn blocks are no more
    highlighting.colour_code(draft)  # likewise; before the renditions, which use it more than once
    return _document(draft)


def read(draft: Draft) -> None:
    """From the source to a tree of sanitised HTML with placeholders."""
    scanning.scan(draft)  # before Markdown, which would eat backslashes and underscores of formulas
    bracketing.pair(draft)  # while backslashes still tell which brackets are text
    limits.refuse_costly(draft)  # after scanning: what looks like a list or a table in code or a formula is none
    number_formulas(draft)  # before the tree: blocks ask which formulas print nothing, headings which ids are taken
    captions.find(draft)  # before Markdown, which would take `: caption` for a definition
    draft.text = layout.lay_out(draft.text, draft.is_fenced)  # after scanning: code and formulas are one line each now
    draft.text = markup.to_html(draft.text, draft.context.language)
    limits.refuse_large(draft)  # before all stages that go over it again
    draft.text = sanitizing.sanitize(draft.text)  # after Markdown, before anything of ours is put in
    draft.root = tree.read(draft.text)


def shape(draft: Draft) -> None:
    """The stages that work on the tree."""
    gathering.restore_in_code(draft)  # first: what is code is no mark
    side_notes.place(draft)  # before blocks are lifted: a note around one is no note
    callouts.make(draft)  # likewise: a box's title is the first line of a paragraph
    tasks.mark(draft)
    blocks.lift(draft)  # early: later stages ask what stands alone in a paragraph
    value_tables.place(draft)  # before tables are wrapped; behind `lift`, which has parted them from paragraphs
    posters.place(draft)  # before lines are joined: it asks what stands alone on one
    line_breaks.join_lines(draft.root)
    gathering.gather(draft)  # before images: those of one division are one figure
    recordings.place(draft)  # behind it likewise; before images, of which it takes those that are none
    images.place(draft)
    boxes.wrap(draft)
    captions.attach(draft)  # tables have their boxes
    side_notes.unfold(draft)  # captions and titles have their places, in which no note can stand
    footnotes.arrange(draft)
    tying.tie(draft)  # behind it: signs have their numbers
    counted.number(draft)  # everything counted has its place
    references.resolve(draft)  # every label is known
    abbreviations.expand(draft)  # before headings are copied for the contents
    headings.mark(draft)  # after footnotes, attribute lists and labels have given their ids
    placing.place(draft)  # after footnotes, which cite last, and headings, whose ids come first
    anchors.prefix(draft.root, draft.context.prefix)  # all ids are known
    fill_where_no_markup_may_stand(draft, draft.root)  # last: captions have left the attributes


def _document(draft: Draft) -> Document:
    excerpt = extracts.cut(draft)
    posters.as_links(excerpt)
    responsive.load_late(excerpt)  # a listing shows many
    language = draft.context.language
    title, title_warnings = titles.draw(draft.context)
    document = Document(
        html=Page(draft).fill(tree.write(recordings.with_links(_for_page(draft), language))),
        excerpt_html=Page(draft, ADDRESS, with_anchors=False).fill(tree.write(recordings.as_links(excerpt, language))),
        feed_html=Feed(draft, ADDRESS, with_anchors=False).fill(
            tree.write(recordings.as_links(_for_feed(draft.root), language))
        ),
        text=plain_text(draft, " ".join(tree.text_of(_for_search(draft.root)).split("\n"))).strip(),
        description=extracts.describe(draft, excerpt),
        contents=tuple(_heading(draft, *heading) for heading in draft.headings),
        counts=counting.count(draft, draft.root),
        has_formulas=_has_formulas(draft, draft.root) or title.has_formulas,
        excerpt_has_formulas=_has_formulas(draft, excerpt) or title.has_formulas,
        warnings=tuple(sorted([*title_warnings, *draft.warnings], key=lambda warning: (warning.line, warning.column))),
        labels=labels.collect(draft),
        references=references.printed(draft),
        first_image=responsive.first(draft.root),
        title=title,
    )
    limits.refuse_large_renditions((document.html, document.excerpt_html, document.feed_html, document.text))
    return document


def _heading(draft: Draft, level: int, anchor: str, element: Element) -> Heading:
    tree.remove_each(element, footnotes.is_reference)
    placing.remove_from(draft, element)
    text = plain_text(draft, tree.text_of(element)).strip()
    for link in list(element.iter("a")):
        link.tag, link.attrib = "span", {}
    for child in element.iter():
        child.attrib.pop("id", None)
    without_links(draft, element)
    html = Page(draft, with_anchors=False).fill(tree.write(element))
    return Heading(level, draft.context.prefix + anchor, html, text)


def _has_formulas(draft: Draft, root: Element) -> bool:
    return any(_is_drawn(draft, piece) for piece in draft.slots.contained("".join(root.itertext())))


def _is_drawn(draft: Draft, piece: Piece) -> bool:
    """Whether a piece needs the sheet for formulas: a drawing, or a reference, which shows one."""
    if isinstance(piece, Reference):
        return references.find(draft, piece.label).is_open
    return isinstance(piece, Formula) and not piece.failed


def _without_links(root: Element) -> Element:
    """A copy without the links that headings have to themselves, and with links in place of posters."""
    copy = tree.read(tree.write(root))
    posters.as_links(copy)
    tree.remove_each(copy, lambda element: element.get("class") == "anchor")
    return copy


def _for_search(root: Element) -> Element:
    """A copy in which tabs part the cells of tables."""
    copy = _without_links(root)
    for table in copy.iter("table"):
        for cell in [cell for row in table.iter("tr") for cell in row][:-1]:
            cell.tail = f"\t{cell.tail or ''}"
    return copy


def _for_page(draft: Draft) -> Element:
    return addresses.listed(draft.root) if draft.context.lists_addresses else draft.root


def _for_feed(root: Element) -> Element:
    """A copy for feed readers: footnotes keep their ids, all links within the text lead to the article's page."""
    copy = _without_links(root)
    tree.lead_fragments_to(copy, ADDRESS)
    responsive.simplify(copy)
    return copy
