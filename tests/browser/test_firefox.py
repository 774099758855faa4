"""The same pages in Firefox: nothing sideways, covered or at the wrong end of a line; formulas in their own faces."""

from collections.abc import Iterator

import pytest

from tests.browser.firefox import Firefox, firefox
from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Served, post_paths
from tests.browser.test_pages import ADRIFT, SCROLLS_SIDEWAYS, STICKING_OUT
from tests.browser.test_widths import OVERLAPS, SLACK, SMALL
from tests.browser.waiting import UNSKIP

PATHS = [kind.path for kind in PAGE_TYPES]
DRAWN = """() => document.fonts.ready.then(() => {
  const shown = [...document.querySelectorAll('main .katex-html')].filter((e) => e.checkVisibility());
  const faces = [...document.fonts].filter((face) => face.family.includes('KaTeX') && face.status === 'loaded');
  return { formulas: shown.length, faces: faces.length,
    empty: shown.filter((e) => e.getBoundingClientRect().height < 5).map((e) => e.textContent) };
})"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.mark.parametrize("width", [320, 1440])
def test_every_page_fits_firefox(served: Served, browser: Firefox, width: int) -> None:
    faults = {}
    for path in dict.fromkeys([*PATHS, *post_paths(served)]):
        browser.go(served.url + path)
        browser.resize(width, 900)
        browser.run(UNSKIP)
        found = [browser.run(STICKING_OUT), browser.run(OVERLAPS, SLACK), browser.run(SMALL), browser.run(ADRIFT)]
        if any(found) or browser.run(f"() => {SCROLLS_SIDEWAYS}"):
            faults[path] = found
    assert faults == {}


def test_formulas_are_drawn_in_firefox(served: Served, browser: Firefox) -> None:
    browser.resize(1440, 900)
    for path in post_paths(served):
        browser.go(served.url + path)
        drawn = browser.run(DRAWN)
        assert drawn["formulas"], path
        assert drawn["faces"], path
        assert drawn["empty"] == [], path
