r"""What `\ref`, `\eqref` and `\autoref` name: a thing of this article or, as `slug:label`, one of another article.

An article's own label wins, also one with colons in it: `\eqref{eq:loss}` asks for an article `eq` only where nothing
here has that label. `[[slug]]` names an article itself.
"""

import re
from dataclasses import dataclass

from blog.rendering import kinds
from blog.rendering.cleaning import drop_unusable
from blog.rendering.documents import LABEL_LENGTH, OutsideReference, PrintedReference, ReferenceTarget
from blog.rendering.draft import Draft
from blog.rendering.pieces import Mapped, PostLink, Reference, join, standing_at
from blog.rendering.slots import RESERVED

REFERENCE = re.compile(r"\\(?P<form>eqref|ref|autoref|[cC]ref)\s*\{(?P<label>[^{}]*)\}")
OUTSIDE = re.compile(r"(?P<slug>[-\w]+):(?P<label>.+)", re.DOTALL)
POST_LINK = re.compile(r"(?<![!\[])\[\[(?P<slug>[-\w]+)(?:[ ]*\|[ ]*(?P<text>[^\[\]\n|]+?))?[ ]*\]\](?![(\[\]])")
POST = "post"


@dataclass(frozen=True)
class Found:
    """What a reference prints and where it leads."""

    number: str = "??"
    anchor: str = ""  # in this article
    address: str = ""  # in another
    kind: str = ""  # empty: unknown

    @property
    def is_open(self) -> bool:
        """Whether a reader may follow it."""
        return bool(self.anchor or self.address)


def outside_references(source: str) -> set[OutsideReference]:
    r"""All that a Markdown source may refer to in other articles; used before rendering, to look up what they are.

    It may hold more than a rendering refers to: labels of the article's own, and what stands in code.

    >>> sorted(found.slug for found in outside_references(r"\eqref{gan:eq:loss}, $\ref{ eq:a }$, \ref{b}, [[vae|x]]"))
    ['eq', 'gan', 'vae']
    """
    text = RESERVED.sub("", drop_unusable(source))
    named = (outside(match["label"].strip()) for match in REFERENCE.finditer(text))
    posts = {OutsideReference(match["slug"], "") for match in POST_LINK.finditer(text) if _is_short(match["slug"])}
    return {reference for reference in named if reference} | posts


def outside(label: str) -> OutsideReference | None:
    """A label read as that of another article; None where it cannot be one.

    >>> outside("one-loss-gan:eq:loss")
    OutsideReference(slug='one-loss-gan', label='eq:loss')
    """
    match = OUTSIDE.fullmatch(label)
    if match is None or not (_is_short(match["slug"]) and _is_short(match["label"])):
        return None
    return OutsideReference(match["slug"], match["label"].strip())


def _is_short(name: str) -> bool:
    return len(name) <= LABEL_LENGTH


def find(draft: Draft, label: str) -> Found:
    """What a label names, as far as that is known; all labels of the article must have been read."""
    own, reference = draft.labels.get(label), outside(label)
    if own is None and reference and reference.slug in draft.context.slugs:
        own, reference = draft.labels.get(reference.label), None
    if own:
        return Found(own.number, anchor=own.anchor, kind=own.kind)
    target = _target(draft, reference) if reference else None
    if target is None or not _is_known(target):
        return Found()
    return Found(target.number, address=target.address, kind=target.kind)


def find_post(draft: Draft, link: PostLink) -> ReferenceTarget | None:
    """What is known of the article that a link names."""
    return _target(draft, OutsideReference(link.slug, ""))


def resolve(draft: Draft) -> None:
    """Check all references, and write into formulas what those in them print; all labels are known by now."""
    for piece in draft.slots.pieces:
        if isinstance(piece, Reference):
            check(draft, piece.label, piece.start)
        elif isinstance(piece, PostLink):
            _check_post(draft, piece)
    for formula in draft.formulas():
        formula.tex = _resolved(draft, formula.tex)
    for link in draft.root.iter("a"):  # `[as shown](#fig:orbits)` leads to the id that the label became
        own = draft.labels.get(link.get("href", "").removeprefix("#"))
        if own and link.get("href", "").startswith("#"):
            link.set("href", f"#{own.anchor}")


def _resolved(draft: Draft, tex: Mapped) -> Mapped:
    r"""`\eqref{x}` inside a longer formula becomes the number as text."""
    parts, position = [], 0
    for match in REFERENCE.finditer(tex.text):
        label, origin = match["label"].strip(), tex.origin(match.start())
        check(draft, label, origin)
        shown = printed_form(find(draft, label), match["form"], draft.context.language).replace("\u00a0", "~")
        parts += [tex[position : match.start()], standing_at(rf"\text{{{shown}}}", origin)]
        position = match.end()
    return join([*parts, tex[position:]])


def printed_form(found: Found, form: str, language: str) -> str:
    r"""What a reference prints: `\ref` the number, `\eqref` the number in brackets, `\autoref` the word, too.

    >>> [printed_form(Found("2", "x", kind="theorem"), form, "zh-hans") for form in ("ref", "eqref", "autoref")]
    ['2', '(2)', '定理\xa02']
    """
    if not found.number:
        return kinds.printed_name(found.kind, "", language)
    if form == "eqref":
        return f"({found.number})"
    if form == "ref" or not found.kind:
        return found.number
    return kinds.printed_name(found.kind, found.number, language)


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
    elif not _is_known(target):
        draft.warn("unknown-post-label", start, excerpt=reference.label, detail=reference.slug)


def _check_post(draft: Draft, link: PostLink) -> None:
    draft.outside[OutsideReference(link.slug, "")] = None
    target = find_post(draft, link)
    if target is None:
        draft.warn("no-post", link.start, excerpt=link.written, detail=link.slug)
    elif not target.address:
        draft.warn("hidden-post", link.start, excerpt=link.written, detail=link.slug)


def printed(draft: Draft) -> tuple[PrintedReference, ...]:
    """All that the article refers to elsewhere, each once, with what is printed for it."""
    targets = ((named, _target(draft, named) or ReferenceTarget()) for named in draft.outside)
    return tuple(PrintedReference(named.slug, named.label, to.number, to.address, to.kind) for named, to in targets)


def _is_known(target: ReferenceTarget) -> bool:
    """Whether there is such a label; what is no equation may do without a number."""
    return bool(target.number) or target.kind != kinds.EQUATION


def _target(draft: Draft, reference: OutsideReference) -> ReferenceTarget | None:
    return draft.context.references.get(f"{reference.slug}:{reference.label}")
