"""What screen readers and feed readers get of a formula: MathML with its numbers, and TeX."""

import html
import re
from xml.etree.ElementTree import Element

import pytest

from blog.rendering import as_tex, render
from tests.calls import calls
from tests.rendering.sketching import parse

NUMBERS = {
    r"\begin{equation}x\end{equation}": "x(1)",
    r"$$x\tag{3.1}$$": "x(3.1)",
    r"$$x\tag*{$\ast$}$$": "x∗",
    r"\begin{gather}x\\y\nonumber\\z\end{gather}": "x(1)yz(2)",
    r"\begin{align}x&=1\\y&=2\end{align}": "x=1(1)y=2(2)",
    r"\begin{subequations}\begin{align}x\\y\end{align}\end{subequations}": "x(1a)y(1b)",
    r"\begin{equation}\begin{split}x\\y\end{split}\end{equation}": "xy(1)",
    r"$$x$$": "x",
}


def read_aloud(element: Element) -> str:
    """The text that is not kept from screen readers."""
    if element.get("aria-hidden") == "true":
        return element.tail or ""
    return "".join([element.text or "", *(read_aloud(child) for child in element), element.tail or ""])


def without_spaces(text: str) -> str:
    return re.sub(r"[\s\u2061]", "", text)


@pytest.mark.parametrize(("source", "heard"), NUMBERS.items())
def test_a_number_is_read_once_and_at_its_row(source: str, heard: str) -> None:
    heard_on_the_page = without_spaces(read_aloud(parse(render(source).html)))
    assert heard_on_the_page.translate({ord("𝑥"): "x"}) == heard


@pytest.mark.parametrize(("source", "heard"), NUMBERS.items())
def test_a_feed_holds_each_number_once_and_no_page_wide_counter(source: str, heard: str) -> None:
    feed = render(source).feed_html
    assert without_spaces("".join(parse(feed).itertext())) == heard
    assert "mml-eqn-num" not in feed
    assert "50%" not in feed


@pytest.mark.parametrize("tex", ["x", "a<b>c", 'a"b', r"\text{a's}", "α\n+β", r"\text{$x$}"])
def test_the_alternative_text_is_what_was_written(tex: str) -> None:
    (math,) = re.findall(r"<math\b[^>]*>", render(f"${tex}$").feed_html)
    assert html.unescape(re.search(r'alttext="([^"]*)"', math)[1]) == tex
    assert as_tex(render(f"${tex}$").feed_html) == f"<p><code>${html.escape(tex)}$</code></p>"


def test_a_reference_shows_a_number_without_tex() -> None:
    document = render("$$x\\tag{$\\dagger$}\\label{a}$$ 见 \\eqref{a}，[\\eqref{a}](/b)")
    assert ">(†)</a>" in document.html
    assert '<a href="/b">(†)</a>' in document.html
    assert "dagger$)" not in document.text


def test_tex_for_feeds_costs_next_to_nothing() -> None:
    feed = render("设 $\\frac{a}{b}$。\n\n" * 500).feed_html
    tex, count = calls(lambda: as_tex(feed))
    assert tex.count("<code>") == 500
    assert count < 10_000
