"""Error pages: in the site's look, without the database, under the same policy."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client

from blog.querysets import PostQuerySet

ERRORS = {
    400: SuspiciousOperation(),
    403: PermissionDenied(),
    404: Http404(),
    500: RuntimeError(),
    503: OperationalError(),
}


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_is_a_page_of_the_site_that_asks_the_database_for_nothing(
    status: int, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the fixture `db`, any query fails the test."""

    def broken(*_args: object, **_kwargs: object) -> None:
        raise ERRORS[status]

    def away(_posts: PostQuerySet) -> None:
        raise OperationalError  # the page for 404 asks, and does without an answer

    monkeypatch.setattr(PostQuerySet, "titles", away)
    monkeypatch.setattr("blog.views.reading.Question.objects", type("Broken", (), {"defer": staticmethod(broken)}))
    client.raise_request_exception = False
    response = client.get("/faq/")
    html = response.content.decode()
    assert response.status_code == status
    assert f'<span class="day">{status}</span>' in html
    assert "css/page.css" in html
    assert "Traceback" not in html
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert ("Retry-After" in response) == (status == 503)


def test_a_form_that_expired_says_so() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "表单已经过期" in response.content.decode()


def test_the_error_templates_need_no_request() -> None:
    for status in ERRORS:
        assert str(status) in render_to_string(f"{status}.html")
