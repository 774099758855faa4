"""Every kind of page, and every demonstration post, on screens of three widths."""

import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.page_types import LONG
from tests.browser.serving import Served, post_paths
from tests.browser.waiting import lay_out, until

WIDTHS = [320, 768, 1440]
LISTS = ["/", "/page/2/", "/tags/", "/tags/优化/", "/tags/gan+优化/", "/categories/", "/categories/mathematics/"]
DATED = ["/archive/", "/archive/2026/", "/archive/2026/10/", "/series/", "/series/counting/"]
PAGES = [*LISTS, *DATED, "/search/", "/search/?q=矩阵", "/faq/", "/pages/about/", "/pages/links/", "/unknown-integral/"]
SCREENSHOTS = Path(__file__).parent / "screenshots"  # taken by `make browser`, to be looked at

# What sticks out of the window and is not inside a box that scrolls by itself.
STICKING_OUT = """() => {
  const scrolls = (element) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX);
  const boxed = (element) => element.parentElement && (scrolls(element.parentElement) || boxed(element.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter((e) => e.getClientRects().length && !e.closest('.katex-mathml, .unseen, .skip'))
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !boxed(e))
    .map((e) => e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 40)).slice(0, 5);
}"""
SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


# Marks at the wrong end of a line: one that begins a line behind a formula, a bracket that ends one before it.
ADRIFT = """() => [...document.querySelectorAll('main .math')].filter((math) => {
  const line = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  const bases = [...math.querySelectorAll('.katex-base')].map((base) => base.getBoundingClientRect());
  const before = [math.firstChild, math.previousSibling].find((node) => node?.nodeType === 3 && node.data);
  const after = [math.lastChild, math.nextSibling].find((node) => node?.nodeType === 3 && node.data);
  const opens = before && /[（「『【《〈“‘(]$/.test(before.data);
  const closes = after && /^[，。、；：？！）」』】》〉”’,.;:?!)]/.test(after.data);
  return (opens && bases[0].top > line(before, before.length - 1).bottom + 1)
    || (closes && line(after, 0).top > bases.at(-1).bottom + 1);
}).map((math) => math.textContent.slice(0, 30))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overflows_sideways(served: Served, chromium, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    faults = {}
    for path in [*PAGES, *post_paths(served)]:
        page.goto(served.url + path)
        lay_out(page)
        found = page.evaluate(STICKING_OUT)
        if found or page.evaluate(SCROLLS_SIDEWAYS):
            faults[path] = found
        if "SCREENSHOTS" in os.environ:
            name = path.strip("/").replace("/", "-") or "front"
            page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
    context.close()
    assert faults == {}


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 900}}], indirect=True)
def test_no_page_breaks_the_policy_and_no_request_leaves_the_site(served: Served, page: Page) -> None:
    for path in [path for path in PAGES if path != "/unknown-integral/"] + post_paths(served):
        page.goto(served.url + path)  # the fixture fails on any complaint of the console
        assert page.title()


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 900}}], indirect=True)
def test_equation_numbers_are_always_in_view_on_a_phone(served: Served, page: Page) -> None:
    for path in post_paths(served):
        page.goto(served.url + path)
        lay_out(page)
        outside = """[...document.querySelectorAll('.eq.numbered')].filter((eq) => {
          const numbers = [...eq.querySelectorAll('.eq-number .katex-tag, .eq-end')];
          const shown = numbers.map((number) => number.getBoundingClientRect()).filter((box) => box.width);
          return !shown.length || shown.some((box) => box.left < 0 || box.right > innerWidth);
        }).length"""
        assert page.evaluate(outside) == 0, path


def test_no_mark_is_parted_from_its_formula(served: Served, page: Page) -> None:
    for path in [*post_paths(served), "/faq/"]:
        for width in (320, 341, 360, 390, 768):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(served.url + path)
            lay_out(page)
            assert page.evaluate(ADRIFT) == [], (path, width)


def test_numbers_stand_level_with_the_rows_of_an_aligned_display(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/formula-specimen/")
    heights = page.evaluate(
        """[...document.querySelectorAll('.eq.numbered')].map((eq) => {
          if (!eq.querySelector('.eq-number').offsetParent) return 0;  // folded: the number ends a line
          const middle = (box) => (box.top + box.bottom) / 2;
          const drawings = [...eq.querySelectorAll('.eq-body .katex-html')];
          const body = drawings.find((drawing) => drawing.getClientRects().length).getBoundingClientRect();
          const number = eq.querySelector('.eq-number .katex-tag').getBoundingClientRect();
          return Math.abs(middle(body) - middle(number)); })"""
    )
    assert len(heights) >= 4
    assert max(heights) < 12


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_an_article_is_complete_without_javascript(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/one-loss-gan/")
    assert page.locator(".katex-html").count() > 50
    assert page.locator(".eq-number").first.is_visible()
    assert page.locator("nav.contents a").first.is_visible()
    assert page.locator("fieldset.scheme").is_hidden()
    assert page.locator("pre code span").first.is_visible()


def test_a_reference_leads_to_its_equation(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/one-loss-gan/")
    page.locator("a.eq-ref").last.click()
    target = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= target < 900


def test_the_scheme_is_chosen_and_remembered(served: Served, page: Page) -> None:
    page.goto(served.url)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_label("深色").check()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark
    page.get_by_label("随系统").check()
    assert page.evaluate(paper) == light


def test_the_first_frame_shows_the_page(served: Served, chromium) -> None:
    """A script that comes last makes browsers paint an empty page before the text, most times of eight, if they may."""
    for path in (LONG, "/", "/faq/") * 3:
        page = chromium.new_page(viewport={"width": 412, "height": 823})
        page.route("**/scheme-early*", answer_late)
        page.goto(served.url + path)
        until(page, "performance.getEntriesByType('paint').length === 2")
        first, contentful = page.evaluate("performance.getEntriesByType('paint').map((entry) => entry.startTime)")
        assert first == contentful, path
        page.close()


def answer_late(route: Route) -> None:
    time.sleep(0.4)
    route.fallback()


def test_every_page_is_reached_by_keyboard(served: Served, page: Page) -> None:
    page.goto(served.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip button"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_an_article_prints_whole(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/formula-specimen/")
    page.set_viewport_size({"width": 628, "height": 900})  # A4 less its margins, in CSS pixels
    page.emulate_media(media="print")
    assert page.locator(".site-nav").is_hidden()
    assert page.locator(".eq-number").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate(
        "[...document.querySelectorAll('.code-body > pre')].every((p) => p.scrollWidth <= p.clientWidth + 1)"
    )
    assert len(page.pdf(format="A4", print_background=False)) > 20_000


def test_long_code_goes_on_from_page_to_page(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/grow-transformer/")
    page.emulate_media(media="print")
    kept_whole = """[...document.querySelectorAll('.code-body, .code-body code')].filter(
      (element) => getComputedStyle(element).display !== 'block').length"""
    assert page.evaluate(kept_whole) == 0  # grids and inline blocks are never parted: pages stayed empty
    for part in (".in-series", ".ways-part", ".related"):
        assert page.locator(part).is_hidden()
    assert page.locator(".cite-part").is_visible()
