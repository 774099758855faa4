"""The page for an address at which nothing stands: it offers what the reader may have meant, if that can be found."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blog.models import Post, Site

WORD = re.compile(r"[^\W_]+")
PARTS_OF_ADDRESSES = frozenset({"html", "htm", "php", "index", "posts", "post", "page", "pages", "tags", "archive"})
LONGEST_ADDRESS = 60  # characters that are compared
MOST_COMPARED = 500  # newest posts; 35 ms of work at the most
CLOSE = 0.6  # of 1; what difflib's own get_close_matches takes, too
MOST_SHOWN = 5


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """The 404 page, with the site's head and foot. Without the database, and for a file, it is the plain one."""
    words = words_of(request.path)
    try:
        posts = closest(words, Post.objects.published().in_order().titles()[:MOST_COMPARED]) if words else []
        site = None if is_file(request.path) else Site.current()
    except (DatabaseError, InterfaceError):
        site, posts = None, []
    return render(request, "404.html", {"query": words, "posts": posts, "at_hand": site}, status=404)


def is_file(path: str) -> bool:
    return path.startswith((settings.STATIC_URL, settings.MEDIA_URL))


def words_of(path: str) -> str:
    """What an address says, as words to search for.

    >>> words_of("/posts/gausian-integral.html"), words_of("/archive/"), words_of("/static/css/tokens.css")
    ('gausian integral', '', '')
    """
    if is_file(path):
        return ""
    last = path.rstrip("/").rpartition("/")[2]
    words = [word for word in WORD.findall(last[: 2 * LONGEST_ADDRESS]) if word.casefold() not in PARTS_OF_ADDRESSES]
    return " ".join(words)[:LONGEST_ADDRESS].strip()


def closest(words: str, posts: Iterable[Post]) -> list[Post]:
    """The posts whose slug or title is most like some words, the most like first."""
    matcher = SequenceMatcher(b=words.casefold(), autojunk=False)
    rated = [(max(_likeness(matcher, name) for name in (post.slug, post.title_text)), post) for post in posts]
    close = sorted((pair for pair in rated if pair[0] >= CLOSE), key=lambda pair: -pair[0])
    return [post for _, post in close[:MOST_SHOWN]]


def _likeness(matcher: SequenceMatcher, name: str) -> float:
    """How much of the words of the address a name has: from 0 to 1."""
    name = " ".join(WORD.findall(name.casefold()))
    words = set(matcher.b.split())
    shared = len(words & set(name.split())) / len(words)
    matcher.set_seq1(name)
    if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
        return shared
    return max(shared, matcher.ratio())
