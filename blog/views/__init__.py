"""What a reader opens: one module for each family of pages, plain functions, no rendering."""

from blog.views.files import favicon, media, robots
from blog.views.listings import archive, category, front_page, month, tag, tags
from blog.views.reading import faq, page, post, preview
from blog.views.texts import llms, post_source

__all__ = [
    "archive",
    "category",
    "faq",
    "favicon",
    "front_page",
    "llms",
    "media",
    "month",
    "page",
    "post",
    "post_source",
    "preview",
    "robots",
    "tag",
    "tags",
]
