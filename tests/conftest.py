"""Fixtures for all tests: a media store of their own, pages without a build of the static files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from blog.rendering import guard
from tests import builders

guard.SECONDS = 60.0  # tests share their machine, and what they say is not how fast it is; those of the limits set one


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path) -> Iterator[None]:
    """No test writes into the site's data or needs collectstatic."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        MEDIA_ROOT=tmp_path / "media",
        STORAGES=storages,
        SITE_URL="https://blog.example",
        SECURE_SSL_REDIRECT=False,
        RENDER_SECONDS=60,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture
def author_client(db: None) -> Client:  # noqa: ARG001 - the account needs the database
    """A browser in which the author has logged in."""
    client = Client()
    client.force_login(builders.an_author())
    return client
