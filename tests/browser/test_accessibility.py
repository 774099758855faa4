"""What axe-core, a keyboard and a reader of headings find on every kind of page."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.page_types import PAGE_TYPES, PageType
from tests.browser.serving import Served
from tests.browser.waiting import lay_out

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
# axe knows no MathML: a head that is one formula is empty to it.
RUN = """() => {
  const isFormula = (id, { target }) => id === 'empty-table-header' && document.querySelector(`${target} math`);
  return axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.filter((node) => !isFormula(id, node))
      .map((node) => `${id}: ${node.html.slice(0, 120)}`)).slice(0, 8));
}"""
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((head) => +head.tagName[1])"""

# What can be reached, in the order of the source; what another control opens or leads into is left out.
REACHABLE = """() => {
  const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1;
  const isControl = (e) => e.matches('a[href], button, input, summary, [tabindex="0"], [controls]');
  const first = (e) => e.type !== 'radio' || e.checked;  // arrows lead to the others
  [...document.body.querySelectorAll('*')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.katex-mathml'))
    .filter((e) => (isControl(e) && first(e)) || (scrolls(e) && !e.querySelector('a[href], button')))
    .forEach((e, index) => { e.dataset.place = index; });
  return document.querySelectorAll('[data-place]').length;
}"""
WALK = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  return [+(e.dataset.place ?? -1), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    e.outerHTML.slice(0, 100)];
}"""
IN_PREVIEW = "document.activeElement.closest('.preview') !== null"  # opened by the focus, and left by the next Tab
WALKED = [kind for kind in PAGE_TYPES if not kind.path.startswith("/posts/") or "notes" in kind.name]


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(served: Served, chromium: Browser, width: int, scheme: str) -> None:
    assert AXE.is_file(), "run `make test` or `npm ci` in tests/browser"
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page, faults = context.new_page(), {}
    for kind in PAGE_TYPES:
        page.goto(served.url + kind.path)
        lay_out(page)
        page.add_script_tag(path=AXE)
        found = page.evaluate(RUN)
        if found:
            faults[kind.name] = found
    context.close()
    assert faults == {}, json.dumps(faults, indent=1, ensure_ascii=False)


def test_headings_nest(served: Served, page_in_silence: Page) -> None:
    for kind in PAGE_TYPES:
        page_in_silence.goto(served.url + kind.path)
        levels = page_in_silence.evaluate(HEADINGS)
        assert levels.count(1) == 1, kind.name
        assert levels[0] == 1, kind.name
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == [], kind.name


@pytest.mark.parametrize("kind", WALKED, ids=lambda kind: kind.name)
def test_tab_reaches_everything_in_the_order_of_the_source(
    served: Served, page_in_silence: Page, kind: PageType
) -> None:
    page = page_in_silence
    page.goto(served.url + kind.path)
    page.wait_for_load_state("networkidle")
    count = page.evaluate(REACHABLE)
    stops: list = []
    while len(stops) < count:
        page.keyboard.press("Tab")
        if not page.evaluate(IN_PREVIEW):
            stops.append(page.evaluate(WALK))
    assert [stop[0] for stop in stops] == list(range(count)), stops
    assert [stop for stop in stops if not stop[1]] == []


@pytest.mark.parametrize("kind", PAGE_TYPES, ids=lambda kind: kind.name)
def test_the_skip_link_leads_into_the_text(served: Served, page_in_silence: Page, kind: PageType) -> None:
    page_in_silence.goto(served.url + kind.path)
    page_in_silence.keyboard.press("Tab")
    page_in_silence.keyboard.press("Enter")
    page_in_silence.keyboard.press("Tab")
    assert page_in_silence.evaluate("document.activeElement.closest('main, footer') !== null")


@pytest.fixture
def page_in_silence(context: BrowserContext) -> Page:
    """A page on which a refused address is no complaint, for one kind of page answers 404."""
    return context.new_page()
