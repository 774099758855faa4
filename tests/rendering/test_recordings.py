"""Recordings where there is no player, and in texts of nothing but recordings."""

import time

import pytest

from blog.rendering import RenderContext, render

TALK = "![演讲 $x$](/media/files/talk.mp4)"
LINK = '<a href="/media/files/talk.mp4">下载视频（MP4）</a>'
KNOWN = ("/media/files/talk.mp4",)


def test_a_browser_without_players_shows_a_link() -> None:
    assert f"{LINK}</video>" in render(TALK).html


def test_the_link_speaks_the_language_of_the_text() -> None:
    html = render("![talk](/media/files/a.ogg)", RenderContext("en")).html
    assert "Download the audio (OGG)</a></audio>" in html


@pytest.mark.parametrize("rendition", ["feed_html", "excerpt_html"])
def test_feeds_and_listings_have_links_instead_of_players(rendition: str) -> None:
    html = getattr(render(TALK), rendition)
    assert LINK in html
    assert "<video" not in html
    assert "<figcaption>演讲" in html


def test_the_link_is_no_part_of_what_is_searched_and_counted() -> None:
    document = render(TALK)
    assert (document.text, document.description) == ("演讲 $x$", "演讲 x")
    assert document.counts.characters == 2


def test_a_known_recording_is_found_behind_a_moment_in_it() -> None:
    context = RenderContext(attachments=KNOWN)
    assert render("![演讲](/media/files/talk.mp4?a=1#t=90)", context).warnings == ()


@pytest.mark.parametrize(
    "source",
    [
        "![](/media/a.mp4)\n\n" * 3_000,
        "![](/media/a.mp4)\n" * 3_000,
        "x ![](//a/a.mp4) " * 3_000,
        "- ![](/media/a.mp3)\n" * 3_000,
        "![](" + "/media/" * 70_000 + ".mp4)",
        "![](" + "." * 500_000 + ".mp4)",
        "![](" + "?#" * 250_000 + ".mp4)",
    ],
    ids=["paragraphs", "one paragraph", "a sentence", "a list", "one address", "dots", "marks"],
)
def test_a_text_of_nothing_but_recordings_is_soon_done(source: str) -> None:
    begin = time.monotonic()
    render(source, seconds=20)
    assert time.monotonic() - begin < 10
