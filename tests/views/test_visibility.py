"""A draft, a scheduled and a withdrawn post are nowhere: a canary word in each field, every public surface walked."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from blog.models import Post
from tests.builders import a_draft, a_page, a_post, a_question, a_scheduled_post, a_series, a_withdrawn_post

pytestmark = pytest.mark.django_db

CANARY = "canary"
HIDDEN = [a_draft, a_scheduled_post, a_withdrawn_post]
TYPED = "/posts/refers.md"  # the source of a public post names what its author named in it
START = [
    "/",
    "/page/2/",
    "/tags/",
    "/categories/",
    "/series/",
    "/archive/",
    "/search/",
    "/faq/",
    "/feed/",
    "/sitemap.xml",
    "/robots.txt",
    "/llms.txt",
]


def hide(make: Callable[..., Post]) -> Post:
    author = get_user_model().objects.create_user("someone", first_name=f"{CANARY}author")
    return make(
        f"{CANARY} title",
        slug=f"{CANARY}-slug",
        body=f"{CANARY}body $x_{{{CANARY}}}$\n\n## {CANARY} heading\n\n$${CANARY}\\tag{{7}}\\label{{a}}$$",
        tags=[f"{CANARY}tag", "shared"],
        category=f"{CANARY}category",
        series=a_series(f"{CANARY}series"),
        author=author,
        pinned=True,
    )


def walk(client: Client, extra: list[str]) -> dict[str, tuple[int, str]]:
    """Everything that can be reached from the public pages, by following their links."""
    found: dict[str, tuple[int, str]] = {}
    queue = [*START, *extra]
    while queue:
        path = queue.pop()
        if path in found:
            continue
        response = client.get(path)
        text = response.content.decode() if not response.streaming else ""
        found[path] = (response.status_code, text + str(response.headers))
        links = re.findall(r'(?:href="|<loc>)(?:https://blog\.example)?(/[^"<#]*)', text)
        queue += [link for link in links if not link.startswith(("/static/", "/admin/"))]
    return found


@pytest.mark.parametrize("make", HIDDEN)
def test_a_hidden_post_is_on_no_public_surface(client: Client, make: Callable[..., Post]) -> None:
    for number in range(9):
        a_post(tags=["shared"], category="open", days_ago=number)
    post = hide(make)
    reference = f"\\eqref{{{CANARY}-slug:a}}"
    a_page(in_menu=True, body=reference)
    a_question(answer=reference)
    a_post(body=reference, category="open", slug="refers")
    own = [
        post.get_absolute_url(),
        f"{post.get_absolute_url()}?preview=1",
        f"{post.get_absolute_url()}previews/eq-a/",
        post.get_absolute_url().upper(),
        post.tags.get(slug=f"{CANARY}tag").get_absolute_url(),
        post.category.get_absolute_url(),
        f"{post.tags.get(slug='shared').get_absolute_url()[:-1]}+{CANARY}tag/",
        post.series.get_absolute_url(),
        f"/archive/{post.published_at:%Y/%m}/",
    ]
    found = walk(client, own)
    assert len(found) > 20
    assert "(7)" in found["/posts/refers/"][1]
    public = {path: (status, text) for path, (status, text) in found.items() if path not in [*own, TYPED]}
    assert {path for path, (_, text) in public.items() if CANARY in text} == set()
    assert {path: found[path][0] for path in own[:7]} == dict.fromkeys(own[:7], 404)
    assert all(f"{CANARY}body" not in text and f"{CANARY} title" not in text for _, text in found.values())


@pytest.mark.parametrize("make", HIDDEN)
def test_the_answer_is_the_same_as_for_an_address_that_never_was(client: Client, make: Callable[..., Post]) -> None:
    address = f"/posts/{CANARY}-slug/"
    never = client.get(address)
    hide(make)
    hidden = client.get(address)
    assert hidden.status_code == never.status_code == 404
    assert hidden.content == never.content
    assert hidden.headers == never.headers


@pytest.mark.parametrize("make", HIDDEN)
def test_no_search_finds_a_hidden_post(client: Client, make: Callable[..., Post]) -> None:
    hide(make)
    for word in (CANARY, "shared", f"{CANARY}tag"):
        assert "/posts/" not in client.get("/search/", {"q": word}).content.decode()


def test_counts_leave_hidden_posts_out(client: Client) -> None:
    a_post(tags=["shared"])
    for make in HIDDEN:
        make(tags=["shared"])
    assert "1 篇文章" in client.get("/tags/shared/").content.decode()
    assert re.search(r'shared</a> <span class="count">1</span>', client.get("/tags/").content.decode())


def test_a_withdrawn_post_is_gone_at_once(client: Client) -> None:
    post = a_post()
    assert client.get(post.get_absolute_url()).status_code == 200
    post.status = Post.Status.WITHDRAWN
    post.save()
    assert client.get(post.get_absolute_url()).status_code == 404


def test_a_reader_who_has_logged_in_without_rights_sees_no_draft(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("reader"))
    assert client.get(a_draft().get_absolute_url()).status_code == 404
