"""The end of an article as readers use it: citations are copied whole, nothing is in the way on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import Served

ARTICLE = "/posts/woodbury/"


@pytest.fixture
def scripted(served: Served, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": 320, "height": 900}
    )
    page = context.new_page()
    page.goto(served.url + ARTICLE)
    yield page
    context.close()


def test_each_citation_has_a_button_that_copies_it(served: Served, scripted: Page) -> None:
    buttons = scripted.locator(".cite .copy")
    expect(buttons).to_have_count(3)
    copied = []
    for index in range(3):
        buttons.nth(index).click()
        expect(buttons.nth(index)).to_have_text(buttons.nth(index).get_attribute("data-copied"))
        copied.append(scripted.evaluate("navigator.clipboard.readText()"))
    chinese, english, bibtex = copied
    address = f"{served.url}{ARTICLE}"
    today = scripted.evaluate("new Date().toLocaleDateString('sv')")
    assert (
        chinese
        == f"周砚. 换一行不必重算：矩阵求逆引理的三处用法[EB/OL]. 页边札记, 2026(2026-08-08)[{today}]. {address}"
    )
    assert english.endswith(f"页边札记, 8 August 2026, {address}")
    assert re.fullmatch(r"@misc\{woodbury-2026,\n(  \w+ += .*,\n)+  url +=.*\n\}", bibtex)


def test_the_buttons_can_be_touched_and_move_nothing(scripted: Page) -> None:
    for button in scripted.locator(".cite .copy").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    tops = (
        "[...document.querySelectorAll('.cite > .to-copy')].map((text) => text.getBoundingClientRect().top + scrollY)"
    )
    before = scripted.evaluate(tops)
    scripted.evaluate("document.querySelectorAll('.cite .copy').forEach((button) => button.remove())")
    assert scripted.evaluate(tops) == pytest.approx(before, abs=1)


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_end_is_complete(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/unshare-albert/")
    assert page.locator(".copy").count() == 0
    expect(page.locator(".cite pre")).to_be_visible()
    page.locator(".in-series summary").click()
    expect(page.locator(".in-series [aria-current]")).to_be_visible()


def test_paper_keeps_how_to_cite_and_leaves_the_ways_out(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/unshare-albert/")
    page.emulate_media(media="print")
    for kept in (".cite p >> nth=0", ".cite pre", ".licence-part p >> nth=0"):
        expect(page.locator(kept)).to_be_visible()
    for gone in (".in-series", ".ways-part", ".related", ".cite .copy >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
