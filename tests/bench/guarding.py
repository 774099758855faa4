"""What readers notice while somebody saves hostile texts: times of pages under gunicorn as it is configured."""

import http.client
import itertools
import os
import re
import statistics
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.browser.serving import Served, serving

SECONDS = 30.0
PAUSE = 0.05  # between two requests of a reader; without it two readers alone fill a core
ADDRESS = "/admin/blog/post/add/"
# Each costs all of its time, memory or output; the cheap refusals would not show anything.
HOSTILE = {
    "a note referred to often": "[^1]" * 20_000 + "\n\n[^1]: a",
    "two hundred thousand words in paragraphs": "a *b* `c`\n\n" * 40_000,
    "a formula of 8,000 signs, 20 times": ("$" + "x+" * 3_900 + "x$\n\n") * 20,
    "formulas": "$x^2$ " * 4_900,
    "slow lexers": ('```scala\n"' + "\\" * 60 + "\n```\n\n") * 40,
    "open brackets": "[" * 4_000,
}
# Made beforehand: readers and savers share this process.
FORMS = {
    name: urlencode({"title": name, "body": body, "status": "draft", "language": "zh-hans"})
    for name, body in HOSTILE.items()
}


class Browser:
    """One connection that keeps its cookies."""

    def __init__(self, site: Served) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
        self.cookies: dict[str, str] = {}
        self.site = site

    def ask(self, method: str, path: str, form: str = "") -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Referer": self.site.url, "Content-Type": "application/x-www-form-urlencoded"}
        token = f"csrfmiddlewaretoken={self.cookies.get('csrftoken', '')}&"
        self.connection.request(method, path, (token + form).encode() if form else None, headers)
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.read().decode()

    def log_in(self) -> None:
        self.ask("GET", "/admin/login/")
        status, _ = self.ask("POST", "/admin/login/", urlencode({"username": "author", "password": self.site.password}))
        assert status == 302, status


def read(site: Served, paths: list[str], until: threading.Event, spent: list[float]) -> None:
    """Open the pages in turn, each beginning to end, and note the milliseconds."""
    browser = Browser(site)
    for path in itertools.cycle(paths):
        if until.is_set():
            return
        start = time.perf_counter()
        status, _ = browser.ask("GET", path)
        spent.append((time.perf_counter() - start) * 1000)
        assert status == 200, (path, status)
        time.sleep(PAUSE)


def save(site: Served, until: threading.Event, saved: list[str]) -> None:
    """Post one hostile text after the other through the admin."""
    browser = Browser(site)
    browser.log_in()
    for name, form in itertools.cycle(FORMS.items()):
        if until.is_set():
            return
        start = time.perf_counter()
        status, _ = browser.ask("POST", ADDRESS, form)
        saved.append(f"{name}: {'saved' if status == 302 else 'refused'} after {time.perf_counter() - start:.1f} s")
        assert status in {200, 302}, (name, status)


def measure(site: Served, paths: list[str], savers: int) -> tuple[list[float], list[str]]:
    """Times of two readers while so many people save."""
    until, spent, saved = threading.Event(), [], []
    threads = [threading.Thread(target=read, args=(site, paths, until, spent)) for _ in range(2)]
    threads += [threading.Thread(target=save, args=(site, until, saved)) for _ in range(savers)]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS)
    until.set()
    for thread in threads:
        thread.join()
    return spent, saved


def main() -> None:
    """Print the readers' times without and with people who save hostile texts."""
    os.environ["RENDER_SECONDS"] = "5"  # the default: what is measured is what readers feel of it
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as site:
        _, front = Browser(site).ask("GET", "/")
        paths = ["/", re.findall(r'href="(/posts/[^"#]+/)"', front)[0]]
        print(f"\nReaders of {' and '.join(paths)}, in milliseconds, over {SECONDS:.0f} s")
        for savers in (0, 1, 3):
            spent, saved = measure(site, paths, savers)
            cuts = statistics.quantiles(spent, n=100)
            print(
                f"  {savers} save hostile texts: p50 {cuts[49]:6.1f}  p99 {cuts[98]:6.1f}  worst {max(spent):6.1f}"
                f"  ({len(spent)} requests)"
            )
            for line in saved if savers == 1 else []:
                print(f"    {line}")


if __name__ == "__main__":
    main()
