"""Whatever is asked, the answer is a page, a 404 or a 400, never a 500."""

from urllib.parse import unquote_to_bytes

import pytest
from django.test import Client

from tests.builders import a_post, a_site

pytestmark = pytest.mark.django_db

PATHS = [
    "/posts/unknown/",
    "/page/0/",
    "/page/2/",
    "/page/-1/",
    f"/page/{10**30}/",
    "/page/1e3/",
    "/page/٣/",
    "/tags/unknown/",
    "/tags/unknown/page/2/",
    "/tags/a+unknown/",
    "/tags/+/",
    "/tags/a+/",
    f"/tags/{'+'.join('abcdefgh')}/",
    "/categories/unknown/",
    "/archive/0000/",
    "/archive/0001/",
    "/archive/9999/",
    "/archive/20211/",
    "/archive/0000/01/",
    "/archive/0001/01/",
    "/archive/9999/12/",
    "/archive/2021/13/",
    "/archive/2021/00/",
    "/archive/2021/1/",
    "/archive/20211/01/",
    "/pages/unknown/",
    "/posts/%00/",
    "/posts/a%00b/",
    "/posts/%ff/",
    "/posts/%ed%a0%80/",
    "/posts/%/",
    "/posts/%zz/",
    "/posts/%2e%2e/",
    "/posts/..%2f..%2fetc/",
    "/posts/a;b/",
    f"/posts/{'a' * 8000}/",
    f"/posts/{'%E6%95%B0' * 300}/",
    "/tags/%00/",
    "/media/%00",
    "/media/../../secret_key",
    "/media/%2e%2e/secret_key",
    "/media/",
    "/static/../manage.py",
    "//evil.example/",
    "/%0d%0aSet-Cookie:a=b/",
]
QUERIES = [
    "page=" + "9" * 30,
    "%00",
    "%ff=%ff",
    "a=%ed%a0%80",
    "q=" + "x" * 8000,
    "a&a&a",
    "=",
    "page=1&page=2",
    "q=%00&page=x",
    "q=%25_%5c&page=0",
]


def status(path: str, query: str = "", method: str = "GET") -> int:
    """The status for raw bytes of a path, as a server hands them over: percent-decoded, as Latin-1."""
    client = Client(raise_request_exception=False)
    raw = unquote_to_bytes(path).decode("latin-1")
    return client.generic(method, "/", PATH_INFO=raw, QUERY_STRING=query).status_code


@pytest.mark.parametrize("path", PATHS)
def test_an_address_of_nothing_is_not_found_or_refused(path: str) -> None:
    a_post()
    assert status(path) in {400, 404}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("path", ["/", "/tags/", "/archive/", "/search/", "/faq/", "/feed/", "/sitemap.xml"])
def test_an_odd_query_changes_nothing(path: str, query: str) -> None:
    a_post()
    assert status(path, query) in {200, 404}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_reading_is_all_that_public_pages_allow(method: str) -> None:
    assert status("/", method=method) in {403, 405}
    assert status("/faq/", method=method) in {403, 405}


def test_head_is_answered_like_get(client: Client) -> None:
    assert client.head("/").status_code == 200


def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_no_header_changes_an_address_on_a_page(client: Client) -> None:
    a_site()
    a_post()
    plain = {path: client.get(path).content for path in ("/", "/feed/", "/sitemap.xml", "/robots.txt")}
    headers = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "http", "x-original-url": "/admin/"}
    for path, content in plain.items():
        assert client.get(path, headers=headers).content == content
        assert b"testserver" not in content
