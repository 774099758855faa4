"""Comments in a source that readers may open."""

import pytest

from blog.rendering import drop_comments
from tests.calls import calls


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("文 <!-- 待查 -->字", "文 字"),
        ("<!-- 一\n\n二 -->\n文", "\n文"),
        ("文\n\n<!--more-->\n\n字", "文\n\n<!--more-->\n\n字"),
        ("`<!-- x -->` ``<!-- ` -->``", "`<!-- x -->` ``<!-- ` -->``"),
        ("```html\n<!-- x -->\n```\n<!-- y -->", "```html\n<!-- x -->\n```\n"),
        ("a ` <!-- x -->", "a ` "),
        ("a <!-- b", "a <!-- b"),
        ("$a<b$", "$a<b$"),
    ],
)
def test_comments_leave_and_code_stays(source: str, shown: str) -> None:
    assert drop_comments(source) == shown


@pytest.mark.parametrize("piece", ["<!-- ", "` ", "`` ` ", "<!---->`", "<!--more-->"])
def test_many_beginnings_cost_no_more_than_their_number(piece: str) -> None:
    drop_comments(piece)
    _, few = calls(lambda: drop_comments(piece * 1_000))
    _, many = calls(lambda: drop_comments(piece * 4_000))
    assert many < 6 * few
