"""The equation that a reference names, shown beside it."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.serving import Served

OWN = 'main a.eq-ref[href="#eq-two"]'  # in the article on one loss for GANs
ELSEWHERE = 'main a.eq-ref[href="/posts/gaussian-integral/#eq-polar"]'  # in the formula specimen
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
QUICK = 4000  # milliseconds


@pytest.fixture
def gan(served: Served, page: Page) -> Page:
    page.goto(f"{served.url}/posts/one-loss-gan/")
    return page


@pytest.fixture
def specimen(served: Served, page: Page) -> Page:
    page.goto(f"{served.url}/posts/formula-specimen/")
    return page


def preview(page: Page) -> Locator:
    return page.locator(".preview")


def test_hovering_shows_the_equation_and_leaving_hides_it(gan: Page) -> None:
    gan.locator(OWN).first.hover()
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    assert preview(gan).locator(".eq .katex-html").count() >= 1
    assert preview(gan).locator(".eq-number").inner_text().strip().startswith("(1)")
    gan.mouse.move(5, 5)
    expect(preview(gan)).to_have_count(0, timeout=QUICK)


def test_the_preview_has_no_id_of_the_page_and_moves_nothing(gan: Page) -> None:
    height = gan.evaluate("document.documentElement.scrollHeight")
    gan.locator(OWN).first.scroll_into_view_if_needed()
    place = gan.locator(OWN).first.bounding_box()
    gan.locator(OWN).first.hover()
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    ids = gan.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))
    assert gan.evaluate("document.documentElement.scrollHeight") == height
    assert gan.locator(OWN).first.bounding_box() == place


def test_the_pointer_may_move_into_the_preview(gan: Page) -> None:
    gan.locator(OWN).first.hover()
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    box = preview(gan).bounding_box()
    gan.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=8)
    gan.wait_for_timeout(900)
    expect(preview(gan)).to_be_visible()
    preview(gan).locator("a").click()
    assert gan.url.endswith("#eq-two")
    expect(preview(gan)).to_have_count(0, timeout=QUICK)


def test_escape_closes_it_while_the_pointer_stays(gan: Page) -> None:
    gan.locator(OWN).first.hover()
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    gan.keyboard.press("Escape")
    expect(preview(gan)).to_have_count(0)
    gan.wait_for_timeout(600)
    expect(preview(gan)).to_have_count(0)


def test_a_pointer_that_passes_by_opens_nothing(gan: Page) -> None:
    gan.locator(OWN).first.hover()
    gan.mouse.move(5, 5)
    gan.wait_for_timeout(600)
    expect(preview(gan)).to_have_count(0)


def test_the_keyboard_shows_it_leads_into_it_and_out(gan: Page) -> None:
    reference = gan.locator(OWN).first
    gan.keyboard.press("Tab")  # from now on the focus is the keyboard's
    reference.focus()
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    assert reference.get_attribute("aria-details") == preview(gan).get_attribute("id")
    gan.keyboard.press("Tab")
    inside = "document.activeElement.closest('.preview') !== null"
    while gan.evaluate(inside) and not gan.evaluate("document.activeElement.matches('.preview-way')"):
        gan.keyboard.press("Tab")  # scroll boxes come first
    assert gan.evaluate(inside)
    gan.keyboard.press("Escape")
    expect(preview(gan)).to_have_count(0)
    assert gan.evaluate("document.activeElement.matches('a.eq-ref')")
    assert reference.get_attribute("aria-details") is None
    gan.keyboard.press("Shift+Tab")
    gan.keyboard.press("Tab")
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    gan.keyboard.press("Shift+Tab")
    expect(reference).not_to_have_attribute("aria-details", "reference-preview")


def test_enter_follows_the_link(gan: Page) -> None:
    gan.keyboard.press("Tab")
    gan.locator(OWN).first.focus()
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    gan.keyboard.press("Enter")
    assert gan.url.endswith("#eq-two")


def test_a_mouse_click_follows_the_link(gan: Page) -> None:
    gan.locator(OWN).first.click()
    assert gan.url.endswith("#eq-two")


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_a_first_tap_shows_it_and_a_second_follows(gan: Page) -> None:
    gan.locator(OWN).first.tap()
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    assert "#" not in gan.url
    gan.locator(OWN).first.tap()
    gan.wait_for_url(re.compile("#eq-two$"), timeout=QUICK)


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_a_tap_elsewhere_closes_it_and_its_link_leads_to_the_equation(gan: Page) -> None:
    gan.locator(OWN).first.tap()
    expect(preview(gan)).to_be_visible(timeout=QUICK)
    gan.locator("h1").tap()
    expect(preview(gan)).to_have_count(0, timeout=QUICK)
    gan.locator(OWN).first.tap()
    preview(gan).locator(".preview-way").tap()
    gan.wait_for_url(re.compile("#eq-two$"), timeout=QUICK)


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_another_tap_shows_another_equation(gan: Page) -> None:
    gan.locator(OWN).first.tap()
    expect(preview(gan)).to_have_count(1, timeout=QUICK)
    other = gan.locator('main a.eq-ref[href="#eq-one"]').first
    other.tap()
    expect(preview(gan)).to_have_count(1)
    assert other.get_attribute("aria-details")
    assert "#" not in gan.url


def test_an_equation_of_another_article_is_fetched_and_drawn(specimen: Page) -> None:
    specimen.locator(ELSEWHERE).hover()
    expect(preview(specimen).locator(".katex-html").first).to_be_visible(timeout=QUICK)
    assert "高斯积分的四种算法" in preview(specimen).inner_text()
    assert preview(specimen).locator(".eq .katex-html").first.bounding_box()["height"] > 40
    preview(specimen).locator(".preview-way").click()
    specimen.wait_for_url(re.compile("/posts/gaussian-integral/#eq-polar$"))


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_a_tap_follows_the_link_where_the_equation_cannot_be_had(specimen: Page, context: BrowserContext) -> None:
    context.route("**/previews/**", lambda route: route.fulfill(status=204))
    specimen.locator(ELSEWHERE).tap()
    specimen.wait_for_url(re.compile("/posts/gaussian-integral/#eq-polar$"), timeout=QUICK)


def test_listings_preview_through_the_article(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/tags/transformer/")
    page.locator('.excerpt a.eq-ref[href="/posts/grow-transformer/#eq-goal"]').hover()
    expect(preview(page).locator(".katex-html").first).to_be_visible(timeout=QUICK)


def test_answers_of_the_faq_preview_too(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/faq/")
    page.locator('a.eq-ref[href="/posts/formula-specimen/#eq-squeeze"]').hover()
    expect(preview(page).locator(".katex-html").first).to_be_visible(timeout=QUICK)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (320, "dark"), (390, "light"), (1440, "light")])
def test_every_preview_fits_the_window(served: Served, chromium, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 640}, color_scheme=scheme)
    page = context.new_page()
    for path in ("/posts/formula-specimen/", "/faq/"):
        page.goto(served.url + path)
        page.keyboard.press("Tab")
        for reference in page.locator("main a.eq-ref").all():
            reference.focus()
            expect(preview(page)).to_have_count(1, timeout=QUICK)
            box = preview(page).bounding_box()
            assert box["x"] >= 0, (path, box)
            assert box["x"] + box["width"] <= width, (path, box)
            assert box["height"] <= 640 * 0.61
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert preview(page).evaluate("(box) => box.scrollWidth <= box.clientWidth"), path
            assert preview(page).evaluate("(box) => getComputedStyle(box).color") == page.evaluate(
                "getComputedStyle(document.body).color"
            )
            page.keyboard.press("Escape")
    context.close()


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_a_reference_is_a_plain_link(specimen: Page) -> None:
    specimen.locator(ELSEWHERE).hover()
    assert preview(specimen).count() == 0
    specimen.locator(ELSEWHERE).click()
    assert specimen.url.endswith("/posts/gaussian-integral/#eq-polar")
