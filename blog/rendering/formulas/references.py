r"""What `\eqref` and `\ref` name: an equation of this article or, as `slug:label`, one of another article.

An article's own label wins, also one with colons in it: `\eqref{eq:loss}` asks for an article `eq` only where no
equation here has that label.
"""

import re
from dataclasses import dataclass

from blog.rendering.cleaning import drop_unusable
from blog.rendering.documents import LABEL_LENGTH, OutsideReference, PrintedReference, ReferenceTarget
from blog.rendering.draft import Draft
from blog.rendering.slots import RESERVED

REFERENCE = re.compile(r"\\(?P<kind>eqref|ref)\s*\{(?P<label>[^{}]*)\}")
OUTSIDE = re.compile(r"(?P<slug>[-\w]+):(?P<label>.+)", re.DOTALL)


@dataclass(frozen=True)
class Found:
    """What a reference prints and where it leads."""

    number: str = "??"
    anchor: str = ""  # in this article
    address: str = ""  # in another

    @property
    def is_open(self) -> bool:
        """Whether a reader may follow it."""
        return bool(self.anchor or self.address)


def outside_references(source: str) -> set[OutsideReference]:
    r"""All that a Markdown source may refer to in other articles; used before rendering, to look up what they are.

    It may hold more than a rendering refers to: labels of the article's own, and what stands in code.

    >>> sorted(found.slug for found in outside_references(r"\eqref{gan:eq:loss}, $\ref{ eq:a }$, \eqref{b}"))
    ['eq', 'gan']
    """
    text = RESERVED.sub("", drop_unusable(source))
    named = (outside(match["label"].strip()) for match in REFERENCE.finditer(text))
    return {reference for reference in named if reference}


def outside(label: str) -> OutsideReference | None:
    """A label read as that of another article; None where it cannot be one.

    >>> outside("one-loss-gan:eq:loss")
    OutsideReference(slug='one-loss-gan', label='eq:loss')
    """
    match = OUTSIDE.fullmatch(label)
    if match is None or max(len(match["slug"]), len(match["label"])) > LABEL_LENGTH:
        return None
    return OutsideReference(match["slug"], match["label"].strip())


def find(draft: Draft, label: str) -> Found:
    """What a label names, as far as that is known; all labels of the article must have been read."""
    own, reference = draft.labels.get(label), outside(label)
    if own is None and reference and reference.slug in draft.context.slugs:
        own, reference = draft.labels.get(reference.label), None
    if own:
        return Found(own.number, anchor=own.anchor)
    target = _target(draft, reference) if reference else None
    return Found(target.number, address=target.address) if target and target.number else Found()


def check(draft: Draft, label: str, start: int) -> None:
    """Note what leads out of the article, and report what leads nowhere."""
    found, reference = find(draft, label), outside(label)
    if found.anchor:
        return
    if reference is None or reference.slug in draft.context.slugs:
        draft.warn("unknown-label", start, excerpt=label)
        return
    draft.outside[reference] = None
    target = _target(draft, reference)
    if target is None:
        draft.warn("unknown-post", start, excerpt=label, detail=reference.slug)
    elif not target.number:
        draft.warn("unknown-post-label", start, excerpt=reference.label, detail=reference.slug)


def printed(draft: Draft) -> tuple[PrintedReference, ...]:
    """All that the article refers to elsewhere, each once, with what is printed for it."""
    targets = ((named, _target(draft, named) or ReferenceTarget()) for named in draft.outside)
    return tuple(PrintedReference(named.slug, named.label, to.number, to.address) for named, to in targets)


def _target(draft: Draft, reference: OutsideReference) -> ReferenceTarget | None:
    return draft.context.references.get(f"{reference.slug}:{reference.label}")
