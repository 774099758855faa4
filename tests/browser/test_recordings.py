"""Recordings in a browser: they load under our policy without JavaScript, seek, and move nothing."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.serving import Served, serving
from tests.media.recordings import wav

PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}


ARTICLES = {
    "sound": "![第一讲 $x^2$](sound.wav)\n\n末",
    "film": "![演讲](/static/none.webm)\n\n::: figure 两者\n![第一讲](sound.wav)\n![演讲](/static/none.webm)\n:::\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    articles = tmp_path_factory.mktemp("articles")
    for name, body in ARTICLES.items():
        text = f"---\ntitle: {name}\nslug: {name}\ndate: 2026-01-02\n---\n{body}\n"
        (articles / f"{name}.md").write_text(text, encoding="utf-8")
    (articles / "sound.wav").write_bytes(wav(100))
    with serving(tmp_path_factory.mktemp("data"), articles, with_demo=False) as served:
        yield served


def wait_for_length(page: Page, player: str) -> None:
    """Asked from outside: a page without JavaScript cannot wait itself."""
    deadline = time.monotonic() + 15
    while page.evaluate(f"document.querySelector('{player}').readyState") < 1:
        assert time.monotonic() < deadline, page.evaluate(f"document.querySelector('{player}').error?.message")
        time.sleep(0.05)


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_a_sound_has_its_length_on_a_phone_without_javascript_and_nothing_moves(site: Served, page: Page) -> None:
    page.goto(f"{site.url}/posts/sound/", wait_until="commit")
    page.wait_for_selector("audio")
    before = page.evaluate("document.querySelector('audio').getBoundingClientRect().height")
    wait_for_length(page, "audio")
    assert page.evaluate("document.querySelector('audio').getBoundingClientRect().height") == before > 30
    assert round(page.evaluate("document.querySelector('audio').duration")) == 100


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_a_film_that_is_not_there_yet_has_its_place_on_a_phone(site: Served, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/posts/film/")
    boxes = page.evaluate("[...document.querySelectorAll('video')].map((v) => [v.clientWidth, v.clientHeight])")
    assert [abs(width * 9 / 16 - height) <= 1 and 250 < width <= 320 for width, height in boxes] == [True, True]
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_listener_can_go_to_any_moment(site: Served, page: Page) -> None:
    statuses: set[int] = set()
    page.on("response", lambda answer: statuses.add(answer.status) if answer.url.endswith(".wav") else None)
    page.goto(f"{site.url}/posts/sound/")
    wait_for_length(page, "audio")
    page.evaluate("document.querySelector('audio').currentTime = 90")
    deadline = time.monotonic() + 15
    while page.evaluate("document.querySelector('audio').seeking"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert page.evaluate("document.querySelector('audio').currentTime") == 90
    assert statuses == {206}


def test_a_recording_that_is_opened_alone_plays(site: Served, page: Page) -> None:
    page.goto(f"{site.url}/posts/sound/")
    page.goto(page.evaluate("document.querySelector('audio').src"))
    wait_for_length(page, "video")


def test_paper_shows_the_caption_and_the_address(site: Served, page: Page) -> None:
    page.goto(f"{site.url}/posts/sound/")
    page.emulate_media(media="print")
    assert page.locator("audio").is_hidden()
    assert page.locator("figcaption").is_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('.recording'), '::after').content")
    assert "/media/files/" in shown
