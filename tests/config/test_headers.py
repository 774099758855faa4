"""Security headers on every answer."""

import pytest
from django.test import Client

from tests.builders import a_draft, a_page, a_post, a_question

pytestmark = pytest.mark.django_db

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PATHS = [
    *("/", "/faq/", "/tags/", "/archive/", "/feed/", "/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/page/1/"),
    *("/admin/", "/admin/login/", "/unknown/", "/posts/a/", "/pages/about/", "/favicon.ico", "/media/none.png"),
]


@pytest.fixture
def furnished() -> None:
    a_post(slug="a", body="$x$")
    a_page(slug="about")
    a_question()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.usefixtures("furnished")
def test_every_answer_carries_the_headers(path: str, client: Client) -> None:
    response = client.get(path)
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "geolocation=()" in response["Permissions-Policy"]
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_page_with_formulas_is_under_the_policy_of_all_others(client: Client) -> None:
    plain, mathematical = a_post(body="无。"), a_post(body="$x$")
    policies = {client.get(post.get_absolute_url())["Content-Security-Policy"] for post in (plain, mathematical)}
    assert policies == {client.get("/robots.txt")["Content-Security-Policy"]}


def test_every_page_of_the_admin_is_under_the_strict_policy(author_client: Client) -> None:
    draft = a_draft()
    for path in ("/admin/", "/admin/blog/post/", "/admin/blog/post/add/", f"/admin/blog/post/{draft.pk}/change/"):
        response = author_client.get(path)
        assert response.status_code == 200
        assert "unsafe" not in response["Content-Security-Policy"]
