"""The search page: a plain form, and the posts that hold every word of it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.models import Post, Tag
from blog.passages import passage
from blog.views.faces import faces_of
from blog.views.listings import MOST_TAGS
from blog.views.paging import links, page_of

LONGEST_QUERY = 100  # characters; the field holds no more, either
MOST_WORDS = 8  # each is one more pass over the texts
RESULTS = 10  # a page


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = words_of(request.GET.get("q", ""))
    context = {"query": " ".join(words), "words": words, "longest_query": LONGEST_QUERY}
    if not words:
        context["tags"] = Tag.objects.with_counts().largest(MOST_TAGS)
        return render(request, "blog/search.html", context)
    found = Post.objects.published().containing(words).for_results()
    page = page_of(found, request.GET.get("page", 1), RESULTS)
    passages = [passage(post.text, post.html, words) for post in page.object_list]
    context |= {"page": page, "results": list(zip(page.object_list, passages, strict=True))}
    context["faces"] = faces_of(*(piece.drawing for pieces in passages for piece in pieces))
    context["has_formulas"] = any(context["faces"])
    context["links"] = links(page, lambda number: _address(context["query"], number))
    return render(request, "blog/search.html", context)


def words_of(query: str) -> list[str]:
    """The words of a query, each once; what is beyond the limits is left out.

    >>> words_of(" 高斯　积分 \\x00 高斯")
    ['高斯', '积分']
    """
    printable = "".join(character if character.isprintable() else " " for character in query[:LONGEST_QUERY])
    return list(dict.fromkeys(printable.split()))[:MOST_WORDS]


def _address(query: str, number: int) -> str:
    return f"{reverse('search')}?{urlencode({'q': query} | ({'page': number} if number > 1 else {}))}"
