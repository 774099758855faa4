"""Copying a text with formulas gives their TeX, with a script and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route

from blog.rendering import render
from blog.rendering.formulas import katex
from config.headers import build_policy

ROOT = Path(__file__).resolve().parents[2]
SITE = "http://127.0.0.1"
TEXT = r"""
设 $x<y$，则（$\alpha$）见 \eqref{e}。

\begin{equation}\label{e}
E=mc^2
\end{equation}

后文 $\sum_{i}^n$ 与

$$\begin{aligned}a&=b\\&=c\end{aligned}\tag{$\ast$}$$

- 完 `$z$`。

\begin{align}p&=q\\r&=s\end{align}

没有公式的一段。
"""
# Selects from a place in one element to a place in another, and copies as a browser's menu does.
COPY = """([from, start, to, end]) => {
  const [first, last] = [document.querySelector(from), document.querySelector(to)];
  getSelection().setBaseAndExtent(first, start, last, end);
  const data = new DataTransfer();
  const copied = new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true});
  const isOurs = !document.dispatchEvent(copied);
  return {isOurs, plain: data.getData('text/plain'), html: data.getData('text/html')};
}"""
ALL = ["main", 0, "main > p:last-of-type", 0]


def page_of(context: BrowserContext, html: str) -> Page:
    """A page of the site, under its policy, with its sheets and the script."""
    sheets = ["katex.min.css", "css/formula-sizes.css", "css/tokens.css", "css/base.css", "css/formulas.css"]
    links = "".join(f'<link rel="stylesheet" href="/{sheet}">' for sheet in sheets)
    script = '<script type="module" src="/js/copy.js"></script>'
    whole = f'<!doctype html><html lang="zh-Hans"><title>a</title>{links}{script}<main>{html}</main>'

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(f"{SITE}/")
        if path == "":
            headers = {"Content-Security-Policy": build_policy(settings.SECURE_CSP)}
            route.fulfill(body=whole, content_type="text/html; charset=utf-8", headers=headers)
        elif path == "form":
            route.fulfill(body="<textarea></textarea>", content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=(ROOT / "static" if "/" in path and "fonts" not in path else katex.PACKAGE) / path)

    page = context.new_page()
    page.route("**/*", answer)
    page.goto(f"{SITE}/")
    return page


@pytest.fixture
def scripted(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield page_of(context, render(TEXT).html)
    context.close()


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield page_of(context, render(TEXT).html)
    context.close()


def pasted(page: Page, chromium: Browser) -> str:
    """What the clipboard gives after all of a page was selected and copied by keyboard."""
    page.bring_to_front()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    context = chromium.new_context()
    form = context.new_page()
    form.set_content("<textarea></textarea>")
    form.focus("textarea")
    form.keyboard.press("Control+v")
    text = form.input_value("textarea")
    context.close()
    return text


def test_copying_gives_tex_with_its_delimiters_and_numbers(scripted: Page) -> None:
    copied = scripted.evaluate(COPY, ALL)
    assert copied["plain"].split("\n\n") == [
        "设 $x<y$，则（$\\alpha$）见 (1)。",
        "\\begin{equation}\\label{e}\nE=mc^2\n\\end{equation} (1)",
        "后文 $\\sum_{i}^n$ 与",
        "$$\\begin{aligned}a&=b\\\\&=c\\end{aligned}\\tag{$\\ast$}$$",
        "完 $z$。",
        "\\begin{align}p&=q\\\\r&=s\\end{align} (2) (3)",
    ]


def test_copied_html_holds_tex_and_links_that_lead_back(scripted: Page) -> None:
    html = scripted.evaluate(COPY, ALL)["html"]
    assert "设 $x&lt;y$，" in html.replace('<span class="math">', "").replace("</span>", "")
    assert f'href="{SITE}/#eq-e"' in html
    assert "<math" not in html
    assert "katex" not in html


def test_the_clipboard_holds_what_was_written(scripted: Page, chromium: Browser) -> None:
    text = pasted(scripted, chromium)
    assert text.startswith("设 $x<y$，则（$\\alpha$）见 (1)。")
    assert "\\begin{equation}\\label{e}\nE=mc^2\n\\end{equation} (1)" in text
    assert text.endswith("没有公式的一段。")


def test_a_formula_is_copied_whole_or_not_at_all(scripted: Page) -> None:
    inside = [".katex-html .katex-base > span", 0, "main > p + .eq + p .katex-html .op-symbol", 1]
    copied = scripted.evaluate(COPY, inside)["plain"]
    assert copied.startswith("$x<y$，则")
    assert copied.endswith("后文 $\\sum_{i}^n$")
    to_the_edge = ["main > p", 0, ".eq .katex-mathml", 0]
    assert scripted.evaluate(COPY, to_the_edge)["plain"] == "设 $x<y$，则（$\\alpha$）见 (1)。"


def test_one_part_of_one_formula_gives_the_formula(scripted: Page) -> None:
    assert scripted.evaluate(COPY, [".eq .mathnormal", 0, ".eq .mathnormal", 1])["plain"].startswith(
        "\\begin{equation}"
    )
    assert scripted.evaluate(COPY, [".katex .katex-base > span", 0, ".katex .katex-base > span", 1])["plain"] == "$x<y$"


def test_a_second_drawing_of_a_display_is_not_copied(scripted: Page) -> None:
    scripted.evaluate("document.querySelectorAll('.eq-body').forEach((b) => b.after(b.cloneNode(true)))")
    assert scripted.evaluate(COPY, ALL)["plain"].count("E=mc^2") == 1


def test_a_text_without_formulas_is_left_to_the_browser(scripted: Page) -> None:
    last = "main > p:last-of-type"
    assert scripted.evaluate(COPY, [last, 0, last, 1])["isOurs"] is False
    assert scripted.evaluate(COPY, ALL)["isOurs"] is True


def test_copying_leaves_the_page_as_it_was(scripted: Page) -> None:
    before = scripted.content()
    scripted.evaluate(COPY, ALL)
    assert scripted.content() == before


def test_without_a_script_a_copy_holds_each_formula_once_as_tex(plain: Page, chromium: Browser) -> None:
    text = pasted(plain, chromium)
    assert [line.strip() for line in text.splitlines() if line.strip()] == [
        "设",
        "x<y",
        "，则（",
        "\\alpha",
        "）见 (1)。",
        "\\begin{equation}\\label{e}",
        "E=mc^2",
        "\\end{equation}",
        "后文",
        "\\sum_{i}^n",
        "与",
        "\\begin{aligned}a&=b\\\\&=c\\end{aligned}\\tag{$\\ast$}",
        "完 $z$。",
        "\\begin{align}p&=q\\\\r&=s\\end{align}",
        "没有公式的一段。",
    ]


def read(page: Page) -> list[tuple[str, str]]:
    """What a screen reader finds, in its order."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = (node for node in tree if not node.get("ignored") and node["role"]["value"] != "InlineTextBox")
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes]


def test_a_screen_reader_finds_the_same_with_and_without_a_script(scripted: Page, plain: Page) -> None:
    found = read(plain)
    assert found == read(scripted)
    assert [role for role, _ in found].count("MathMLMath") == 6
    assert [name for _, name in found].count("(1)") == 3  # the link and the text in it, and the number
    assert not [name for _, name in found if "\\" in name]


def test_the_script_is_small() -> None:
    assert len((ROOT / "static" / "js" / "copy.js").read_bytes()) < 2_048
