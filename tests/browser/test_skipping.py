"""What is far from a phone's window is not laid out, and a reader notices nothing: same places, links and words."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, Route, ViewportSize

from tests.browser.page_types import LONG
from tests.browser.serving import Served, post_paths
from tests.browser.waiting import FONTS, lay_out, until

PHONE: ViewportSize = {"width": 360, "height": 640}
DESK: ViewportSize = {"width": 1440, "height": 900}
PLACES = """[...document.querySelectorAll('.text > *, .article-end > *, .foot')].map(
  (e) => e.getBoundingClientRect().top + scrollY)"""
SKIPPED = """[...document.querySelectorAll('.text :is(.math, .eq-body)')].map(
  (e) => !e.checkVisibility({ contentVisibilityAuto: true }))"""


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport=PHONE)
    yield page
    page.close()


def read_through(page: Page) -> None:
    """Scroll to the end as a reader does, so that all was laid out once."""
    page.evaluate("""async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight) {
        scrollTo(0, at);
        await frame();
      }
      await frame();
    }""")
    until(page, FONTS)


def test_most_of_a_long_article_waits(served: Served, phone: Page) -> None:
    phone.goto(served.url + LONG)
    skipped = phone.evaluate(SKIPPED)
    assert sum(skipped) > len(skipped) / 2
    phone.set_viewport_size({"width": 1000, "height": 640})  # notes in the margin stand outside of their blocks
    assert not any(phone.evaluate(SKIPPED))


def test_every_block_stands_where_it_would_stand_anyway(served: Served, phone: Page) -> None:
    for path in post_paths(served):
        phone.goto(served.url + path)
        read_through(phone)
        skipped = phone.evaluate(PLACES)
        lay_out(phone)
        assert phone.evaluate(PLACES) == pytest.approx(skipped, abs=1), path


def test_a_link_into_the_midst_of_an_article_leads_there(served: Served, phone: Page) -> None:
    phone.goto(served.url + LONG)
    names = phone.evaluate("[...document.querySelectorAll('.eq-anchor, .text h2')].map((e) => e.id).filter(Boolean)")
    for name in names[:: max(1, len(names) // 5)]:
        phone.goto("about:blank")
        phone.goto(f"{served.url}{LONG}#{name}")
        until(phone, FONTS)
        phone.wait_for_timeout(300)  # nothing may follow
        box = phone.evaluate("""() => {
          const found = document.querySelector(':target');
          const box = (found.closest('.eq') ?? found).getBoundingClientRect();
          return [box.top, box.bottom, document.documentElement.scrollHeight - innerHeight - scrollY];
        }""")
        assert -1 <= box[0] < 120 or box[2] < 2, (name, box)


def test_going_back_leads_to_where_one_was(served: Served, phone: Page) -> None:
    """Also when the browser has thrown the page away meanwhile, and with it all true heights."""
    place = """[...document.querySelectorAll('.text > *, .article-end')].map((e) => e.getBoundingClientRect())
      .findIndex(({ bottom }) => bottom > 0)"""
    phone.goto(served.url + LONG)
    for share in (0.3, 0.4, 0.7, 0.95):
        phone.evaluate(f"scrollTo(0, {share} * document.documentElement.scrollHeight)")
        phone.wait_for_timeout(500)  # browsers remember a place with delay
        before = phone.evaluate(place)
        assert before > 0
        phone.goto(served.url + "/archive/")
        phone.go_back(wait_until="load")
        until(phone, f"scrollY > 0 && {place} === {before}")


def test_selecting_reaches_what_waits(served: Served, phone: Page) -> None:
    phone.goto(served.url + LONG)
    words = "() => { getSelection().selectAllChildren(document.querySelector('.text')); return `${getSelection()}`; }"
    waiting = phone.evaluate(words)
    lay_out(phone)
    whole = phone.evaluate(words)
    assert waiting == whole


def faces_on_paper(browser: Browser, url: str, size: ViewportSize, *, has_scripts: bool = True) -> Counter[bytes]:
    page = browser.new_page(viewport=size, java_script_enabled=has_scripts)
    page.goto(url, wait_until="networkidle")
    if has_scripts:
        until(page, FONTS)
    content = page.pdf(prefer_css_page_size=True)
    page.close()
    return Counter(re.findall(rb"/BaseFont /\w+\+([\w-]+)", content))


def test_a_phone_prints_what_it_has_not_shown_yet(served: Served, chromium: Browser) -> None:
    """A browser prints at once: a face that it has not fetched by then leaves its signs blank on paper."""
    for path in [*post_paths(served), LONG]:
        phone = faces_on_paper(chromium, served.url + path, PHONE)
        without_scripts = faces_on_paper(chromium, served.url + path, PHONE, has_scripts=False)
        assert phone == without_scripts == faces_on_paper(chromium, served.url + path, DESK), path
    assert phone


def refuse_but(asked: list[str], route: Route) -> None:
    if route.request.url in asked:
        route.fallback()
    else:
        route.abort()


def looks_alike(one: Page, other: Page) -> bool:
    """Whether two pages show the same but for a few dots; a busy machine may paint late, so both are opened again."""
    for _ in range(4):
        shown = [Image.open(BytesIO(page.screenshot())).convert("L") for page in (one, other)]
        unlike = ImageChops.difference(*shown).point(lambda value: 255 * (value > 64)).histogram()[255]
        if unlike < 40:  # one letter in another face has more
            return True
        for page in (one, other):
            page.reload(wait_until="networkidle")
    return False


def test_the_first_window_needs_only_the_faces_that_are_asked_for(served: Served, chromium: Browser) -> None:
    """A face that is not preloaded never comes: what is seen first is the same."""
    paths = [*post_paths(served), LONG, "/", "/faq/"]
    for size in ({"width": 412, "height": 823}, DESK):
        whole, starved = (chromium.new_page(viewport=size) for _ in range(2))
        for path in paths:
            whole.goto(served.url + path, wait_until="networkidle")
            asked = whole.evaluate("[...document.querySelectorAll('link[as=font]')].map((link) => link.href)")
            starved.unroute_all()
            starved.route("**/*.woff2", partial(refuse_but, asked))
            starved.goto(served.url + path, wait_until="networkidle")
            assert looks_alike(whole, starved), (path, size)
        whole.close()
        starved.close()
