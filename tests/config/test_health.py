"""What machines ask beside the pages."""

import pytest
from django.test import Client

from config import health


def test_a_process_that_answers_is_alive_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_site_that_can_serve_is_ready(client: Client) -> None:
    assert client.get("/readyz").json() == {"status": "ok", "failed": []}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["database", "migrations", "cache", "disk"])
def test_what_fails_is_named(client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def broken() -> bool:
        raise OSError("the password is hunter2")

    monkeypatch.setitem(health.CHECKS, name, broken)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["failed"]) == (503, [name])
    assert "hunter2" not in response.content.decode()
