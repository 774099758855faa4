"""System checks that stop a bad deployment early."""

from pathlib import Path

import pytest

from blog import checks
from blog.rendering import katex
from tests.builders import a_post


def test_a_missing_katex_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(katex, "SCRIPT", tmp_path / "katex.min.js")
    katex.version.cache_clear()
    katex._installed.cache_clear()
    try:
        (error,) = checks.katex_is_installed()
    finally:
        monkeypatch.undo()
        katex.version.cache_clear()
        katex._installed.cache_clear()
    assert error.id == "blog.E001"
    assert "npm ci" in error.msg
    assert checks.katex_is_installed() == []


@pytest.mark.django_db
def test_stale_renditions_are_counted() -> None:
    post = a_post()
    assert checks.renditions_are_current(databases=["default"]) == []
    type(post).objects.update(rendering_version="0")
    (warning,) = checks.renditions_are_current(databases=["default"])
    assert (warning.id, "1 texts" in warning.msg) == ("blog.W002", True)


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_versions_of_sqlite_with_the_cure_are_known(version: tuple[int, ...], sound: bool) -> None:
    assert checks.is_sound(version) is sound
