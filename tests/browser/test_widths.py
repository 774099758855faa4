"""Every kind of page from the narrowest phone to a wall: nothing sideways, nothing on top of another, all in reach.

Also much enlarged, with larger letters, and without JavaScript. Each page is opened once and then made narrower.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Served
from tests.browser.test_pages import SCROLLS_SIDEWAYS, STICKING_OUT
from tests.browser.waiting import lay_out

WIDTHS = (2560, 1440, 1024, 768, 414, 360, 320)  # CSS pixels
SLACK = 2  # pixels by which boxes of letters may touch

# Pairs of blocks that cover each other, though neither is inside the other.
OVERLAPS = """(slack) => {
  const names = '.site-name, .site-nav, .badge, h1, h2, h3, h4, .meta, .contents, .side-note, .eq-number, .eq-body, '
    + '.prose p, .prose li, .table, figure, figcaption, pre, .statement, .admonition, .more, .pages li, .index li, '
    + '.tag-list li, .plain > li, .intro, .ways li, .margin, .foot-line > *, .scheme > *';
  const blocks = [...document.body.querySelectorAll(names)]
    .filter((e) => e.checkVisibility() && !e.closest('.katex, .unseen, template'))
    .map((e) => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1)
    .sort(([, one], [, other]) => one.top - other.top);
  const crosses = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack
    && Math.min(one.right, other.right) - Math.max(one.left, other.left) > slack;
  const name = (e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`;
  const found = [];
  blocks.forEach(([e, box], index) => {
    for (const [other, its] of blocks.slice(index + 1)) {
      if (its.top > box.bottom) break;
      if (!e.contains(other) && !other.contains(e) && crosses(box, its)) found.push([name(e), name(other)]);
    }
  });
  return found.slice(0, 5);
}"""
# What a finger aims at and is smaller than 24 pixels; a link within a sentence may be (WCAG 2.2, 2.5.8, inline).
SMALL = """() => {
  const beside = (e) => [...e.parentElement.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data);
  const inline = (e) => e.matches('sup > a')
    || (getComputedStyle(e).display === 'inline' && /[^\\s·,，]/.test(beside(e).join('')));
  return [...document.body.querySelectorAll('a[href], button, summary, label, input, select')]
    .filter((e) => e.checkVisibility() && !e.closest('.skip, .unseen, .eq-ref, .katex') && !inline(e))
    .filter((e) => !e.closest('label') || e.matches('label'))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 23.5 || box.height < 23.5)
    .map(([e, box]) => `${e.outerHTML.slice(0, 70)} ${box.width.toFixed()}x${box.height.toFixed()}`).slice(0, 8);
}"""


def faults(page: Page) -> dict[str, list]:
    """What is wrong with an open page in its present window, by kind."""
    lay_out(page)
    sideways = ["the page"] if page.evaluate(SCROLLS_SIDEWAYS) else []
    found = {
        "sideways": sideways + page.evaluate(STICKING_OUT),
        "overlapping": page.evaluate(OVERLAPS, SLACK),
        "small": page.evaluate(SMALL),
    }
    return {kind: those for kind, those in found.items() if those}


@pytest.fixture(scope="module")
def looked_at(served: Served, chromium: Browser) -> Iterator[dict[tuple[str, int], dict[str, list]]]:
    """The faults of every kind of page at every width."""
    page = chromium.new_page()
    found = {}
    for kind in PAGE_TYPES:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(served.url + kind.path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[kind.name, width] = faults(page)
    page.close()
    yield found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("fault", ["sideways", "overlapping", "small"])
def test_every_page_fits_its_window(looked_at, width: int, fault: str) -> None:
    assert {name: those[fault] for (name, at), those in looked_at.items() if at == width and fault in those} == {}


def test_at_four_hundred_percent_nothing_is_lost(served: Served, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 200}, device_scale_factor=4)  # of 1280 x 800
    assert look_at_all(page, served) == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_letters_of_twice_the_size_have_room(served: Served, chromium: Browser, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    sizes = {"standard": 32, "fixed": 26}  # pixels, twice what browsers start with; media queries in rem follow
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
    assert look_at_all(page, served) == {}


@pytest.mark.parametrize("width", [320, 1440])
def test_without_javascript_pages_hold_as_much(served: Served, chromium: Browser, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    assert look_at_all(page, served) == {}
    for kind in PAGE_TYPES:
        page.goto(served.url + kind.path)
        assert page.locator("main").is_visible()
        assert page.locator("main").inner_text().strip(), kind.name
    context.close()


def look_at_all(page: Page, served: Served) -> dict[str, dict[str, list]]:
    found = {}
    for kind in PAGE_TYPES:
        page.goto(served.url + kind.path)
        if wrong := faults(page):
            found[kind.name] = wrong
    return found
