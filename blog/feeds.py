"""The Atom feed: whole articles, formulas as MathML or, for readers that strip tags, as TeX; addresses absolute."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from blog.models import Post, Site
from blog.rendering import as_tex

POSTS = 20
FORMS = ("mathml", "tex")
LOCAL_ADDRESS = re.compile(r'(?P<attribute>\b(?:href|src)=")(?=/(?!/))')


class FullTextFeed(Atom1Feed):
    """Atom (RFC 4287) with each article's whole text as its content."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": f"{settings.SITE_URL}/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html", "xml:lang": item["language"]})


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """The newest articles; `?math=tex` and `?math=mathml` choose the form of their formulas."""
    math = request.GET.get("math", "")
    entries = list(
        Post.objects.published()
        .in_order()
        .select_related("author", "category")
        .prefetch_related("tags")
        .defer("body", "html", "text", "contents", "excerpt_html", "first_image")[:POSTS]
    )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed = _feed(Site.current(), f"?math={math}" if math in FORMS else "")
    for post in entries:
        _add(feed, post, math if math in FORMS else settings.FEED_MATH)
    feed.write(response, "utf-8")
    return response


def _feed(site: Site, query: str) -> FullTextFeed:
    return FullTextFeed(
        title=site.title,
        subtitle=site.tagline,
        link=f"{settings.SITE_URL}/",
        description=site.tagline,
        language=settings.LANGUAGE_CODE,
        feed_url=settings.SITE_URL + reverse("feed") + query,
        author_name=site.author or site.title,
        feed_copyright=site.licence or None,
    )


def _add(feed: FullTextFeed, post: Post, math: str) -> None:
    address = settings.SITE_URL + post.get_absolute_url()
    feed.add_item(
        title=post.title_text,
        link=address,
        description=post.description,
        content=absolute(as_tex(post.feed_html) if math == "tex" else post.feed_html),
        language=post.language,
        unique_id=f"{settings.SITE_URL}/posts/{post.pk}/",  # by number: it outlives a changed slug
        author_name=post.author.get_full_name() if post.author else None,
        pubdate=post.published_at,
        updateddate=post.changed_at,
        categories=[tag.name for tag in post.tags.all()],
    )


def absolute(html: str) -> str:
    """HTML whose addresses lead to the site from anywhere.

    >>> with __import__("django.test").test.override_settings(SITE_URL="https://b.example"):
    ...     absolute('<a href="/x/">')
    '<a href="https://b.example/x/">'
    """
    return LOCAL_ADDRESS.sub(lambda match: match["attribute"] + settings.SITE_URL, html)
