"""What is read at length: an article, a page, the FAQ."""

from itertools import groupby
from operator import attrgetter

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from blog.models import Label, Page, Post, Question
from blog.views.article_end import end_of
from blog.views.faces import faces_of

A_MINUTE = 60  # seconds; a browser asks once for a reference that is hovered again and again


@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Post.objects.visible_to(request.user)
    found = (
        visible.select_related("author", "category", "series")
        .prefetch_related("tags")
        .defer("body", "text", "feed_html", "excerpt_html")
        .filter(slug=slug)
        .first()
    )
    if found is None:
        return moved(Post.formerly(slug), visible)
    context = {"post": found, "has_formulas": found.has_formulas, "has_code": holds_code(found.html), **end_of(found)}
    context["faces"] = faces_of(found.title_html, found.html)
    response = render(request, "blog/post.html", context)
    return private_unless(found.is_public, response)


@require_safe
def preview(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """A labelled display, statement, figure or table, for the preview of a reference to it: a piece of a page."""
    visible = Post.objects.visible_to(request.user).filter(slug=slug)
    labels = Label.objects.filter(post__in=visible.values("pk")).for_preview()
    label = get_object_or_404(labels, anchor=anchor)
    response = render(request, "blog/preview.html", {"label": label})
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, max_age=A_MINUTE)
    return private_unless(label.post.is_public, response)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Page.objects.visible_to(request.user)
    found = visible.filter(slug=slug).first()
    if found is None:
        return moved(Page.formerly(slug), visible)
    context = {"page": found, "has_formulas": found.has_formulas, "has_code": holds_code(found.html)}
    context["faces"] = faces_of(found.title_html, found.html)
    response = render(request, "blog/page.html", context)
    return private_unless(found.is_published, response)


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    questions = list(Question.objects.defer("answer", "warnings"))
    first = {question.section: index for index, question in reversed(list(enumerate(questions)))}
    questions.sort(key=lambda question: first[question.section])  # a section stands where its first question does
    sections = [(name, list(group)) for name, group in groupby(questions, key=attrgetter("section"))]
    has_formulas = any(question.has_formulas for question in questions)
    has_code = any(holds_code(question.html) for question in questions)
    context = {"sections": sections, "has_formulas": has_formulas, "has_code": has_code}
    context["faces"] = faces_of(*(html for question in questions for html in (question.title_html, question.html)))
    return render(request, "blog/faq.html", context)


def holds_code(html: str) -> bool:
    """Whether a text's stored HTML has blocks of code, which have a script of their own.

    >>> holds_code('<figure class="code"><pre>'), holds_code("<p>")
    (True, False)
    """
    return '<figure class="code"' in html


def moved(former: QuerySet, visible: QuerySet, *, name: str = "") -> HttpResponse:
    """Send a reader who came with an old slug to where its object is now.

    Args:
        name: of the address that takes its slug, if it is not the object's page.

    Raises:
        Http404: the slug was never used, or what it led to is not for this reader.
    """
    found = visible.filter(pk__in=former.values("pk")).first()
    if found is None:
        raise Http404("Nothing stands at this address.")
    response = redirect(reverse(name, args=[found.slug]) if name else found.get_absolute_url(), permanent=True)
    response["Cache-Control"] = "no-cache"  # browsers keep a 301 for ever, and the slug may come back
    return response


def private_unless(is_public: bool, response: HttpResponse) -> HttpResponse:
    """What only its author may see is never kept by a cache and never indexed."""
    if not is_public:
        add_never_cache_headers(response)
        patch_cache_control(response, private=True)
        response["X-Robots-Tag"] = "noindex"
    return response
