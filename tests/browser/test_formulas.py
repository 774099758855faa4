"""The formulas of every demonstration post and of the corpus, without JavaScript, from phones to desks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.measuring import Measured, measure, share
from tests.browser.serving import Served, post_paths, serving
from tests.rendering import corpus

WIDTHS = (320, 360, 390, 768, 1440)  # CSS pixels
FITTING, NUMBERED_FITTING = 98, 97  # percent of the displays that a phone must show without scrolling

Pages = dict[str, Measured]  # by the last part of the address


@pytest.fixture(scope="module")
def pages(chromium: Browser, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Pages]]:
    """All demonstration posts and all articles of the corpus, by the width of the window."""
    articles = corpus.write(tmp_path_factory.mktemp("articles"))
    found: dict[int, Pages] = {width: {} for width in WIDTHS}
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    with serving(tmp_path_factory.mktemp("library"), articles, with_demo=False) as library:
        for url in [site.url + path for site in (served, library) for path in post_paths(site)]:
            page.goto(url)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found[width][url.partition("/posts/")[2]] = measure(page)
    context.close()
    yield found


def test_the_pages_hold_the_corpus_and_the_demonstration(pages: dict[int, Pages]) -> None:
    displays = sum(len(page.displays) for page in pages[320].values())

    assert displays > 300
    assert {f"corpus-{name.replace('_', '-')}/" for name in corpus.entries()} < set(pages[320])


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(pages: dict[int, Pages], width: int) -> None:
    assert {path: page.beyond for path, page in pages[width].items() if page.beyond > 0} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_formula_sticks_out_or_is_cut_off(pages: dict[int, Pages], width: int) -> None:
    clipped = [display.tex for page in pages[width].values() for display in page.displays if display.clipped]
    outside = [tex for page in pages[width].values() for tex in page.outside]

    assert clipped == []
    assert outside == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_half_of_a_fraction_is_wider_than_its_rule(pages: dict[int, Pages], width: int) -> None:
    assert [text for page in pages[width].values() for text in page.overhanging] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_number_is_inside_the_window(pages: dict[int, Pages], width: int) -> None:
    numbered = [display for page in pages[width].values() for display in page.displays if display.numbered]

    assert len(numbered) > 50
    assert [display.tex for display in numbered if display.astray] == []


def test_a_phone_shows_nearly_all_displays_whole(pages: dict[int, Pages]) -> None:
    part = share(list(pages[320].values()))
    misfits = "\n".join(str(display) for page in pages[320].values() for display in page.displays if not display.fits)

    assert part.percent >= FITTING, f"{part}\n{misfits}"
    assert part.numbered_percent >= NUMBERED_FITTING, f"{part}\n{misfits}"


def test_the_shares_of_displays_that_fit_are_told(pages: dict[int, Pages], capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"{width:5} px: {share(list(those.values()))}" for width, those in pages.items()]
    with capsys.disabled():
        print("\n" + "\n".join(lines))

    assert len(lines) == len(WIDTHS)
