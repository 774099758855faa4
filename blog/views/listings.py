"""Lists of posts with their excerpts: the front page, categories, and what the page of a tag shares with them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.models import Category, Post, Site, Tag
from blog.querysets import PostQuerySet
from blog.tagging import index_key
from blog.views.faces import faces_of
from blog.views.paging import links, page_of
from blog.views.reading import moved

MOST_TAGS = 30  # below a list, and on the pages of tags and categories; all of them have a page of their own


@require_safe
def front_page(request: HttpRequest, number: int = 1) -> HttpResponse:
    published = Post.objects.published()
    below = {"tags": Tag.objects.with_counts().largest(MOST_TAGS), "years": published.years()}
    address = partial(address_of, "front_page")
    return listing(request, "blog/front_page.html", published.pinned_first(), number, address, **below)


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    found = sorted(
        Category.objects.with_counts(), key=lambda shelf: (shelf.position, -shelf.posts_count, index_key(shelf.name))
    )
    return render(request, "blog/categories.html", {"categories": found})


@require_safe
def category(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    in_use = Category.objects.with_counts()
    found = in_use.filter(slug=slug).first()
    if found is None:
        return moved(Category.formerly(slug), in_use)
    posts = Post.objects.published().in_category(found)
    context = {"category": found, "tags": Tag.objects.of(posts).largest(MOST_TAGS)}
    address = partial(address_of, "category", found.slug)
    count = found.posts_count
    return listing(request, "blog/category.html", posts.in_order(), number, address, count=count, **context)


def address_of(name: str, *arguments: Any) -> str:
    """The address of a list's page; its number, the last argument, stands in all but the first."""
    *others, number = arguments
    return reverse(name, args=arguments if number > 1 else others)


def listing(
    request: HttpRequest,
    template: str,
    posts: PostQuerySet,
    number: int,
    address: Callable[[int], str],
    *,
    count: int | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of posts with their stored excerpts.

    Args:
        address: gives the address of the page with a number.
        count: of the posts, if it is known.

    Raises:
        Http404: beyond the last page.
    """
    if number == 1 and "number" in request.resolver_match.captured_kwargs:
        return redirect(address(1), permanent=True)
    site = Site.current()
    page = page_of(posts.for_listing(), number, site.posts_per_page, count=count)
    context |= {"site": site, "page": page, "posts": page.object_list, "links": links(page, address)}
    context["has_formulas"] = any(post.excerpt_has_formulas for post in page.object_list)
    context["faces"] = faces_of(*(html for post in page.object_list for html in (post.title_html, post.excerpt_html)))
    return render(request, template, context)
