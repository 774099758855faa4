"""What stands in a page's head for machines: structured data, addresses, titles without markup. Asks for nothing."""

import re
from html import unescape

from django import template
from django.template import Context
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from blog.models import Post, Site
from blog.templatetags.presentation import data_block
from blog.views import structured

register = template.Library()
register.filter("absolute", structured.absolute)
register.filter("card_address", structured.card_address)
register.simple_tag(structured.author_of, name="author_of")

CONTENT = re.compile(r'\bcontent="([^"]*)"')
LISTS = {"archive": _("Archive"), "categories": _("Categories"), "series": _("Series"), "tags": _("Tags")}


@register.simple_block_tag
def printed(content: str) -> str:
    """What stands between the tags, to be kept by `as` and printed more than once."""
    return content


@register.filter
def content(meta: str) -> str:
    """The text of a `<meta>` element.

    >>> content('<meta name="description" content="a &amp; b">')
    'a & b'
    """
    found = CONTENT.search(meta)
    return unescape(found[1]) if found else ""


@register.filter
def without_site(title: str, site: str) -> str:
    """A page's title, as its template prints it, without the name of the site behind it.

    >>> without_site("C &amp; C++ - 札记", "札记")
    'C & C++'
    """
    return unescape(title).strip().removesuffix(f" - {site}")


@register.filter
def open_graph_locale(language: str) -> str:
    """A language as Open Graph spells it.

    >>> open_graph_locale("zh-hans"), open_graph_locale("en")
    ('zh_CN', 'en_US')
    """
    return structured.OPEN_GRAPH.get(language, language)


@register.simple_tag
def article_data(post: Post, site: Site) -> SafeString:
    """A post and the way to it, for search engines."""
    shelf = [(post.category.name, post.category.get_absolute_url())] if post.category else []
    way = [(site.title, "/"), *shelf, (post.title_text, post.get_absolute_url())]
    return data_block(structured.graph(structured.article(post, site), structured.breadcrumbs(way)))


@register.simple_tag(takes_context=True)
def page_data(context: Context, title: str) -> SafeString | str:
    """What a page that is no post is, for search engines: the site, or the way from it.

    Args:
        title: of the page, without the site's.
    """
    request, site = context["request"], context["site"]
    if request.resolver_match is None:
        return ""
    if request.path == reverse("front_page"):
        return data_block(structured.graph(structured.website(site)))
    segment = request.path.strip("/").split("/")[0]
    above = [(str(LISTS[segment]), f"/{segment}/")] if segment in LISTS and _is_page(f"/{segment}/") else []
    way = [(site.title, "/"), *(each for each in above if each[1] != request.path), (title, request.path)]
    entries = [structured.breadcrumbs(way)]
    if request.resolver_match.url_name == "faq":
        rows = [row for _name, rows in context.get("sections", ()) for row in rows]
        entries += [structured.questions(rows)] if rows else []
    return data_block(structured.graph(*entries))


@register.simple_tag(takes_context=True)
def paging_links(context: Context) -> SafeString | str:
    """Links to the previous and the next page of a list."""
    page, links = context.get("page"), context.get("links")
    if not links or not hasattr(page, "paginator"):
        return ""
    wanted = {page.number - 1: "prev", page.number + 1: "next"}
    rows = ((wanted[link["number"]], link["url"]) for link in links if link["number"] in wanted)
    return format_html_join("", '<link rel="{}" href="{}">', rows)


@register.simple_tag
def scholarly(post: Post, site: Site) -> SafeString:
    """What indexes of papers read: the tags of Highwire Press, as Google Scholar describes them."""
    address = structured.absolute(post.get_absolute_url())
    day = f"{timezone.localtime(post.published_at):%Y/%m/%d}"
    tags = [
        ("title", post.title_text),
        ("author", structured.author_of(post, site)),
        ("publication_date", day),
        ("online_date", day),
        ("language", structured.BCP47.get(post.language, post.language)),
        *(("keywords", tag.name) for tag in post.tags.all()),
        ("public_url", address),
        ("fulltext_html_url", address),
    ]
    return format_html_join("", '<meta name="citation_{}" content="{}">', (tag for tag in tags if tag[1]))


def _is_page(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
