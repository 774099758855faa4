"""What a page costs: queries that do not grow with the posts, and no rendering at all."""

from collections.abc import Callable

import pytest
from django.test import Client

from blog.models import Post, Series
from tests.builders import a_page, a_post, a_question, a_series, a_site, moment

pytestmark = pytest.mark.django_db

LIMITS = {
    "/": 6,  # with the tags and the years below the list
    "/page/2/": 6,
    "/tags/a/": 5,  # with the tags that stand beside it
    "/tags/a+t1/": 6,  # and how many posts have both
    "/categories/b/": 5,
    "/tags/": 2,
    "/categories/": 2,
    "/series/": 2,
    "/series/s/": 4,
    "/archive/": 2,
    "/archive/2021/": 3,
    "/search/": 2,
    "/search/?q=篇": 4,
    "/unknown-words/": 2,
    "/archive/2021/10/": 3,
    "/faq/": 2,
    "/pages/about/": 2,
    "/feed/": 3,
    "/llms.txt": 4,
    "/sitemap.xml": 12,
    "/posts/labelled.md": 3,
    "/posts/labelled/previews/eq-a/": 1,
    "ARTICLE": 4,
}


LABELLED = "$$x\\tag{1}\\label{a}$$"


def furnish(number: int) -> Post:
    series = Series.objects.filter(slug="s").first() or a_series(slug="s")
    a_post(series=a_series(f"系列 {Series.objects.count()}"))
    for index in range(number):
        body = f"$x$ \\eqref{{labelled:a}}\n\n{LABELLED}"
        a_post(tags=["a", f"t{index}"], category="b", days_ago=index + 1, body=body, series=series)
        a_post(tags=["a"], category="b", published_at=moment("2021-10-05 10:00"))
        a_question()
    return Post.objects.published().in_order()[1]


@pytest.mark.parametrize("path", LIMITS)
def test_twice_the_posts_add_no_queries(
    client: Client, path: str, django_assert_max_num_queries: Callable, django_assert_num_queries: Callable
) -> None:
    a_site()
    a_page(slug="about", in_menu=True)
    a_post(slug="labelled", body=LABELLED)
    post = furnish(6)
    address = post.get_absolute_url() if path == "ARTICLE" else path
    with django_assert_max_num_queries(LIMITS[path]) as before:
        status = client.get(address).status_code
    assert status == (404 if "unknown" in path else 200)
    furnish(6)
    with django_assert_num_queries(len(before.captured_queries)):
        assert client.get(address).status_code == status


def test_reading_renders_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_site(footer="**页脚**")
    a_page(slug="about", in_menu=True)
    a_post(slug="labelled", body=LABELLED)
    post = furnish(6)
    calls: list[str] = []
    for target in (
        "blog.rendering.guard.render",
        "blog.rendering.guard.messages.send",
        "blog.rendering.pipeline.run",
        "blog.rendering.markup.to_html",
        "blog.rendering.code.highlighting.colour",
        "blog.rendering.sanitizing.nh3.clean",
        "blog.rendering.formulas.engine.draw",
        "markdown.Markdown.convert",
    ):
        monkeypatch.setattr(target, lambda *_args, name=target, **_kwargs: calls.append(name))
    for path in [*(path for path in LIMITS if path != "ARTICLE"), post.get_absolute_url()]:
        assert client.get(path).status_code == (404 if "unknown" in path else 200)
    assert calls == []
    post.body = "changed"
    with pytest.raises(AttributeError):
        post.save()  # the same spies do see a saving
    assert calls
