"""Waits for what a page says of itself; Playwright's own way evaluates text later, which a strict policy forbids."""

import time

from playwright.sync_api import Page

PATIENCE = 30  # seconds
FONTS = "document.fonts.status === 'loaded'"
# On phones what is far from the window is not laid out (skipping.css), and cannot be measured.
UNSKIP = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { content-visibility: visible !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return document.body.offsetHeight;
}"""


def until(page: Page, condition: str) -> None:
    """Wait until an expression of JavaScript is true.

    Raises:
        AssertionError: it is not after PATIENCE seconds.
    """
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(f"Boolean({condition})"):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def lay_out(page: Page) -> None:
    """Have all of an open page laid out, in its own faces."""
    page.evaluate(UNSKIP)
    until(page, FONTS)
