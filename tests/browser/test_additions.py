"""What scripts add to a page that is complete without: the scheme before the first frame, contents, large pictures."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Served

PHONE = {"viewport": {"width": 320, "height": 640}}
DESK = {"viewport": {"width": 1440, "height": 700}}


def test_a_chosen_scheme_is_there_before_the_first_frame(served: Served, page: Page) -> None:
    page.goto(served.url)
    page.get_by_label("深色").check()
    page.route("**/scheme.*.js", lambda route: route.abort())  # the module, which comes later
    page.route("**/scheme.js", lambda route: route.abort())
    seen = page.context.new_page()
    seen.add_init_script(
        "new MutationObserver(() => { if (document.body) window.first ??= document.documentElement.dataset.scheme; })"
        ".observe(document, {childList: true, subtree: true})"
    )
    seen.goto(f"{served.url}/unknown/")
    assert seen.evaluate("first") == "dark"


@pytest.mark.parametrize("context", [DESK], indirect=True)
def test_the_section_that_is_read_is_marked_in_the_contents(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/one-loss-gan/")
    marked = page.locator(".contents [aria-current]")
    assert marked.count() == 0  # above the first head
    for link in page.locator(".contents a").all()[:3]:
        link.click()
        expect(marked).to_have_attribute("href", link.get_attribute("href"))
    page.mouse.wheel(0, -100_000)
    expect(marked).to_have_count(0)


@pytest.mark.parametrize("context", [DESK, PHONE], indirect=True)
def test_a_picture_opens_large_and_the_keyboard_closes_it(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/picture-specimen/")
    opener = page.get_by_role("button", name=re.compile("^放大")).first
    on_page = opener.locator("img").bounding_box()
    opener.focus()
    page.keyboard.press("Enter")
    large = page.locator("dialog.enlarged img")
    expect(large).to_be_visible()
    assert large.bounding_box()["width"] > 1.15 * on_page["width"]
    assert page.locator(".enlarged-caption .katex").count() == 1
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "enlarge"


def test_a_press_closes_a_large_picture(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/picture-specimen/")
    page.get_by_role("button", name=re.compile("^放大")).first.click()
    page.locator("dialog.enlarged img").click()
    expect(page.locator("dialog.enlarged")).to_be_hidden()


@pytest.mark.parametrize("context", [DESK, PHONE], indirect=True)
def test_pictures_that_can_be_opened_take_no_other_room(served: Served, page: Page) -> None:
    heights = {}
    for is_blocked in (False, True):
        if is_blocked:
            page.route("**/figures.*js", lambda route: route.fulfill(content_type="text/javascript", body=""))
        page.goto(f"{served.url}/posts/picture-specimen/")
        page.wait_for_load_state("networkidle")
        heights[is_blocked] = page.evaluate(
            "[...document.querySelectorAll('.text img')].map((image) => [image.offsetWidth, image.offsetHeight])"
        )
    assert heights[True] == heights[False]


def test_paper_bears_a_running_title_and_the_addresses_of_links(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/prose-specimen/")
    assert page.locator(".addresses").is_hidden()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--running')") == '"文字样张"'
    assert page.locator(".addresses li").first.inner_text() == "https://home.unicode.org/"
    assert "[1]" in page.evaluate("getComputedStyle(document.querySelector('[data-note=\"1\"]'), '::after').content")
    assert page.locator(".permalink").inner_text() == f"{served.url}/posts/prose-specimen/"
