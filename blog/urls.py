"""Every address that a reader can open."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path, register_converter

from blog import feeds, sitemaps, views

# Letters and digits of any script; the admin refuses slugs that this would not match.
SLUG = "[-\\w]+"


class SlugConverter:
    regex = SLUG

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TagsConverter:
    """Slugs of tags with a plus between them: posts that have them all."""

    regex = f"{SLUG}(?:\\+{SLUG})*"

    def to_python(self, value: str) -> list[str]:
        return value.split("+")

    def to_url(self, value: str | list[str]) -> str:
        return value if isinstance(value, str) else "+".join(value)


class YearConverter(SlugConverter):
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class MonthConverter(YearConverter):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class PageNumberConverter(YearConverter):
    regex = "[1-9][0-9]{0,5}"  # no site has a million pages; longer numbers are no address

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(SlugConverter, "slugs")
register_converter(TagsConverter, "tags")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(PageNumberConverter, "number")

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("page/<number:number>/", views.front_page, name="front_page"),
    path("posts/<slugs:slug>/", views.post, name="post"),
    path("posts/<slugs:slug>.md", views.post_source, name="post_source"),
    path("posts/<slugs:slug>/previews/<slugs:anchor>/", views.preview, name="preview"),
    path("pages/<slugs:slug>/", views.page, name="page"),
    path("tags/", views.tags, name="tags"),
    path("tags/<tags:slugs>/", views.tag, name="tag"),
    path("tags/<tags:slugs>/page/<number:number>/", views.tag, name="tag"),
    path("categories/", views.categories, name="categories"),
    path("categories/<slugs:slug>/", views.category, name="category"),
    path("categories/<slugs:slug>/page/<number:number>/", views.category, name="category"),
    path("series/", views.all_series, name="all_series"),
    path("series/<slugs:slug>/", views.series, name="series"),
    path("archive/", views.archive, name="archive"),
    path("archive/<year:year>/", views.year, name="year"),
    path("archive/<year:year>/<month:month>/", views.month, name="month"),
    path("search/", views.search, name="search"),
    path("faq/", views.faq, name="faq"),
    path("feed/", feeds.posts, name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": sitemaps.SITEMAPS}, name="sitemap"),
    path("favicon.ico", views.favicon),
    path("llms.txt", views.llms, name="llms"),
    path("robots.txt", views.robots, name="robots"),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$", views.media, name="media"),
]
