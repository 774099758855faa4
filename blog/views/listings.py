"""Lists of posts: the front page, tags, categories, the archive."""

from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.models import Category, Post, Site, Tag
from blog.querysets import PostQuerySet
from blog.views.faces import faces_of
from blog.views.reading import moved


@require_safe
def front_page(request: HttpRequest, number: int = 1) -> HttpResponse:
    return _listing(request, Post.objects.published().pinned_first(), number, "front_page")


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "blog/tags.html", {"tags": Tag.objects.with_counts().order_by("name")})


@require_safe
def tag(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    tags_in_use = Tag.objects.with_counts()
    found = tags_in_use.filter(slug=slug).first()
    if found is None:
        return moved(Tag.formerly(slug), tags_in_use)
    return _listing(request, Post.objects.published().tagged(found).in_order(), number, "tag", group=found)


@require_safe
def category(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    categories_in_use = Category.objects.with_counts()
    found = categories_in_use.filter(slug=slug).first()
    if found is None:
        return moved(Category.formerly(slug), categories_in_use)
    return _listing(request, Post.objects.published().in_category(found).in_order(), number, "category", group=found)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    return render(request, "blog/archive.html", {"months": Post.objects.published().months()})


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    try:
        posts = list(Post.objects.published().on(year, month).in_order().for_listing())
    except (ValueError, OverflowError) as error:
        raise Http404("There is no such month.") from error
    if not posts:
        raise Http404("No post was published in this month.")
    return render(request, "blog/month.html", {"posts": posts, "month": posts[0].published_at})


def _listing(
    request: HttpRequest, posts: PostQuerySet, number: int, name: str, group: Tag | Category | None = None
) -> HttpResponse:
    """A page of posts with their stored excerpts; 404 beyond the last page."""
    arguments = [group.slug] if group else []
    if number == 1 and "number" in request.resolver_match.captured_kwargs:
        return redirect(name, *arguments, permanent=True)
    site = Site.current()
    page = _page(posts.for_listing(), number, site.posts_per_page, group.posts_count if group else None)
    context = {
        "site": site,
        "page": page,
        "posts": page.object_list,
        "links": _links(page, name, arguments),
        "group": group,
        "kind": name,
        "has_formulas": any(post.excerpt_has_formulas for post in page.object_list),
        "faces": faces_of(*(post.excerpt_html for post in page.object_list)),
    }
    return render(request, f"blog/{'group' if group else name}.html", context)


def _page(posts: PostQuerySet, number: int, size: int, count: int | None) -> Page:
    paginator = Paginator(posts, size)
    if count is not None:
        paginator.count = count  # known already: saves a query
    try:
        return paginator.page(number)
    except EmptyPage as error:
        raise Http404("The list is not that long.") from error


def _links(page: Page, name: str, arguments: list[str]) -> list[dict[str, Any]]:
    """The numbers below a list: the first and last pages and those around this one, None where some are left out."""
    ellipsis = page.paginator.ELLIPSIS
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [
        {
            "number": None if number == ellipsis else number,
            "url": None if number == ellipsis else _url(name, arguments, number),
        }
        for number in numbers
    ]


def _url(name: str, arguments: list[str], number: int) -> str:
    return reverse(name, args=[*arguments, number] if number > 1 else arguments)
