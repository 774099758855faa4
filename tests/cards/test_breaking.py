"""Titles in lines: balanced, no mark at the wrong end, no word cut."""

import pytest

from blog.cards.breaking import CLOSING, OPENING, break_lines

TITLES = [
    "换一行不必重算：矩阵求逆引理的三处用法",
    "从“最大似然”到变分推断（上）：证据下界、重参数化",
    "只用一个 loss 训练 GAN",
    "What temperature does to a softmax",
    "为什么说“维数灾难”（the curse of dimensionality）也是福气？！",
]


def wide(text: str) -> float:
    """Chinese in ems, Latin in halves."""
    return sum(0.5 if character.isascii() else 1 for character in text)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("width", range(9, 25))
def test_no_mark_stands_at_the_wrong_end_of_a_line_and_nothing_is_lost(title: str, width: int) -> None:
    lines = break_lines(title, width, 9, wide).lines
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert not [line for line in lines if line[0] in CLOSING or line[-1] in OPENING]
    assert all(wide(line) <= width for line in lines)


@pytest.mark.parametrize("title", TITLES)
def test_no_latin_word_is_cut(title: str) -> None:
    lines = break_lines(title, 9, 9, wide).lines
    words = [word.strip("（）") for word in title.split() if word.isascii()]
    assert all(any(word in line for line in lines) for word in words)


def test_lines_are_balanced_and_as_few_as_can_be() -> None:
    lines = break_lines("概率论里最有用的一个不等式", 10, 4, wide).lines
    assert sorted(len(line) for line in lines) == [6, 7]


def test_a_title_breaks_after_its_colon_if_it_can() -> None:
    broken = break_lines("换一行不必重算：矩阵求逆引理的三处用法", 12, 3, wide)
    assert broken.lines == ("换一行不必重算：", "矩阵求逆引理的三处用法")
    assert broken.parted == 0


def test_no_line_begins_with_a_particle_where_another_break_will_do() -> None:
    lines = break_lines("一个神经网络的泛化性", 6, 3, wide).lines
    assert not [line for line in lines if line.startswith("的")]


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    broken = break_lines("一二三四五六七八九十，甲乙丙丁", 4, 3, wide)
    assert broken.lines == ("一二三四", "五六七八", "九十…")
    assert not broken.is_whole


def test_a_word_wider_than_a_line_is_cut_rather_than_lost() -> None:
    assert "".join(break_lines("Donaudampfschifffahrt", 5, 9, wide).lines) == "Donaudampfschifffahrt"
