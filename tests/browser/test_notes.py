"""Side notes: in the margin beside their words on wide screens, in place on narrow ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.serving import Served, serving
from tests.browser.waiting import lay_out

ARTICLE = """---
title: 旁注的样子
slug: notes
date: 2026-11-01
---
*[GAN]: Generative Adversarial Network

对抗网络^[即 GAN，两个网络互相较量：一个造假，一个识假，最后谁也骗不了谁。]，是很难训练的：
它的目标不是一个函数的最小值，
而是一个鞍点，梯度下降在那里只会打转，转到头也停不下来。于是人们想了
许多办法^[例如梯度惩罚，见 [下文](#办法)，或者 $\\frac{\\gamma}{2}\\|\\nabla D\\|^2$ 这样的项。]^[又如谱归一化。]，
让它停下来；办法虽多，道理却只有一个。

$$\\begin{equation}
\\min_\\varphi\\max_\\theta\\ \\mathbb E_{x\\sim p}[\\ln D_\\theta(x)]
+ \\mathbb E_{z\\sim q}[\\ln(1-D_\\theta(G_\\varphi(z)))]
\\label{goal}\\end{equation}$$

上式^[这里的旁注比较长，是为了看它会不会碰到下一个公式的编号：它站在编号之外，所以不会碰到。它又讲了一句，再讲一句，一共三句。]是目标。

$$\\begin{equation} x = y \\label{second}\\end{equation}$$

- 项目中的旁注^[在项目里。]，也站在边上
- [x] 做完了==重点==的事
- [ ] 没做完++新加++的事

> 引文的最后一个字^[引文的注。]

## 办法^[标题的注。]

按 <kbd>Ctrl</kbd>+<kbd>C</kbd> 复制。写法[^1]，很好[^1]。

> [!WARNING] 当心
> 这里有旁注^[框里的注。]，还有 $x$。

> [!TIP]- 折起来的
> 打开了。

<details>
<summary>细节</summary>

**甲** $x$

- 乙

</details>

词
:   解释 $x$，`code`

[^1]: 脚注有 $x$

    - 项
"""

# For each note: its box, and the line on which the character before it ends.
NOTES = """() => [...document.querySelectorAll('.prose .side-note')].map((note) => {
  const range = document.createRange();
  const before = note.previousSibling;
  const text = before?.nodeType === 3 && before.data.trim() ? before : null;
  if (text) range.setStart(text, text.length - 1), range.setEnd(text, text.length);
  const word = text ? range.getBoundingClientRect() : null;
  const box = note.getBoundingClientRect();
  const edge = (rect) => ({ left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom });
  return { ...edge(box), word: word && edge(word), text: note.textContent.slice(0, 12) };
})"""
# Marks that begin a line although the character before them stands on the line above.
ADRIFT = """() => [...document.querySelectorAll('.prose .side-note')].filter((note) => {
  const [before, after] = [note.previousSibling, note.nextSibling];
  if (before?.nodeType !== 3 || after?.nodeType !== 3 || !/^[，。；]/.test(after.data)) return false;
  const line = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  return line(after, 0).top > line(before, before.length - 1).bottom;
}).map((note) => note.textContent)"""
BOXES = """(selector) => [...document.querySelectorAll(selector)].filter((e) => e.getClientRects().length)
  .map((e) => e.getBoundingClientRect()).map(({ left, right, top, bottom }) => ({ left, right, top, bottom }))"""
LINE = 30  # CSS pixels


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    articles = tmp_path_factory.mktemp("articles")
    (articles / "notes.md").write_text(ARTICLE, encoding="utf-8")
    with serving(tmp_path_factory.mktemp("data"), Path(articles), with_demo=False) as site:
        yield site


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["left"] < other["right"] - 1
        and other["left"] < one["right"] - 1
        and one["top"] < other["bottom"] - 1
        and other["top"] < one["bottom"] - 1
    )


def opened(served: Served, page: Page) -> Page:
    page.goto(f"{served.url}/posts/notes/")
    lay_out(page)
    return page


@pytest.mark.parametrize("width", [1024, 1440])
def test_each_note_stands_in_the_margin_level_with_its_word(noted: Served, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    notes = opened(noted, page).evaluate(NOTES)
    text = page.locator(".prose").bounding_box()
    assert len(notes) == 8
    floor = 0.0
    for note in notes:
        assert note["left"] > text["x"] + text["width"] + 50, note  # beyond the numbers
        assert note["right"] <= width, note
        if note["word"]:
            assert -LINE / 2 < note["top"] - max(note["word"]["top"], floor) < 1.5 * LINE, note
        floor = note["bottom"]


@pytest.mark.parametrize("width", [320, 768, 1024, 1440])
def test_notes_overlap_neither_each_other_nor_numbers_nor_text(noted: Served, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    notes = opened(noted, page).evaluate(NOTES)
    others = page.evaluate(BOXES, ".eq-number, .eq-body, .admonition-title, .prose h2")
    assert others
    for index, note in enumerate(notes):
        assert not [other for other in notes[index + 1 :] + others if overlap(note, other)], note


@pytest.mark.parametrize("width", [320, 390, 768])
def test_on_a_narrow_screen_notes_stand_below_the_lines_of_their_words(noted: Served, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    notes = opened(noted, page).evaluate(NOTES)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    floor = 0.0
    for note in notes:
        assert note["right"] <= width
        if note["word"]:
            assert 0 <= note["top"] - max(note["word"]["bottom"], floor) < LINE, note
        floor = note["bottom"]
    assert page.evaluate(ADRIFT) == []


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 900}}], indirect=True)
def test_the_text_is_read_in_the_order_of_the_source(noted: Served, page: Page) -> None:
    text = "".join(opened(noted, page).locator(".prose").all_text_contents())
    places = [
        text.index(piece) for piece in ("对抗网络（即 GAN", "最后谁也骗不了谁。），是很难", "（又如谱归一化。），让它")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_notes_stand_in_the_margin(noted: Served, page: Page) -> None:
    page.goto(f"{noted.url}/posts/notes/")
    text, note = page.locator(".prose").bounding_box(), page.locator(".side-note").first.bounding_box()
    assert note["x"] > text["x"] + text["width"]


def test_on_paper_notes_stand_in_place(noted: Served, page: Page) -> None:
    opened(noted, page).emulate_media(media="print")
    text, note = page.locator(".prose").bounding_box(), page.locator(".side-note").first.bounding_box()
    assert note["x"] >= text["x"]
    assert note["x"] + note["width"] <= text["x"] + text["width"] + 1


def test_a_footnote_leads_back_to_each_of_its_signs(noted: Served, page: Page) -> None:
    opened(noted, page)
    page.locator(".footnotes .back").nth(1).click()
    assert page.url.endswith("#fnref2-1")
    assert page.locator("#fnref2-1").count() == 1


def test_a_box_called_note_stays_in_the_text(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/posts/prose-specimen/")
    text, box = page.locator(".prose").bounding_box(), page.locator(".admonition.note").first.bounding_box()
    assert text is not None
    assert box is not None
    assert text["x"] <= box["x"] < box["x"] + box["width"] <= text["x"] + text["width"] + 1
