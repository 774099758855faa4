"""Lists an article's labels with what they name, for the articles that refer to them and for previews."""

from collections.abc import Iterator

from blog.rendering.documents import LABEL_LENGTH, EquationLabel
from blog.rendering.draft import Draft
from blog.rendering.pieces import Formula
from blog.rendering.renditions import Page


def collect(draft: Draft) -> tuple[EquationLabel, ...]:
    """All labels, in the order of the source; their displays must have been drawn."""
    names = {known.anchor: label for label, known in draft.labels.items() if len(label) <= LABEL_LENGTH}
    return tuple(label for formula in draft.formulas() for label in _of(draft, formula, names))


def _of(draft: Draft, formula: Formula, names: dict[str, str]) -> Iterator[EquationLabel]:
    """A display's labels. The drawing goes with the first: it would be as long again for every row."""
    anchors = [anchor for anchor in formula.anchors if anchor in names]
    for anchor in anchors:
        html = Page(draft, with_anchors=False).piece(formula) if anchor == anchors[0] else ""
        label, tex = names[anchor], formula.source.text.strip()
        yield EquationLabel(label, draft.labels[label].number, anchor, anchors[0], tex, html)
