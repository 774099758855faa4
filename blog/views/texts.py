"""The site as plain text, for programs that read: the source of a post, and the list of all that there is to read."""

from hashlib import sha256

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from blog.interchange.exporting import to_file
from blog.models import Page, Post, Question, Site
from blog.views.reading import moved, private_unless
from blog.views.structured import absolute

MARKDOWN = "text/markdown; charset=utf-8"  # RFC 7763


@require_safe
def post_source(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The Markdown source of a post, as a file that the importer reads back."""
    visible = Post.objects.visible_to(request.user)
    source = visible.select_related("author", "category").prefetch_related("tags")
    found = source.defer("html", "feed_html", "excerpt_html", "text", "contents").filter(slug=slug).first()
    if found is None:
        return moved(Post.formerly(slug), visible, name="post_source")
    content = to_file(found, Site.current()).encode()
    response = HttpResponse(content, content_type=MARKDOWN)
    response["Link"] = f'<{absolute(found.get_absolute_url())}>; rel="canonical"'
    response["Content-Disposition"] = "inline"
    if not found.is_public:
        return private_unless(found.is_public, response)
    response["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    response["Last-Modified"] = http_date(found.changed_at.timestamp())
    changed = int(found.changed_at.timestamp())
    return get_conditional_response(request, etag=response["ETag"], last_modified=changed, response=response)


@require_safe
def llms(_request: HttpRequest) -> HttpResponse:
    """What there is to read, in the form of https://llmstxt.org: for each post its source and what it is about."""
    site = Site.current()
    posts = Post.objects.published().in_order().select_related("category")
    sections = _by_category(posts.only("title_text", "slug", "description", "category__name"))
    sections[gettext("Reading guide")] = [_line(each.title_text, each.get_absolute_url()) for each in _questions()]
    pages = Page.objects.published().only("title_text", "slug", "description")
    sections[gettext("Pages")] = [_line(page.title_text, page.get_absolute_url(), page.description) for page in pages]
    # "Optional" is a word of the form: what a program short of room may leave out.
    sections["Optional"] = [_line(gettext("Archive"), reverse("archive")), _line("Atom", reverse("feed"))]
    head = [f"# {_plain(site.title)}", *([f"> {_plain(site.tagline)}"] if site.tagline else [])]
    parts = [f"## {name}\n\n" + "\n".join(lines) for name, lines in sections.items() if lines]
    return HttpResponse("\n\n".join([*head, *parts, ""]), content_type="text/plain; charset=utf-8")


def _by_category(posts: QuerySet[Post]) -> dict[str, list[str]]:
    """Lines of posts below the name of their category, in the order of its newest post."""
    sections: dict[str, list[str]] = {}
    for post in posts:
        section = _plain(post.category.name) if post.category else gettext("Posts")
        line = _line(post.title_text, reverse("post_source", args=[post.slug]), post.description)
        sections.setdefault(section, []).append(line)
    return sections


def _questions() -> QuerySet[Question]:
    return Question.objects.only("title_text", "anchor")


def _line(title: str, path: str, description: str = "") -> str:
    r"""A link of a list, with what it is about.

    >>> with __import__("django.test").test.override_settings(SITE_URL="https://b.example"):
    ...     _line("f[x]", "/f.md", "On\nf.")
    '- [f\\[x\\]](https://b.example/f.md): On f.'
    """
    text = _plain(title).replace("[", "\\[").replace("]", "\\]")
    return f"- [{text}]({absolute(path)})" + (f": {_plain(description)}" if description else "")


def _plain(text: str) -> str:
    return " ".join(text.split())
