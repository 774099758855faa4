"""Cards as pictures: their size, what they need, when they change. Latin titles are drawn on every machine."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import PIL.Image
import pytest

from blog import cards
from blog.cards import drawing, faces, setting
from blog.cards.faces import Face

CARD = cards.Card("What temperature does to a softmax", "Notes", date(2026, 11, 12), ("Yan Zhou", "softmax"), "en")
TITLE = "从“最大似然”到变分推断：证据下界、重参数化，以及 loss 训练的三处用法"
HAS_HAN = setting.can_set("中", faces.stack(bold=True))
needs_han = pytest.mark.skipif(not HAS_HAN, reason="no Chinese face is installed")


def opened(content: bytes) -> PIL.Image.Image:
    return PIL.Image.open(io.BytesIO(content)).convert("RGB")


@pytest.fixture
def latin_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without fonts: only the face that Pillow brings."""
    monkeypatch.setattr(faces, "_installed", dict)
    faces.stack.cache_clear()
    yield
    faces.stack.cache_clear()


def test_a_card_is_small_and_of_the_size_that_sites_expect() -> None:
    content = cards.draw(CARD)
    assert opened(content).size == (1200, 630)
    assert len(content) < 60_000
    assert opened(content).getpixel((0, 0)) == (0xFD, 0xFC, 0xF9)


def test_the_date_stands_flush_right_in_the_margin_in_the_accent_colour() -> None:
    image = opened(cards.draw(CARD))
    margin = image.crop((0, 0, drawing.TEXT_START - 4, 630))
    red = [x for x in range(margin.width) for y in range(180, 300) if margin.getpixel((x, y)) == (0xA3, 0x34, 0x1F)]
    assert drawing.MARGIN_END - 12 <= max(red) <= drawing.MARGIN_END


@needs_han
def test_a_long_chinese_title_stays_in_its_column_and_small() -> None:
    content = cards.draw(replace(CARD, title=TITLE * 4, language="zh-hans", foot=("标签",) * 40))
    image = opened(content)
    assert len(content) < 60_000
    assert {image.getpixel((x, y)) for x in range(drawing.TEXT_END + 8, 1200) for y in range(630)} == {
        (0xFD, 0xFC, 0xF9)
    }


@needs_han
def test_chinese_quotes_come_from_the_chinese_face() -> None:
    stack = faces.stack(bold=True)
    (chinese,) = {run.face for run in setting.runs("“”", setting.Style(stack, 60, "#000", "zh-hans"))}
    assert chinese.has("中")


@needs_han
def test_there_is_air_between_chinese_and_latin_but_not_before_marks() -> None:
    style = setting.Style(faces.stack(bold=True), 80, "#000")
    assert [run.air for run in setting.runs("训练GAN，好（GAN）", style) if run.air] == [10]


def test_a_title_whose_signs_no_face_has_gets_no_card(latin_only: None) -> None:  # noqa: ARG001
    assert cards.name(replace(CARD, title="大数定律")) == ""
    assert cards.name(CARD) != ""
    assert opened(cards.draw(replace(CARD, foot=("周砚",)))).size == (1200, 630)


def test_the_name_of_a_card_is_that_of_its_words() -> None:
    again = replace(CARD, foot=("Yan Zhou", "softmax"))
    assert cards.name(CARD) == cards.name(again)
    changes = [{"title": "a"}, {"site": "a"}, {"day": date(2026, 1, 1)}, {"foot": ()}, {"language": "zh-hans"}]
    assert len({cards.name(replace(CARD, **change)) for change in changes} | {cards.name(CARD)}) == 6


def test_a_font_of_ones_own_comes_first(tmp_path: Path) -> None:
    path = next((face.path for face in faces.stack(bold=True) if face.path), "")
    if not path:
        pytest.skip("no font is installed")
    assert faces.stack(path)[0] == Face(path)
    with pytest.raises(cards.FontError, match="no font"):
        cards.check_font(str(tmp_path / "none.ttf"))
