"""Lists an article's labels with what they name, for the articles that refer to them and for previews."""

from collections.abc import Iterator
from copy import deepcopy
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.documents import ADDRESS, LABEL_LENGTH, LabelledThing
from blog.rendering.draft import Draft
from blog.rendering.notes import footnotes
from blog.rendering.pieces import Formula
from blog.rendering.renditions import Page


def collect(draft: Draft) -> tuple[LabelledThing, ...]:
    """All labels, in the order of the source; their displays must have been drawn."""
    names = {known.anchor: label for label, known in draft.labels.items() if len(label) <= LABEL_LENGTH}
    equations = [label for formula in draft.formulas() for label in _of(draft, formula, names)]
    return (
        *equations,
        *(_counted(draft, each.element, names) for each in draft.counted if each.element.get("id", "") in names),
    )


def _counted(draft: Draft, element: Element, names: dict[str, str]) -> LabelledThing:
    """A statement, a figure or a table with all that stands in it."""
    anchor = element.get("id", "")
    label, alone = names[anchor], Element("div")
    alone.append(deepcopy(element))
    alone[0].tail = None
    tree.remove_each(alone, lambda part: footnotes.is_reference(part) or part.get("class") == "anchor")
    tree.lead_fragments_to(alone, ADDRESS)
    for part in alone.iter():
        part.attrib.pop("id", None)
    known, html = draft.labels[label], Page(draft, ADDRESS, with_anchors=False).fill(tree.write(alone))
    return LabelledThing(label, known.number, anchor, anchor, "", html, known.kind)


def _of(draft: Draft, formula: Formula, names: dict[str, str]) -> Iterator[LabelledThing]:
    """A display's labels. The drawing goes with the first: it would be as long again for every row."""
    anchors = [anchor for anchor in formula.anchors if anchor in names]
    for anchor in anchors:
        html = Page(draft, with_anchors=False).piece(formula) if anchor == anchors[0] else ""
        label, tex = names[anchor], formula.source.text.strip()
        yield LabelledThing(label, draft.labels[label].number, anchor, anchors[0], tex, html)
