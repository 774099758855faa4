"""What a reader opens: one module for each family of pages, plain functions, no rendering."""

from blog.views.files import favicon, media, robots
from blog.views.listings import archive, category, front_page, month, tag, tags
from blog.views.reading import faq, page, post, preview
from blog.views.series import all_series, series

__all__ = [
    "all_series",
    "archive",
    "category",
    "faq",
    "favicon",
    "front_page",
    "media",
    "month",
    "page",
    "post",
    "preview",
    "robots",
    "series",
    "tag",
    "tags",
]
