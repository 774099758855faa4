"""Each language is set with its own faces and marks, whatever the language of the interface."""

import pytest
from playwright.sync_api import Page

from tests.browser.serving import Served

# The width of the first of some marks in the text of an element, in parts of the size of its letters.
WIDTH_OF = """([selector, mark]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(mark);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + 1);
    const size = parseFloat(getComputedStyle(walker.currentNode.parentElement).fontSize);
    return range.getBoundingClientRect().width / size;
  }
}"""
NARROW, WIDE = 0.5, 0.9  # em; marks in Latin text are narrower, those of Chinese text are wider


@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
def test_marks_have_the_width_of_their_language(served: Served, page: Page, interface: str) -> None:
    for path, mark, least, most in (
        ("/posts/box-office-en/", "’", 0.0, NARROW),
        ("/posts/one-loss-gan/", "“", WIDE, 1.1),
    ):
        page.goto(served.url + path)
        page.evaluate("language => { document.documentElement.lang = language; }", interface)
        assert least < page.evaluate(WIDTH_OF, [".prose", mark]) < most, path


def test_letters_of_code_have_one_width_in_english_text(served: Served, page: Page) -> None:
    page.goto(served.url + "/posts/softmax-temperature-en/")
    widths = {round(page.evaluate(WIDTH_OF, [".prose pre", letter]), 2) for letter in "imw"}
    assert len(widths) == 1
