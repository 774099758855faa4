"""Series: all of them, and the parts of one in their order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blog.models import Post, Series
from blog.views.reading import moved


@require_safe
def all_series(request: HttpRequest) -> HttpResponse:
    return render(request, "blog/all_series.html", {"all_series": Series.objects.with_dates()})


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    begun = Series.objects.with_dates()
    found = begun.filter(slug=slug).first()
    if found is None:
        return moved(Series.formerly(slug), begun)
    posts = Post.objects.published().in_series(found).for_listing()
    return render(request, "blog/series.html", {"series": found, "posts": posts})
