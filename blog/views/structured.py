"""What search engines are told of a page beside its text, in schema.org's words: values in, plain mappings out.

https://schema.org/BlogPosting, /BreadcrumbList, /FAQPage, /WebSite. Asks the database for nothing that is not at hand.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from blog import cards
from blog.models import Post, Question, Site

BCP47 = {"zh-hans": "zh-Hans"}  # as browsers and search engines spell our codes
OPEN_GRAPH = {"zh-hans": "zh_CN", "en": "en_US"}
Crumb = tuple[str, str]  # what a page is called, and its address


def absolute(path: str) -> str:
    """An address that leads here from anywhere."""
    return settings.SITE_URL + path


def card_address(card: str) -> str:
    """Where the file of a card is; empty if there is none."""
    address = default_storage.url(card) if card else ""
    return absolute(address) if address.startswith("/") else address


def graph(*entries: dict[str, Any]) -> dict[str, Any]:
    """Several things of one page."""
    return {"@context": "https://schema.org", "@graph": [without_nothing(entry) for entry in entries]}


def without_nothing(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without what is empty.

    >>> without_nothing({"name": "a", "image": "", "keywords": []})
    {'name': 'a'}
    """
    return {name: value for name, value in entry.items() if value not in ("", None, [])}


def article(post: Post, site: Site) -> dict[str, Any]:
    """A post."""
    address = absolute(post.get_absolute_url())
    return {
        "@type": "BlogPosting",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": post.title_text,
        "description": post.description,
        "inLanguage": BCP47.get(post.language, post.language),
        "datePublished": timezone.localtime(post.published_at).isoformat(),
        "dateModified": timezone.localtime(post.changed_at).isoformat(),
        "author": person(author_of(post, site)),
        "publisher": person(site.author),
        "keywords": [tag.name for tag in post.tags.all()],
        "articleSection": post.category.name if post.category else "",
        "wordCount": post.words + post.characters,
        "timeRequired": f"PT{post.minutes}M",
        "image": picture(post.card or site.card),
        "license": site.licence_url or site.licence,
        "isPartOf": {"@type": "Blog", "@id": absolute("/#blog"), "name": site.title, "url": absolute("/")},
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "text/markdown",
            "contentUrl": absolute(reverse("post_source", args=[post.slug])),
        },
    }


def author_of(post: Post, site: Site) -> str:
    """Who wrote a post: its account's name, else the site's author."""
    return (post.author and post.author.get_full_name()) or site.author


def person(name: str) -> dict[str, str] | None:
    """Someone who has a page here, if there is a name."""
    return {"@type": "Person", "name": name, "url": absolute("/")} if name else None


def picture(card: str) -> dict[str, Any] | None:
    """A card as a picture."""
    if not card:
        return None
    return {"@type": "ImageObject", "url": card_address(card), "width": cards.WIDTH, "height": cards.HEIGHT}


def breadcrumbs(crumbs: Iterable[Crumb]) -> dict[str, Any]:
    """The way from the front page to a page, which comes last."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(address)}
        for position, (name, address) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def website(site: Site) -> dict[str, Any]:
    """The whole site."""
    return {
        "@type": ["WebSite", "Blog"],
        "@id": absolute("/#blog"),
        "url": absolute("/"),
        "name": site.title,
        "description": site.tagline,
        "inLanguage": BCP47.get(settings.LANGUAGE_CODE, settings.LANGUAGE_CODE),
        "author": person(site.author),
        "license": site.licence_url or site.licence,
        "image": picture(site.card),
    }


def questions(rows: Iterable[Question]) -> dict[str, Any]:
    """The FAQ; a question whose text was not stored yet is left out."""
    entries = [
        {
            "@type": "Question",
            "name": row.title_text,
            "url": absolute(row.get_absolute_url()),
            "inLanguage": BCP47.get(row.language, row.language),
            "acceptedAnswer": {"@type": "Answer", "text": row.text},
        }
        for row in rows
        if row.text
    ]
    return {"@type": "FAQPage", "url": absolute(reverse("faq")), "mainEntity": entries}
