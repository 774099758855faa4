"""Gives imported articles their places in series: by the numbers in the files, else by their dates."""

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter

from blog.interchange.articles import Article
from blog.models import Post, Series


def place(post: Post, article: Article, notes: list[str]) -> None:
    """Put a post into the series that its file names, if any; a number that is taken gives way to the next free one."""
    if not article.series:
        return
    series = Series.objects.named(article.series)
    kept = post.series_part if post.series_id == series.pk else None
    post.series, post.series_part = series, article.part or kept
    if taken := series.posts.filter(series_part=post.series_part).exclude(pk=post.pk).first():
        post.series_part = kept or series.next_part()
        notes.append(f"part {article.part} of {series} is {str(taken)!r} already: this post is part {post.series_part}")


def number_by_date(posts: Collection[int]) -> Iterator[Post]:
    """Hand the numbers that new posts without one of their own got in the order of files out in that of their dates.

    Yields:
        The posts whose number has changed.
    """
    found = Post.objects.filter(pk__in=posts, series__isnull=False).order_by("series", "published_at", "pk")
    for _, group in groupby(found, key=attrgetter("series_id")):
        parts = list(group)
        numbers = sorted(part.series_part for part in parts)
        moved = [(part, number) for part, number in zip(parts, numbers, strict=True) if part.series_part != number]
        beyond = parts[0].series.next_part() if moved else 0
        for index, (part, _) in enumerate(moved):  # two steps: no two parts may share a number in between
            Post.objects.filter(pk=part.pk).update(series_part=beyond + index)
        for part, number in moved:
            part.series_part = number
            Post.objects.filter(pk=part.pk).update(series_part=number)
            yield part
