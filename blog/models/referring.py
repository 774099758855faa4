"""Keeps references between texts true: looks up what they name, and renders again who prints something outdated.

Nothing is remembered of a change: a reference is outdated when what it printed is not what is found now. So a change
that went around all this, or a moment that came, is found by the next look.
"""

import logging
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from blog.models.addresses import FormerAddress
from blog.models.label import Label
from blog.models.reference import SOURCES, Reference
from blog.querysets import public
from blog.rendering import OutsideReference, PrintedReference, ReferenceTarget, RenderError

SECONDS = 10  # that a saving may spend on the texts that refer to it; the others wait for `manage.py rerender`
AT_ONCE = 500  # values in one query; SQLite takes 32,766, older ones 999

logger = logging.getLogger(__name__)

NOTHING = ReferenceTarget()
Texts = dict[str, set[int]]  # numbers of rows by the name of their model: "post", "page", "question"


@dataclass(frozen=True)
class Known:
    """What a reference finds: the post, if any, and what is to be printed."""

    post: int | None = None
    target: ReferenceTarget = NOTHING

    def is_printed_by(self, row: Reference) -> bool:
        """Whether a stored reference still shows this."""
        return (self.post, self.target) == (row.target_id, ReferenceTarget(row.number, row.address, row.kind))


def look_up(references: Iterable[OutsideReference]) -> dict[OutsideReference, Known]:
    """What each reference finds now; former slugs find their posts, hidden posts have no address."""
    references = set(references)
    posts = _posts_by_slug({reference.slug for reference in references})
    labels = _labels({post.pk for post in posts.values()})
    return {reference: _known(reference, posts.get(reference.slug), labels) for reference in references}


def _known(reference: OutsideReference, post: Any, labels: Mapping[tuple[int, str], Label]) -> Known:
    if post is None:
        return Known()
    if not reference.label:  # the title of a hidden post is nobody's business
        shown = (post.title_text, post.get_absolute_url()) if post.is_public else ("", "")
        return Known(post.pk, ReferenceTarget(*shown, kind="post"))
    label = labels.get((post.pk, reference.label))
    if label is None:
        return Known(post.pk)
    address = f"{post.get_absolute_url()}#{label.anchor}" if post.is_public else ""
    return Known(post.pk, ReferenceTarget(label.number, address, label.kind))


def _posts_by_slug(slugs: set[str]) -> dict[str, Any]:
    from blog.models import Post

    posts = Post.objects.only("title_text", "slug", "status", "published_at")
    found = {post.slug: post for part in _parts(slugs) for post in posts.filter(slug__in=part)}
    former = FormerAddress.objects.filter(kind=Post._meta.model_name).values_list("slug", "target")
    moved = dict(pair for part in _parts(slugs - found.keys()) for pair in former.filter(slug__in=part))
    there = {post.pk: post for part in _parts(set(moved.values())) for post in posts.filter(pk__in=part)}
    return found | {slug: there[number] for slug, number in moved.items() if number in there}


def _labels(posts: set[int]) -> dict[tuple[int, str], Label]:
    """Every label of the posts, without what a preview shows."""
    rows = Label.objects.only("post", "label", "number", "anchor", "kind")
    found = (row for part in _parts(posts) for row in rows.filter(post__in=part))
    return {(row.post_id, row.label): row for row in found}


def _parts(values: set[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def facts(references: Iterable[OutsideReference]) -> dict[str, ReferenceTarget]:
    """What the renderer is told: targets by `slug:label`, without those whose post is unknown."""
    found = look_up(references)
    return {f"{named.slug}:{named.label}": known.target for named, known in found.items() if known.post}


def store(text: Any, references: Collection[PrintedReference]) -> Texts:
    """Store what a text refers to with what it printed, in the transaction that writes the text.

    Returns:
        The text itself, marked, if that is not true any more: another saving may have come between.
    """
    name = text._meta.model_name
    Reference.objects.filter(**{name: text}).delete()
    rows = [Reference(**{name: text}, **asdict(printed)) for printed in references]
    found = look_up(row.named() for row in rows)
    for row in rows:
        row.target_id = found[row.named()].post
    Reference.objects.bulk_create(rows)
    return mark({name: {text.pk}} if any(not found[row.named()].is_printed_by(row) for row in rows) else {})


def outdated(references: models.QuerySet[Reference] | None = None) -> Texts:
    """The texts in which one of the references (by default any) prints what is no longer so."""
    rows = list(Reference.objects.all() if references is None else references)
    found = look_up(row.named() for row in rows)
    return sources(row for row in rows if not found[row.named()].is_printed_by(row))


def sources(references: Iterable[Reference]) -> Texts:
    """The texts that references stand in."""
    texts: Texts = {}
    for reference in references:
        for name in SOURCES:
            if number := getattr(reference, f"{name}_id"):
                texts.setdefault(name, set()).add(number)
    return texts


def mark(texts: Texts) -> Texts:
    """Note in the rows themselves that they must be rendered again; see blog.W002 and `manage.py rerender`."""
    for name, numbers in texts.items():
        for part in _parts(numbers):
            _rows(name).filter(pk__in=part).update(rendering_version="")
    return texts


def touched_by(posts: Collection[int], slugs: Collection[str] = ()) -> models.QuerySet[Reference]:
    """The references that a change of posts may have outdated, and those whose scheduled post has appeared."""
    due = public(prefix="target__") & Q(address="") & (~Q(number="") | ~Q(kind="equation"))
    return Reference.objects.filter(Q(target__in=posts) | Q(slug__in=slugs) | due)


def referrers(posts: set[int]) -> Texts:
    """The texts that refer to posts."""
    return sources(row for part in _parts(posts) for row in Reference.objects.filter(target__in=part))


def settle_bulk(posts: set[int], *, with_slugs: bool) -> None:
    """Called in the transaction that changed posts at once: mark who refers to them, render it after the commit."""
    only_these = len(posts) <= AT_ONCE and not with_slugs  # else all references are looked at: a slug may be new
    refresh_later(mark(outdated(touched_by(posts) if only_these else None)))


def refresh_later(texts: Texts) -> None:
    """Render marked texts after the commit. If that fails they stay marked, and the change itself stands."""
    if texts:
        transaction.on_commit(lambda: refresh(texts, SECONDS), robust=True)


def refresh(texts: Texts, seconds: float | None = None) -> None:
    """Render marked texts again, and once more those that this has outdated.

    A text's own numbers do not depend on others, so there is nothing to do the second time, save after an upgrade.
    """
    from blog.models import Site

    macros, begin = Site.current().formula_macros, time.monotonic()
    for _ in range(2):
        outdated_by_these: Texts = {}
        for row in _marked(texts):
            if seconds is not None and time.monotonic() - begin > seconds:
                logger.warning("Texts that refer to a changed post wait for manage.py rerender.")
                return
            try:
                merge(outdated_by_these, row.rerender(macros))
            except RenderError as error:
                logger.warning("%s %s cannot be rendered again: %s", row._meta.model_name, row.pk, error)
        texts = outdated_by_these


def refresh_all() -> None:
    """Render again, now, all texts whose references are outdated."""
    refresh(mark(outdated()))


def merge(texts: Texts, others: Texts) -> None:
    """Add texts to others."""
    for name, numbers in others.items():
        texts.setdefault(name, set()).update(numbers)


def _marked(texts: Texts) -> Iterator[Any]:
    """The rows, one at a time, as they are when their turn has come."""
    for name, numbers in texts.items():
        for number in sorted(numbers):
            yield from _rows(name).filter(pk=number, rendering_version="")


def _rows(name: str) -> Any:
    """All rows of a source's model, around the managers: nothing that a reader may see changes here."""
    return Reference._meta.get_field(name).related_model._base_manager
