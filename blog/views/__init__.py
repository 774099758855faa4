"""What a reader opens: one module for each family of pages, plain functions, no rendering."""

from blog.views.by_date import archive, month, year
from blog.views.by_tag import tag, tags
from blog.views.files import favicon, media, robots
from blog.views.listings import categories, category, front_page
from blog.views.missing import not_found
from blog.views.reading import faq, page, post, preview
from blog.views.searching import search
from blog.views.series import all_series, series
from blog.views.texts import llms, post_source

__all__ = [
    "all_series",
    "archive",
    "categories",
    "category",
    "faq",
    "favicon",
    "front_page",
    "llms",
    "media",
    "month",
    "not_found",
    "page",
    "post",
    "post_source",
    "preview",
    "robots",
    "search",
    "series",
    "tag",
    "tags",
    "year",
]
