"""Statements, figures and tables as a reader meets them, and the previews of references to them."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import Served
from tests.browser.waiting import lay_out

QUICK = 4000  # milliseconds
PREVIEWED = {
    "thm-wlln": ".statement.theorem",
    "fig-cauchy": "img",
    "fig-paths": ".panels",
    "tab-bounds": "table",
    "eq-wlln": ".eq",
}
WIDTHS = [pytest.param({"viewport": {"width": width, "height": 700}}, id=str(width)) for width in (320, 768, 1440)]
UNSCRIPTED = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}


@pytest.fixture
def article(served: Served, page: Page) -> Page:
    page.goto(f"{served.url}/posts/law-of-large-numbers/")
    return page


def reference(page: Page, anchor: str) -> Locator:
    return page.locator(f'main a.eq-ref[href="#{anchor}"]').first


@pytest.mark.parametrize("anchor", PREVIEWED)
def test_hovering_a_reference_shows_what_it_names(article: Page, anchor: str) -> None:
    reference(article, anchor).hover()
    shown = article.locator(".preview-text")
    expect(shown.locator(PREVIEWED[anchor]).first).to_be_visible(timeout=QUICK)
    ids = article.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
@pytest.mark.parametrize("anchor", PREVIEWED)
def test_a_preview_stays_within_a_phone(article: Page, anchor: str) -> None:
    reference(article, anchor).focus()
    reference(article, anchor).hover()
    expect(article.locator(".preview")).to_be_visible(timeout=QUICK)
    box = article.locator(".preview").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert article.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("context", [UNSCRIPTED], indirect=True)
def test_without_a_script_a_reference_is_a_link(article: Page) -> None:
    reference(article, "thm-wlln").click()
    assert article.url.endswith("#thm-wlln")


@pytest.mark.parametrize("context", WIDTHS, indirect=True)
def test_panels_share_a_line_where_there_is_room(article: Page) -> None:
    tops = [panel.bounding_box()["y"] for panel in article.locator(".panels > div").all()]
    assert (tops[0] == tops[1]) == (article.viewport_size["width"] > 320)
    assert article.evaluate("document.documentElement.scrollWidth") == article.viewport_size["width"]


@pytest.mark.parametrize("context", WIDTHS, indirect=True)
def test_the_mark_of_a_proof_stands_at_its_end_and_the_right_edge(article: Page) -> None:
    lay_out(article)
    for proof in article.locator(".statement.proof").all():
        edge, mark = proof.bounding_box(), proof.locator(".end").bounding_box()
        assert abs(edge["x"] + edge["width"] - mark["x"] - mark["width"]) < 8
        assert edge["y"] < mark["y"] < mark["y"] + mark["height"] < edge["y"] + edge["height"] + 4


def test_a_post_says_who_mentions_it(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/derangements/")
    page.get_by_role("region", name="提到本文的文章").get_by_role("link", name="大数定律只用了两块砖").click()
    assert page.url.endswith("/posts/law-of-large-numbers/")
