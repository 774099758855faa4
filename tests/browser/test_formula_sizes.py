"""Drawings with classes look as KaTeX's own with style attributes, and break no policy."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from blog.rendering.formulas import engine, katex
from blog.rendering.formulas.styles import to_classes
from config.headers import build_policy
from tests.formula_sizes import SHEET
from tests.rendering.drawings import EVERY_STYLE

KATEX = katex.PACKAGE
POSTS = Path(__file__).resolve().parents[2] / "blog" / "demo" / "posts"
FORMULA = re.compile(r"\$\$(?P<display>[^$]+)\$\$|(?<![\\$])\$(?P<inline>[^$\n]+)\$")
SITE = "http://127.0.0.1"

# Where every box of every drawing is and how large, in em of its text, whose size is 100 pixels.
BOXES = """() => [...document.querySelectorAll('p')].map((p) => {
  const start = p.querySelector('.katex-html').getBoundingClientRect();
  return [...p.querySelectorAll('.katex-html, .katex-html :not(svg *)')].map((element) => {
    const box = element.getBoundingClientRect();
    return [box.left - start.left, box.top - start.top, box.width, box.height].map((pixels) => pixels / 100);
  });
})"""
# What a class says in words or colours.
LOOKS = """() => [...document.querySelectorAll('.katex-html, .katex-html :not(svg *)')].map((element) => {
  const style = getComputedStyle(element);
  const names = ['color', 'backgroundColor', 'textShadow', 'position', 'borderTopStyle', 'borderRightStyle'];
  return [...names, 'borderTopColor', 'borderBottomStyle'].map((name) => style[name]).join(' ');
})"""


def drawings(formulas: list[tuple[str, bool]]) -> list[str]:
    """What KaTeX makes of those that it can draw as they stand."""
    requests = [engine.Request(tex, display) for tex, display in formulas]
    drawn = [drawing.html for drawing in engine.draw(requests) if isinstance(drawing, engine.Drawing)]
    whole = '<span class="katex-display"><span class="katex"><span class="katex-html">{}</span></span></span>'
    return [whole.format(html) for html in drawn]  # as displays, for these do not wrap


def formulas_of_the_demonstration() -> list[tuple[str, bool]]:
    found = (match for path in sorted(POSTS.glob("*.md")) for match in FORMULA.finditer(path.read_text("utf-8")))
    return list(dict.fromkeys((match["display"] or match["inline"], bool(match["display"])) for match in found))


class Side:
    """Shows drawings in a page, under the site's policy or under none, and hears what the policy refuses."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.refused: list[str] = []
        self.html = self.policy = ""
        page.on("console", self._hear)
        page.route("**/*", self._answer)

    def show(self, drawings: list[str], *, strict: bool) -> Page:
        links = "".join(f'<link rel="stylesheet" href="{name}">' for name in ("katex.min.css", SHEET.name, "large.css"))
        self.html = f"<!doctype html>{links}{''.join(f'<p>{drawing}</p>' for drawing in drawings)}"
        self.policy = build_policy(settings.SECURE_CSP) if strict else ""
        self.page.goto(f"{SITE}/")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(f"{SITE}/")
        if path == "":
            headers = {"Content-Security-Policy": self.policy} if self.policy else {}
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8", headers=headers)
        elif path == "large.css":
            route.fulfill(body=".katex.katex { font-size: 100px }", content_type="text/css")
        else:
            route.fulfill(path=SHEET if path == SHEET.name else KATEX / path)


@pytest.fixture
def side(chromium: Browser) -> Iterator[Side]:
    context = chromium.new_context()
    yield Side(context.new_page())
    context.close()


def differences(side: Side, html: list[str]) -> list[float]:
    """For each drawing, how far the worst of its boxes is from where KaTeX puts it, in em."""
    theirs = side.show(html, strict=False).evaluate(BOXES)
    ours = side.show([to_classes(drawing) for drawing in html], strict=True).evaluate(BOXES)
    assert [len(boxes) for boxes in theirs] == [len(boxes) for boxes in ours]
    return [
        max(abs(one - other) for pair in zip(boxes, twins, strict=True) for one, other in zip(*pair, strict=True))
        for boxes, twins in zip(theirs, ours, strict=True)
    ]


def test_the_policy_would_refuse_what_katex_writes(side: Side) -> None:
    side.show(drawings([(r"\frac{a}{b}", True)]), strict=True)
    assert side.refused


def test_every_kind_of_drawing_is_as_katex_would_have_it(side: Side) -> None:
    found = drawings([(tex, True) for tex in EVERY_STYLE])
    assert len(found) == len(EVERY_STYLE)
    assert max(differences(side, found)) < 0.02
    assert side.refused == []


def test_colours_and_lines_are_as_katex_would_have_them(side: Side) -> None:
    known = [tex for tex in EVERY_STYLE if "NavyBlue" not in tex]  # a name that only we know
    found = drawings([(tex, True) for tex in known])
    theirs = side.show(found, strict=False).evaluate(LOOKS)
    assert len(set(theirs)) > 15
    assert side.show([to_classes(drawing) for drawing in found], strict=True).evaluate(LOOKS) == theirs


def test_the_formulas_of_the_demonstration_are_as_katex_would_have_them(side: Side) -> None:
    found = drawings(formulas_of_the_demonstration())
    assert len(found) > 600
    far = sorted(differences(side, found))
    assert far[int(len(far) * 0.99)] < 0.02
    assert far[-1] < 0.05  # long rows, in which many errors of a hundredth add up
    assert side.refused == []
