"""The reference for authors in a real browser: on a phone and in a wide window, in both schemes and languages."""

import os

import pytest
from playwright.sync_api import Page

from blog.writing import LANGUAGES
from tests.browser.measuring import measure
from tests.browser.serving import Served
from tests.browser.test_pages import SCREENSHOTS, SCROLLS_SIDEWAYS, STICKING_OUT

PATH = "/admin/blog/writing/"
WIDTHS = [320, 1440]


def log_in(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/admin/")
    page.fill("#id_username", "author")
    page.fill("#id_password", served.password)
    page.click("input[type=submit]")
    page.locator("#user-tools").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_fits_every_window_and_keeps_the_policy(served: Served, page: Page, language: str) -> None:
    log_in(served, page)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{served.url}{PATH}?language={language}")  # the fixture fails on any complaint of the console
            assert [display.tex for display in measure(page).displays if not display.fits or display.astray] == []
            assert page.evaluate(STICKING_OUT) == []
            assert not page.evaluate(SCROLLS_SIDEWAYS)
            if "SCREENSHOTS" in os.environ:
                name = f"how-to-write-{language}-{width}-{scheme}.png"
                page.screenshot(path=SCREENSHOTS / name, full_page=True)


def test_what_is_typed_stands_beside_what_becomes_of_it(served: Served, page: Page) -> None:
    log_in(served, page)
    page.goto(served.url + PATH)
    for width, is_beside in ((1440, True), (320, False)):
        page.set_viewport_size({"width": width, "height": 900})
        typed, becomes = (page.locator(f"#bold ~ .pair {part}").bounding_box() for part in (".typed", ".becomes"))
        assert (typed["y"] == becomes["y"]) is is_beside


def test_a_form_of_the_admin_opens_the_reference_beside_it(served: Served, page: Page) -> None:
    log_in(served, page)
    page.goto(f"{served.url}/admin/blog/post/add/")
    with page.expect_popup() as opened:
        page.click(f"a[href='{PATH}']")
    opened.value.locator("h1").wait_for()
    assert opened.value.url == served.url + PATH
