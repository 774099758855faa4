"""Opens the pages of a corpus in Chromium on phones' screens, without JavaScript, and counts what is seen whole."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from tests.bench.texts import Text
from tests.browser.measuring import PHONES, Measured, measure, share
from tests.browser.serving import SWITCHES, Served, chromium_path, serving

HEIGHT = 900  # CSS pixels
HEAD = "width    displays that fit          numbered that fit      wide pages  clipped  astray  inline, scroll, outside"


def slug(index: int) -> str:
    return f"corpus-{index:05}"


@contextmanager
def published(texts: list[Text]) -> Iterator[Served]:
    """A site on which each text is a post."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as folder:
        for index, text in enumerate(texts):
            head = f"---\ntitle: Text {index}\nslug: {slug(index)}\ndate: 2026-01-01\n---\n"
            Path(folder, f"{index:05}.md").write_text(head + text.body, encoding="utf-8")
        with serving(Path(data), Path(folder), with_demo=False) as site:
            yield site


def visit(browser: Browser, site: Served, count: int) -> dict[int, list[Measured]]:
    """All pages, for each width of PHONES."""
    found: dict[int, list[Measured]] = {width: [] for width in PHONES}
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for index in tqdm(range(count), desc="Opening", unit="page", disable=None):
        page.goto(f"{site.url}/posts/{slug(index)}/")
        for width in PHONES:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found[width].append(measure(page))
    context.close()
    return found


def report(texts: list[Text], worst: int) -> None:
    """Print a table for all widths, and the displays that fit worst on the smallest screen."""
    with published(texts) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=SWITCHES)
        found = visit(browser, site, len(texts))
        browser.close()
    print(f"\n{HEAD}")
    for width, pages in found.items():
        print(row(width, pages))
    offenders(texts, found[PHONES[0]], worst)


def offenders(texts: list[Text], pages: list[Measured], worst: int) -> None:
    """Print the displays that fit worst, and all that is cut off or sticks out of the window."""
    pairs = [(display, text) for text, page in zip(texts, pages, strict=True) for display in page.displays]
    faulty = sorted((pair for pair in pairs if not pair[0].fits), key=lambda pair: -pair[0].overflow)
    print(
        f"\nAt {PHONES[0]} px, {len(faulty)} displays do not fit. Pixels that are missing, smallest size, place, TeX:"
    )
    for display, text in faulty[:worst]:
        place = f"{text.name}:{text.line(display.tex)}"
        print(f"{display.overflow:6.0f} px {display.size:5.2f} em  {place}  {one_line(display.tex)}")
    for text, page in zip(texts, pages, strict=True):
        faults = [("inline, outside the window", tex) for tex in page.outside]
        faults += [("clipped", display.tex) for display in page.displays if display.clipped]
        faults += [("number astray", display.tex) for display in page.displays if display.astray]
        for fault, tex in faults:
            print(f"{fault}: {text.name}:{text.line(tex)}  {one_line(tex)}")


def row(width: int, pages: list[Measured]) -> str:
    """One line of the table."""
    part = share(pages)
    displays = [display for page in pages for display in page.displays]
    return (
        f"{width:5}  {part.fitting:6} of {part.displays:6} {part.percent:6.2f} %"
        f"  {part.numbered_fitting:6} of {part.numbered:6} {part.numbered_percent:6.2f} %"
        f"  {sum(page.beyond > 0 for page in pages):10}  {sum(display.clipped for display in displays):7}"
        f"  {sum(display.astray for display in displays):6}  {sum(page.inline for page in pages):6},"
        f" {sum(len(page.scrolling) for page in pages):6}, {sum(len(page.outside) for page in pages):7}"
    )


def one_line(tex: str) -> str:
    return " ".join(tex.split())[:160]
