"""Related posts, found when posts are saved and kept until one of the two changes. Reading only looks them up.

Between others than the saved one an order may lag behind, as rare words become common; `manage.py rerender` finds all
of them anew. Visibility is no matter here: readers get what `querysets.published()` leaves.
"""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from django.db import models, transaction

from blog.likeness import Corpus, Profile, closest, terms_of

KEPT = 12  # for each post; a page shows five, and some may be scheduled


class Vocabulary(models.Model):
    """The terms of a post's text as it was last rendered. `Post` alone writes these rows, with its own."""

    post = models.OneToOneField("blog.Post", on_delete=models.CASCADE, primary_key=True, related_name="vocabulary")
    terms = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.post_id}"

    @classmethod
    def store(cls, post_number: int, text: str) -> None:
        """Put the terms of a rendered text in place of those that its post had."""
        cls.objects.update_or_create(post_id=post_number, defaults={"terms": terms_of(text)})


class RelatedPost(models.Model):
    """That a post is among those most like another."""

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="related_posts")
    other = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()  # see blog.likeness

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "other"], name="related_post_unique")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.other_id}"


class _Waiting(threading.local):
    """The posts of this thread whose relations are to be found after the commit."""

    def __init__(self) -> None:
        self.posts: set[int] = set()
        self.is_postponed = False


_waiting = _Waiting()


def refresh_later(posts: Collection[int]) -> None:
    """Find the relations of changed posts after the commit, once for all of them: their tags are stored by then."""
    _waiting.posts.update(posts)
    transaction.on_commit(_refresh_waiting, robust=True)


@contextmanager
def postponed() -> Iterator[None]:
    """Within it nothing is looked for; afterwards everything at once."""
    _waiting.is_postponed = True
    try:
        yield
    finally:
        _waiting.is_postponed = False
        transaction.on_commit(_refresh_waiting, robust=True)


def _refresh_waiting() -> None:
    if not _waiting.is_postponed and _waiting.posts:
        posts, _waiting.posts = _waiting.posts, set()
        refresh(posts)


def refresh(posts: Collection[int]) -> None:
    """Find the relations of posts anew, and let the posts come into those of all others, or leave them."""
    profiles, before = _profiles(), _stored()
    corpus = Corpus(profiles)
    after = {post: _without(posts, kept) for post, kept in before.items() if post not in posts}
    for number in profiles.keys() & set(posts):
        after[number] = corpus.scores(number)
        for other, score in after[number].items():
            after.setdefault(other, {})[number] = score
    after = {post: closest(scores, KEPT) for post, scores in after.items()}
    for post, kept in after.items():
        if len(kept) < len(before.get(post, ())):  # it lost one, for which another may come
            after[post] = closest(corpus.scores(post), KEPT) if post in profiles else {}
    _store({post: after.get(post, {}) for post in {*before, *after} if after.get(post) != before.get(post)})


def refresh_all() -> None:
    """Find the relations of all posts anew."""
    from blog.models import Post

    for number, text in Post.objects.filter(vocabulary=None).values_list("pk", "text").iterator():
        Vocabulary.store(number, text)
    profiles = _profiles()
    corpus = Corpus(profiles)
    found = {post: closest(corpus.scores(post), KEPT) for post in profiles}
    _store({post: found.get(post, {}) for post in {*_stored(), *found}})


def _store(relations: Mapping[int, Mapping[int, float]]) -> None:
    """Put relations in place of those that the same posts had."""
    rows = [
        RelatedPost(post_id=post, other_id=other, score=score)
        for post, scores in relations.items()
        for other, score in scores.items()
    ]
    with transaction.atomic():
        for post in relations:
            RelatedPost.objects.filter(post=post).delete()
        RelatedPost.objects.bulk_create(rows, ignore_conflicts=True)  # another saving may have come between


def _stored() -> dict[int, dict[int, float]]:
    """The relations of each post."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for post, other, score in RelatedPost.objects.values_list("post", "other", "score"):
        found[post][other] = score
    return dict(found)


def _without(posts: Collection[int], scores: Mapping[int, float]) -> dict[int, float]:
    return {other: score for other, score in scores.items() if other not in posts}


def _profiles() -> dict[int, Profile]:
    """Of all published and scheduled posts; the others are found when they become so."""
    from blog.models import Post, TaggedPost

    tags: dict[int, list[int]] = defaultdict(list)
    for post, tag in TaggedPost.objects.values_list("content_object", "tag"):
        tags[post].append(tag)
    posts = Post.objects.filter(status=Post.Status.PUBLISHED)
    rows = posts.order_by("pk").values_list("pk", "vocabulary__terms", "category")
    return {number: Profile(terms or {}, tags[number], category) for number, terms, category in rows}
