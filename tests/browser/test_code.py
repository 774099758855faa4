"""Blocks of code as readers use them: numbers and prompts are not copied, the button copies, nothing is covered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from blog.rendering import render
from config.headers import build_policy
from tests.browser.serving import Served
from tests.browser.test_copying import pasted
from tests.browser.test_pages import SCROLLS_SIDEWAYS, STICKING_OUT
from tests.browser.waiting import until

STATIC = Path(__file__).resolve().parents[2] / "static"
SITE = "http://127.0.0.1"
SHEETS = ["tokens", "base", "layout", "prose", "code"]
LONG = "    return x  # a comment that goes on and on, far beyond the edge of any phone"
PYTHON = f'def f(x):\n    """一行\n\n    two"""\n{LONG}'
TEXT = f"""
```python title="a/path/to/a/file/with-a-very-long-name.py" linenos=true hl_lines="2-4" linenostart=8
{PYTHON}
```

```console
$ ls
a.py
(venv) me@host:~$ cd ..
```

```{{2,4}} linenos linenostart=998
first

third
fourth
```

```diff-python {{1}}
-x = 1
+x = 2
 y = 3
```

```diff
--- a
+++ b
@@ -1,2 +1,2 @@
-old
+new
 same
```

```text
plain
```
"""
CODES = [
    PYTHON,
    "ls\na.py\ncd ..",
    "first\n\nthird\nfourth",
    "-x = 1\n+x = 2\n y = 3",
    "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-old\n+new\n same",
    "plain",
]
# By how many pixels each number of a column is off the line of code that it stands for.
OFF = """() => [...document.querySelectorAll('.lines')].map((box) => {
  const style = getComputedStyle(box.querySelector('.gutter'));
  const gutter = box.querySelector('.gutter').getBoundingClientRect();
  const lines = [...box.querySelectorAll('.line')];
  return Math.max(...lines.map((line, index) => {
    const top = gutter.top + parseFloat(style.paddingTop) + index * parseFloat(style.lineHeight);
    const { top: begin, bottom: end } = line.getBoundingClientRect();
    return begin === end ? 0 : Math.abs(top + parseFloat(style.lineHeight) / 2 - (begin + end) / 2);
  }));
})"""
# Rows of pixels that a button shares with code.
COVERED = """() => [...document.querySelectorAll('.copy')].filter((button) => {
  const code = button.closest('figure').querySelector('code').getBoundingClientRect();
  return button.getBoundingClientRect().bottom > code.top;
}).length"""


def page_of(context: BrowserContext, text: str = TEXT) -> Page:
    """A page of the site with a text, under its policy, with its sheets and the script."""
    with translation.override("zh-hans"):
        copying = render_to_string("blog/parts/copying.html")
    links = "".join(f'<link rel="stylesheet" href="/static/css/{sheet}.css">' for sheet in SHEETS)
    links += '<link rel="stylesheet" href="/static/css/print.css" media="print">'
    links += '<script type="module" src="/static/js/copy-text.js"></script>'
    main = f'<main><div class="article band"><div class="text prose">{render(text).html}</div></div></main>'
    whole = f'<!doctype html><html lang="zh-Hans"><title>a</title>{links}<body>{main}{copying}</body>'

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(f"{SITE}/").split("?")[0]
        if path == "":
            headers = {"Content-Security-Policy": build_policy(settings.SECURE_CSP)}
            route.fulfill(body=whole, content_type="text/html; charset=utf-8", headers=headers)
        else:
            route.fulfill(path=STATIC / path.removeprefix("static/"))

    page = context.new_page()
    page.route("**/*", answer)
    page.goto(f"{SITE}/")
    return page


@pytest.fixture
def scripted(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield page_of(context)
    context.close()


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield page_of(context)
    context.close()


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def test_a_selection_holds_neither_numbers_nor_prompts(plain: Page, chromium: Browser) -> None:
    text = pasted(plain, chromium)
    for code in CODES:
        assert code in text
    assert "\n8\n" not in text
    assert "998" not in text
    assert "$" not in text
    assert "venv" not in text


def test_a_selection_holds_no_buttons(scripted: Page, chromium: Browser) -> None:
    assert scripted.locator(".copy").count() == len(CODES)
    text = pasted(scripted, chromium)
    assert scripted.locator(".copy").first.inner_text() not in text
    for code in CODES:
        assert code in text


def test_the_button_copies_the_code_alone(scripted: Page) -> None:
    for index, code in enumerate(CODES):
        scripted.locator(".copy").nth(index).click()
        expect(scripted.locator(".copy").nth(index)).to_have_text(
            scripted.locator(".copy").nth(index).get_attribute("data-copied")
        )
        assert clipboard(scripted) == code


def test_the_button_says_that_it_has_copied_and_can_be_pressed_again(scripted: Page) -> None:
    button = scripted.locator(".copy").first
    before, after = button.inner_text(), button.get_attribute("data-copied")
    assert scripted.locator("[role=status]").inner_text() == ""
    button.click()
    expect(button).to_have_text(after)
    expect(scripted.locator("[role=status]")).to_have_text(after)
    expect(button).to_have_text(before, timeout=6000)
    expect(scripted.locator("[role=status]")).to_have_text("")


def test_the_keyboard_copies(scripted: Page) -> None:
    scripted.keyboard.press("Tab")
    assert scripted.evaluate("document.activeElement.matches('.copy')")
    scripted.keyboard.press("Enter")
    expect(scripted.locator("[role=status]")).not_to_have_text("")
    assert clipboard(scripted) == PYTHON


def test_a_refused_clipboard_leaves_the_code_selected(chromium: Browser) -> None:
    context = chromium.new_context()
    page = page_of(context)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.locator(".copy").nth(1).click()
    until(page, "!getSelection().isCollapsed")
    assert page.evaluate("`${getSelection()}`") == CODES[1]
    context.close()


def test_without_javascript_there_is_no_button_and_no_place_for_one(plain: Page, scripted: Page) -> None:
    assert plain.locator(".copy").count() == 0
    height = "[...document.querySelectorAll('figure.code')].map((figure) => figure.offsetHeight)"
    without, beside = plain.evaluate(height), scripted.evaluate(height)
    assert all(first <= second for first, second in zip(without, beside, strict=True))
    assert without[2] < beside[2]


def test_the_button_moves_nothing(chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 900})
    page = page_of(context)
    tops = "[...document.querySelectorAll('figure.code pre')].map((pre) => pre.getBoundingClientRect().top)"
    before = page.evaluate(tops)
    page.evaluate("document.querySelectorAll('.copy, .code-head').forEach((element) => element.remove())")
    assert page.evaluate(tops) == pytest.approx(before, abs=1)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_covered_or_wider_than_the_window(chromium: Browser, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
    page = page_of(context)
    assert page.evaluate(STICKING_OUT) == []
    assert not page.evaluate(SCROLLS_SIDEWAYS)
    assert page.evaluate(COVERED) == 0
    for button in page.locator(".copy").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    assert max(page.evaluate(OFF)) < 1
    page.context.close()


def test_highlighted_lines_reach_from_edge_to_edge(scripted: Page) -> None:
    edges = scripted.evaluate(
        """[...document.querySelectorAll('.hl, .diff .gi, .language-diff .gd')].map((line) => {
          const box = line.getBoundingClientRect(), code = line.closest('code').getBoundingClientRect();
          return [line.matches('.hl > *') ? 0 : box.left - code.left, box.right - code.right, box.height]; })"""
    )
    assert len(edges) >= 8
    assert all(abs(left) <= 1 and abs(right) <= 1 and height >= 15 for left, right, height in edges)


def test_a_block_that_fits_does_not_scroll(chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 768, "height": 900})
    page = page_of(context, "```c {1} linenos\na\nb\n```\n\n```diff\n+a\n-b\n```")
    assert page.evaluate(
        "[...document.querySelectorAll('.code pre')].every((pre) => pre.scrollWidth <= pre.clientWidth)"
    )
    context.close()


def test_numbers_hang_before_the_text_in_the_wide_layout(chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = page_of(context)
    left = page.locator(".prose").bounding_box()["x"]
    narrow, wide = page.locator(".gutter").first.bounding_box(), page.locator(".gutter").last.bounding_box()
    assert left - 40 < narrow["x"] < narrow["x"] + narrow["width"] <= left
    assert wide["x"] >= left
    page.set_viewport_size({"width": 1000, "height": 900})
    assert page.locator(".gutter").first.bounding_box()["x"] >= page.locator(".prose").bounding_box()["x"]
    context.close()


def test_on_paper_lines_wrap_and_each_shows_its_number(chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 400, "height": 900})
    page = page_of(context)
    page.emulate_media(media="print")
    assert page.locator(".gutter").first.is_hidden()
    assert page.locator(".copy").first.is_hidden()
    numbers = "[...document.querySelectorAll('.line')].map((line) => getComputedStyle(line, '::before').content)"
    assert page.evaluate(numbers)[:5] == ['"8"', '"9"', '"10"', '"11"', '"12"']
    assert page.evaluate(
        "[...document.querySelectorAll('.code pre')].every((pre) => pre.scrollWidth <= pre.clientWidth + 1)"
    )
    heights = page.evaluate("[...document.querySelectorAll('.line')].map((line) => line.offsetHeight)")
    assert heights[4] >= 2 * heights[0] > 0
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.hl')).borderInlineStartWidth)") >= 2
    context.close()


def test_a_screen_reader_hears_no_numbers(scripted: Page) -> None:
    tree = scripted.locator("main").aria_snapshot()
    assert "998" not in tree
    assert "third" in tree


def test_articles_with_code_have_buttons_and_listings_have_none(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/one-loss-gan/")
    expect(page.locator("figure.code .copy").first).to_be_visible()
    page.goto(served.url)
    assert page.locator("template.copy-pattern, .copy").count() == 0
