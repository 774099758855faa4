"""Serves a furnished site as `make run` does, in a folder of its own, and finds a Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Chromium asks its maker's hosts at every start unless told not to; as root it needs --no-sandbox.
SWITCHES = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


@dataclass(frozen=True)
class Served:
    """A running site."""

    url: str
    password: str  # of the account "author"


def chromium_path() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "no Chromium: see tests/browser/chromium.sh"
    return found


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


@contextmanager
def serving(
    folder: Path, articles: Path | None = None, *, with_demo: bool = True, niceness: int = 0
) -> Iterator[Served]:
    """A site with the demonstration content under gunicorn, as long as the block runs.

    Args:
        folder: for the site's data.
        articles: a folder of Markdown files that become posts, too.
        niceness: of the server: how far it gives way to the browser, 0 to 19.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    elsewhere = {"DATABASE_URL", "CACHE_URL", "DEBUG"}
    inherited = {name: value for name, value in os.environ.items() if name not in elsewhere}
    site = {"DATA_DIR": str(folder), "PORT": str(port), "SITE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment = {"RENDER_SECONDS": "25", **inherited, **site}  # machines that run tests are busy
    contents = [["demo"]] * with_demo + [["import_posts", str(articles)]] * (articles is not None)
    for command in [["migrate"], ["collectstatic", "--noinput"], *contents]:
        manage(environment, *command, "--verbosity", "0")
    password = manage(environment, "author").split("password ")[1].split()[0]
    server = ["nice", "-n", str(niceness), sys.executable, "-m", "gunicorn"]
    process = subprocess.Popen(
        [*server, "--config", "config/gunicorn.py", "config.wsgi"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"{url}/readyz")
        yield Served(url, password)
    finally:
        process.terminate()
        process.wait(timeout=40)


def wait_for(url: str, seconds: int = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def post_paths(served: Served) -> list[str]:
    """The addresses of all posts, without the host."""
    with urllib.request.urlopen(f"{served.url}/sitemap.xml") as answer:
        return re.findall(r"<loc>http://[^/]+(/posts/[^<]+)</loc>", answer.read().decode())
