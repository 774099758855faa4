"""Diagrams, tables of values and posters fit a phone, are seen in the dark, and ask nothing of another host."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

from blog.rendering import render
from config.headers import build_policy
from tests.browser.test_pages import SCREENSHOTS, SCROLLS_SIDEWAYS, STICKING_OUT

ROOT = Path(__file__).resolve().parents[2]
SITE = "http://127.0.0.1"
SHEETS = ["tokens", "base", "layout", "prose", "code", "media"]
POSTERS = """
看讲解：

https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90
[苏剑林：《从动力学角度看优化算法》的讲解，一个很长很长的标题](https://www.bilibili.com/video/BV1xx411c7mD?p=2)

<https://arxiv.org/pdf/1706.03762v7/Attention_is_all_you_need_and_a_name_that_no_line_of_a_phone_can_hold.pdf>
"""
VALUES = """
```csv title="各优化器的结果"
优化器,学习率,步数,损失,备注
AdamW,0.001,"12,000",1.234,基线
Muon,0.02,"8,000",1.101,"更快，见上文"
```
"""
DIAGRAMS = """
```dot title="一个小图"
digraph { rankdir=LR; 输入 -> 编码 -> 解码 -> 输出; 编码 -> 输出 [label="残差"] }
```

```dot title="有颜色的图"
digraph { node [shape=box, style=filled, fillcolor=lightblue]; 甲 -> 乙 [color=red]; 甲 -> 丙 }
```

```dot title="很宽的图"
digraph { rankdir=LR; NODES }
```
""".replace("NODES", " -> ".join(f"第{number}个很长的结点" for number in range(12)))
needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz: see tests/rendering/graphviz.sh")

# Contrast of the strokes and words of the drawings with the page below them, by the formula of WCAG 2.
CONTRASTS = r"""() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (part) => (part / 255 <= .04045 ? part / 255 / 12.92 : ((part / 255 + .055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => .2126 * linear(red) + .7152 * linear(green) + .0722 * linear(blue);
  const ground = (element) => {
    const own = channels(getComputedStyle(element).backgroundColor);
    return own[3] || !element.parentElement ? own : ground(element.parentElement);
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  };
  const drawn = '.diagram:not(.on-paper) :is(path, ellipse, text), .on-paper text';
  return [...document.querySelectorAll(drawn)].map((part) => {
    const colour = getComputedStyle(part)[part.tagName === 'text' ? 'fill' : 'stroke'];
    return contrast(channels(colour), ground(part.closest('div')));
  });
}"""
SMALLEST_WORDS = """() => Math.min(...[...document.querySelectorAll('.diagram text')].map((text) =>
  parseFloat(text.getAttribute('font-size')) * text.getScreenCTM().a))"""


@contextmanager
def opened(
    chromium: Browser, source: str, width: int, scheme: str = "light", *, scripts: bool = True
) -> Iterator[Page]:
    """A rendered text on a page as the site sends it; no request may leave the site."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    links = "".join(f'<link rel="stylesheet" href="/css/{name}.css">' for name in SHEETS)
    links += '<link rel="stylesheet" href="/css/print.css" media="print">'
    body = f'<article><div class="article band"><div class="text prose">{render(source).html}</div></div></article>'
    whole = f'<!doctype html><html lang="zh-Hans"><title>a</title>{links}<main>{body}</main>'

    def answer(route: Route) -> None:
        requests.append(route.request.url)
        path = route.request.url.removeprefix(f"{SITE}/")
        if path == "":
            headers = {"Content-Security-Policy": build_policy(settings.SECURE_CSP)}
            route.fulfill(body=whole, content_type="text/html; charset=utf-8", headers=headers)
        else:
            route.fulfill(path=ROOT / "static" / path)

    page.route("**/*", answer)
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{SITE}/")
    yield page
    context.close()
    assert [url for url in requests if not url.startswith(f"{SITE}/")] == []
    assert complaints == []


@needs_graphviz
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_media_fit_the_screen_and_are_seen(chromium: Browser, width: int, scheme: str) -> None:
    with opened(chromium, POSTERS + VALUES + DIAGRAMS, width, scheme) as page:
        assert page.evaluate(STICKING_OUT) == []
        assert not page.evaluate(SCROLLS_SIDEWAYS)
        assert min(page.evaluate(CONTRASTS)) >= 4.5
        assert page.evaluate(SMALLEST_WORDS) >= 8.9
        if "SCREENSHOTS" in os.environ:
            page.screenshot(path=SCREENSHOTS / f"media-{width}-{scheme}.png", full_page=True)


@needs_graphviz
def test_only_a_drawing_that_would_be_illegible_scrolls_on_a_phone(chromium: Browser) -> None:
    with opened(chromium, DIAGRAMS, 320) as page:
        scrolling = page.evaluate(
            "[...document.querySelectorAll('.diagram-body')].map((e) => [e.scrollWidth > e.clientWidth, e.tabIndex])"
        )
    assert scrolling == [[False, -1], [False, -1], [True, 0]]


@needs_graphviz
def test_a_drawing_keeps_its_proportions_when_it_shrinks(chromium: Browser) -> None:
    with opened(chromium, DIAGRAMS, 320) as page:
        ratios = page.evaluate("""[...document.querySelectorAll('.diagram [role=img]')].map((svg) => {
          const box = svg.getBoundingClientRect();
          return box.width / box.height / (svg.viewBox.baseVal.width / svg.viewBox.baseVal.height);
        })""")
    assert ratios == pytest.approx([1, 1, 1], abs=0.02)


def test_without_scripts_nothing_is_asked_of_another_host_before_the_reader_does(chromium: Browser) -> None:
    with opened(chromium, POSTERS, 320, scripts=False) as page:
        links = page.get_by_role("link")
        assert links.count() == 3
        assert page.locator("iframe, img, video, object, embed").count() == 0
        assert page.get_by_role("link", name=re.compile("在哔哩哔哩观看.*苏剑林")).count() == 1
        assert page.get_by_role("link", name=re.compile("打开 PDF.*Attention_is_all")).count() == 1


def test_on_paper_a_poster_names_its_address(chromium: Browser) -> None:
    with opened(chromium, POSTERS, 768) as page:
        page.emulate_media(media="print")
        printed = page.evaluate("""[...document.querySelectorAll('.poster a')].map((link) =>
          getComputedStyle(link, '::after').content)""")
    assert printed[1] == '"https://www.bilibili.com/video/BV1xx411c7mD?p=2"'
