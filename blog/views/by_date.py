"""The archive: all titles by year and month, a year, a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.models import Post


@dataclass(frozen=True)
class Month:
    """A month in which something was published; `day` is one of its days."""

    day: datetime
    posts: list[Post]


@dataclass(frozen=True)
class Year:
    """A year and its months, newest first."""

    number: int
    months: list[Month]
    posts: int  # how many


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    years = _years(Post.objects.published().in_order().titles())
    return render(request, "blog/archive.html", {"years": years, "count": sum(year.posts for year in years)})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    published = Post.objects.published()
    try:
        found = _years(published.on(year).in_order().titles())
    except (ValueError, OverflowError) as error:
        raise Http404("There is no such year.") from error
    if not found:
        raise Http404("No post was published in this year.")
    return render(request, "blog/year.html", {"year": found[0], "others": published.years()})


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    try:
        posts = list(Post.objects.published().on(year, month).in_order().for_listing())
    except (ValueError, OverflowError) as error:
        raise Http404("There is no such month.") from error
    if not posts:
        raise Http404("No post was published in this month.")
    return render(request, "blog/month.html", {"posts": posts, "month": posts[0].published_at})


def _years(posts: Iterable[Post]) -> list[Year]:
    """Posts, newest first, by the years and months of the site's time zone."""
    by_month = groupby(posts, key=lambda post: timezone.localtime(post.published_at).strftime("%Y-%m"))
    months = [Month(group[0].published_at, group) for group in (list(posts) for _, posts in by_month)]
    by_year = groupby(months, key=lambda month: timezone.localtime(month.day).year)
    grouped = ((number, list(group)) for number, group in by_year)
    return [Year(number, group, sum(len(month.posts) for month in group)) for number, group in grouped]
