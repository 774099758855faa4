"""Posts by tags: the index of all tags, the page of one, and of several that a reader asks for together."""

from functools import partial
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.models import Post, Tag
from blog.querysets import PostQuerySet
from blog.tagging import index_key, letter
from blog.views.listings import MOST_TAGS, address_of, listing

MOST_TOGETHER = 4  # tags in one address; few posts have more


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    found = sorted(Tag.objects.with_counts(), key=lambda tag: index_key(tag.name))
    letters = [(name, list(group)) for name, group in groupby(found, key=lambda tag: letter(tag.name))]
    return render(request, "blog/tags.html", {"letters": letters, "count": len(found)})


@require_safe
def tag(request: HttpRequest, slugs: list[str], number: int = 1) -> HttpResponse:
    """The posts that have all of some tags, and the tags that narrow them down further."""
    chosen = _chosen(slugs)
    names = [tag.slug for tag in chosen]
    if names != slugs:
        response = redirect("tag", names, permanent=True)
        response["Cache-Control"] = "no-cache"  # browsers keep a 301 for ever, and a slug may come back
        return response
    posts = Post.objects.published().tagged(*chosen)
    count = chosen[0].posts_count if len(chosen) == 1 else posts.count()
    if not count:
        raise Http404("No post has all of these tags.")
    context = {"tags": chosen, "narrower": _narrower(chosen, posts, count), "wider": _wider(chosen)}
    address = partial(address_of, "tag", names)
    return listing(request, "blog/tag.html", posts.in_order(), number, address, count=count, **context)


def _chosen(slugs: list[str]) -> list[Tag]:
    """The tags of an address, each once, in the order of their slugs; one may go by a slug that it had before.

    Raises:
        Http404: too many, or one that no public post has.
    """
    if len(slugs) > MOST_TOGETHER:
        raise Http404("These are too many tags.")
    in_use = Tag.objects.with_counts()
    found = {tag.slug: tag for tag in in_use.filter(slug__in=slugs)}
    for slug in set(slugs) - found.keys():
        former = in_use.filter(pk__in=Tag.formerly(slug).values("pk")).first()
        if former is None:
            raise Http404("There is no such tag.")
        found[former.slug] = former
    return [found[slug] for slug in sorted(found)]


def _narrower(chosen: list[Tag], posts: PostQuerySet, count: int) -> list[Tag]:
    """The tags that some of the `count` posts have beside the chosen ones, each with the address of them all."""
    if len(chosen) == MOST_TOGETHER:
        return []
    others = Tag.objects.of(posts).filter(posts_count__lt=count).largest(MOST_TAGS)  # what all have narrows nothing
    for other in others:
        other.address = _together([*chosen, other])
    return others


def _wider(chosen: list[Tag]) -> list[tuple[Tag, str]]:
    """Each of several tags with the address of the others."""
    if len(chosen) == 1:
        return []
    return [(left_out, _together([tag for tag in chosen if tag != left_out])) for left_out in chosen]


def _together(tags: list[Tag]) -> str:
    return reverse("tag", args=[sorted(tag.slug for tag in tags)])
