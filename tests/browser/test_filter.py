"""The field that filters a list: what it hides, what it says, and what stays reachable."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Served

TAGS = """[...document.querySelectorAll('.letter li')]
  .filter((li) => li.checkVisibility()).map((li) => li.textContent.trim())"""
LETTERS = """[...document.querySelectorAll('.letter > h2')]
  .filter((h2) => h2.checkVisibility()).map((h2) => h2.textContent)"""


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 900}}, {}], indirect=True)
def test_it_leaves_the_tags_that_match_and_their_letters(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/tags/")
    everything = page.evaluate(TAGS)
    field = page.locator("input[data-filter]")
    field.fill("ＧＡ")
    assert page.evaluate(TAGS) == ["GAN 1"]
    assert page.evaluate(LETTERS) == ["G"]
    expect(page.get_by_role("status")).to_contain_text("1 ")
    field.fill("算 e")
    assert page.evaluate(TAGS) == ["EM 算法 1"]
    field.fill("3")  # the number of posts is no part of a name
    assert page.evaluate(TAGS) == []
    assert page.evaluate(LETTERS) == []
    assert page.get_by_role("status").text_content()
    field.fill("")
    assert page.evaluate(TAGS) == everything
    assert page.get_by_role("status").text_content() == ""


def test_what_an_input_method_is_composing_filters_nothing_yet(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/tags/")
    everything = page.evaluate(TAGS)
    page.locator("input[data-filter]").focus()
    composer = page.context.new_cdp_session(page)
    composer.send("Input.imeSetComposition", {"text": "gai lv", "selectionStart": 6, "selectionEnd": 6})
    assert page.evaluate(TAGS) == everything
    composer.send("Input.insertText", {"text": "概率"})
    assert page.evaluate(TAGS) == ["概率 3"]


def test_an_address_on_the_page_is_reached_though_it_was_filtered_out(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/tags/")
    place = page.locator(".letter > h2").last.get_attribute("id")
    for _ in range(2):  # also when it is the page's address already
        page.locator("input[data-filter]").fill("gan")
        page.evaluate(
            """(place) => {
              const link = document.createElement('a');
              link.href = `#${place}`;
              document.querySelector('main').append(link);
              link.click();
            }""",
            place,
        )
        expect(page.locator(f"#{place}")).to_be_in_viewport()
        assert page.locator("input[data-filter]").input_value() == ""


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_there_is_no_field_and_every_tag(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/tags/")
    assert page.locator("input[data-filter]").is_hidden()
    assert page.locator(".letter li").first.is_visible()


def test_nothing_moves_when_the_script_comes(served: Served, page: Page) -> None:
    place = "document.querySelector('.letters').getBoundingClientRect().top"
    page.goto(f"{served.url}/tags/")
    with_script = page.evaluate(place)
    page.evaluate("document.querySelector('.filter').hidden = true")  # as before it came
    assert page.locator("input[data-filter]").is_hidden()
    assert page.evaluate(place) == with_script


def test_the_reading_guide_is_filtered_with_its_index(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/faq/")
    page.locator("input[data-filter]").fill("打印")
    shown = page.evaluate("[...document.querySelectorAll('.question h3')].filter((h3) => h3.checkVisibility()).length")
    links = page.evaluate("[...document.querySelectorAll('.index a')].filter((a) => a.checkVisibility()).length")
    assert 0 < shown == links < 10
    heads = page.evaluate("[...document.querySelectorAll('.index b')].filter((b) => b.checkVisibility()).length")
    assert heads == page.evaluate("document.querySelectorAll('.questions:not([hidden])').length")
