"""What a first visit costs in bytes, what asks for the faces of formulas, and what moves when they come."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.conftest import is_local
from tests.browser.page_types import LONG, PAGE_TYPES, PageType
from tests.browser.serving import Served, post_paths

# Bytes on the wire, headers included, but for scripts. Pictures are their authors'; the faces of formulas count in the
# long article only, whose page may weigh more without them, too (section 13 of the note on reading).
PAGE, LONG_PAGE, ARTICLE, SCRIPTS = 60_000, 80_000, 150_000, 10_000
SHIFT = 0.01  # at most, with formulas; without, 0
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; })
    .observe({ type: 'layout-shift', buffered: true });
  document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))));
})"""
FACES = """() => ({
  asked: [...document.querySelectorAll('link[rel=preload][as=font]')].map((link) => link.href),
  taken: performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.endsWith('.woff2')),
})"""


@dataclass
class Visit:
    """What came over the wire for one page, from an empty cache."""

    sizes: dict[str, int] = field(default_factory=dict)  # bytes, headers included, by address
    bodies: dict[str, int] = field(default_factory=dict)  # the same without headers
    kinds: dict[str, str] = field(default_factory=dict)  # as the browser calls them
    addresses: dict[str, str] = field(default_factory=dict)  # by the browser's own number of a request

    def of(self, *kinds: str) -> int:
        return sum(size for url, size in self.sizes.items() if not kinds or self.kinds[url] in kinds)

    def scripts(self) -> int:
        return sum(size for url, size in self.bodies.items() if self.kinds[url] == "Script")


@pytest.fixture
def fresh(chromium: Browser) -> Iterator[tuple[Page, Visit]]:
    """A page in a window of a phone that has seen nothing yet, and what it fetches."""
    context = chromium.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75)
    page, visit = context.new_page(), Visit()
    watch(context.new_cdp_session(page), visit)
    yield page, visit
    context.close()


def watch(session: CDPSession, visit: Visit) -> None:
    def hear(event: dict) -> None:
        visit.addresses[event["requestId"]] = event["request"]["url"]
        visit.kinds[event["request"]["url"]] = event["type"]

    def weigh(event: dict) -> None:
        visit.sizes[visit.addresses[event["requestId"]]] = event["encodedDataLength"]

    def add(event: dict) -> None:
        url = visit.addresses[event["requestId"]]
        visit.bodies[url] = visit.bodies.get(url, 0) + event["encodedDataLength"]

    session.send("Network.enable")
    session.on("Network.requestWillBeSent", hear)
    session.on("Network.loadingFinished", weigh)
    session.on("Network.dataReceived", add)


def open_whole(page: Page, url: str) -> None:
    """Open a page and see all of it, so that what is loaded late is loaded too."""
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")


@pytest.mark.parametrize("kind", PAGE_TYPES, ids=lambda kind: kind.name)
def test_a_page_keeps_to_its_weight_and_to_its_own_site(served: Served, fresh, kind: PageType) -> None:
    page, visit = fresh
    open_whole(page, served.url + kind.path)
    assert visit.of("Document", "Stylesheet", "Script") <= (LONG_PAGE if kind.path == LONG else PAGE), visit.sizes
    assert [url for url in visit.kinds if not is_local(url)] == []


def test_an_article_of_two_hundred_formulas_keeps_to_its_weight(served: Served, fresh) -> None:
    page, visit = fresh
    open_whole(page, served.url + LONG)
    assert visit.of("Document", "Stylesheet", "Script", "Font") <= ARTICLE, visit.sizes


def test_the_long_article_has_two_hundred_formulas(served: Served, fresh) -> None:
    page, _visit = fresh
    page.goto(served.url + LONG)
    assert page.locator("main .prose :is(.math, .eq)").count() >= 200


def test_all_scripts_together_are_light(served: Served, fresh) -> None:
    page, visit = fresh
    for kind in PAGE_TYPES:
        open_whole(page, served.url + kind.path)
    assert 2_000 < visit.scripts() <= SCRIPTS, visit.bodies


def test_a_page_asks_for_no_face_in_vain(served: Served, chromium: Browser) -> None:
    paths = [kind.path for kind in PAGE_TYPES if kind.status == 200]
    for path in dict.fromkeys([*paths, *post_paths(served)]):
        page = chromium.new_page(viewport={"width": 412, "height": 823})  # with a cache of its own
        open_whole(page, served.url + path)
        faces = page.evaluate(FACES)
        assert set(faces["asked"]) <= set(faces["taken"]), path
        assert len(set(faces["asked"])) == len(faces["asked"]), path
        page.close()


@pytest.mark.parametrize("kind", PAGE_TYPES, ids=lambda kind: kind.name)
def test_nothing_moves_while_a_page_loads(served: Served, chromium: Browser, kind: PageType) -> None:
    """Of three first visits the calmest counts: a busy machine paints in the midst of a line that is still coming."""
    shifts = []
    for _ in range(3):
        page = chromium.new_page(viewport={"width": 412, "height": 823})
        open_whole(page, served.url + kind.path)
        limit = SHIFT if page.locator(".katex").count() else 0
        shifts.append(page.evaluate(SHIFTS))
        page.close()
        if shifts[-1] <= limit:
            break
    assert min(shifts) <= limit
