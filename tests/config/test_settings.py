"""Settings as an environment gives them, each read in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRINT = """
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {names!r}}}, default=str))
"""
READ = (
    "DATABASE_URL",
    "CACHE_URL",
    "SITE_URL",
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "HOST",
    "PORT",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "FEED_MATH",
)


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in READ}
    full = {**inherited, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=full, cwd=ROOT, timeout=60)


def settings(tmp_path: Path, *names: str, **environment: str) -> dict[str, object]:
    finished = run(tmp_path, "-c", PRINT.format(names=names), **environment)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


def test_an_empty_environment_is_safe(tmp_path: Path) -> None:
    found = settings(tmp_path, "DEBUG", "ALLOWED_HOSTS", "SITE_URL", "LANGUAGE_CODE", "TIME_ZONE")
    assert found["DEBUG"] is False
    assert set(found["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert found["SITE_URL"] == "http://127.0.0.1:8000"
    assert (found["LANGUAGE_CODE"], found["TIME_ZONE"]) == ("zh-hans", "Asia/Shanghai")


@pytest.mark.parametrize("site", ["", "https://blog.example", "http://localhost:8000"])
def test_the_deployment_check_is_clean(tmp_path: Path, site: str) -> None:
    environment = {"SITE_URL": site} if site else {}
    finished = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert finished.returncode == 0, finished.stderr


def test_a_public_site_without_tls_is_warned_of(tmp_path: Path) -> None:
    finished = run(tmp_path, "manage.py", "check", "--deploy", SITE_URL="http://blog.example")
    assert "blog.W001" in finished.stderr


def test_https_brings_secure_cookies_and_hsts(tmp_path: Path) -> None:
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SECURE_SSL_REDIRECT",
        "SECURE_SSL_HOST",
    )
    assert settings(tmp_path, *names, SITE_URL="https://blog.example") == {
        **dict.fromkeys(names[:2], True),
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_SSL_HOST": "blog.example",
    }
    plain = settings(tmp_path, *names)
    assert not any(plain[name] for name in names)


def test_sqlite_never_loses_what_it_acknowledged(tmp_path: Path) -> None:
    code = (
        "import django; django.setup(); from django.db import connection as c; k = c.cursor();"
        "print([k.execute('PRAGMA ' + name).fetchone()[0] for name in ('journal_mode', 'synchronous', 'foreign_keys')])"
    )
    assert run(tmp_path, "-c", code).stdout.strip() == "['wal', 2, 1]"
    database = settings(tmp_path, "DATABASES")["DATABASES"]["default"]
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (database["OPTIONS"]["timeout"], database["CONN_MAX_AGE"], database["ATOMIC_REQUESTS"]) == (20, 600, False)


def test_addresses_switch_to_postgresql_and_redis(tmp_path: Path) -> None:
    found = settings(
        tmp_path, "DATABASES", "CACHES", DATABASE_URL="postgres://u:p@db/blog", CACHE_URL="redis://cache:6379/1"
    )
    assert found["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert "OPTIONS" not in found["DATABASES"]["default"]
    assert "redis" in found["CACHES"]["default"]["BACKEND"].lower()


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"SITE_URL": "blog.example"}, "SITE_URL"),
        ({"SITE_URL": "https://blog.example/blog"}, "SITE_URL"),
        ({"LANGUAGE_CODE": "fr"}, "LANGUAGE_CODE"),
        ({"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE"),
        ({"FEED_MATH": "png"}, "FEED_MATH"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
    ],
)
def test_a_value_that_cannot_be_read_stops_the_start_by_name(
    tmp_path: Path, environment: dict[str, str], name: str
) -> None:
    finished = run(tmp_path, "manage.py", "check", **environment)
    assert finished.returncode != 0
    assert name in finished.stderr.splitlines()[-1]


@pytest.mark.parametrize("value", ["0", "26", "2.5", "-1", "a", ""])
def test_a_time_for_rendering_that_is_none_stops_the_start(tmp_path: Path, value: str) -> None:
    finished = run(tmp_path, "-c", PRINT.format(names=["RENDER_SECONDS"]), RENDER_SECONDS=value)
    assert finished.returncode != 0
    assert "RENDER_SECONDS" in finished.stderr
    assert settings(tmp_path, "RENDER_SECONDS", RENDER_SECONDS="12") == {"RENDER_SECONDS": 12}


def test_data_lies_in_one_folder(tmp_path: Path) -> None:
    found = settings(tmp_path, "MEDIA_ROOT", "STATIC_ROOT", "DATABASES")
    paths = [found["MEDIA_ROOT"], found["STATIC_ROOT"], found["DATABASES"]["default"]["NAME"]]
    assert all(Path(path).is_relative_to(tmp_path) for path in paths)


def test_the_interface_speaks_english_when_told_to(tmp_path: Path) -> None:
    code = (
        "import django; django.setup(); from django.template.loader import render_to_string as r;print(r('404.html'))"
    )
    assert "Nothing stands here" in run(tmp_path, "-c", code, LANGUAGE_CODE="en", DEBUG="1").stdout
    assert "这里什么也没有" in run(tmp_path, "-c", code, DEBUG="1").stdout
