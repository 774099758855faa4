"""Writes a post as the file it could have come from: Markdown with front matter, which the importer reads back."""

from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from blog.interchange.articles import GENERATOR
from blog.models import Post, Site
from blog.rendering import drop_comments


def to_file(post: Post, site: Site) -> str:
    """A public post as a Markdown file; its text as its author typed it, but without comments."""
    said = {name: value for name, value in _front_matter(post, site).items() if value}
    keys = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, default_flow_style=None, width=float("inf"))
    body = drop_comments(post.body.replace("\r\n", "\n").replace("\r", "\n"))
    return f"---\n{keys}---\n{body}" + "\n" * (not body.endswith("\n"))


def _front_matter(post: Post, site: Site) -> dict[str, Any]:
    """What stands about a post at its head; the summary and what follows is for other readers than our importer.

    But the last, which tells it that the text is no other system's.
    """
    own_author = post.author.get_full_name() if post.author else ""
    return {
        "title": post.title,
        "slug": post.slug,
        "date": _moment(post.published_at),
        "updated": _moment(post.updated_at),
        "category": post.category.name if post.category else "",
        "tags": [tag.name for tag in post.tags.all()],
        "draft": post.status != Post.Status.PUBLISHED,
        "pinned": post.pinned,
        "language": post.language,
        "author": own_author or site.author,
        "summary": post.description,
        "permalink": settings.SITE_URL + post.get_absolute_url(),
        "licence": site.licence,
        "generator": GENERATOR,
    }


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat() if moment else ""
