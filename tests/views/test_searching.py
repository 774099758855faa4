"""The search page: which posts are found, in which order, and what is shown of them."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from tests.builders import a_post

pytestmark = pytest.mark.django_db


def found(client: Client, query: str, **more: Any) -> list[str]:
    text = client.get("/search/", {"q": query, **more}).content.decode()
    return [re.sub("<[^>]*>", "", title) for title in re.findall(r"<h2[^>]*><a [^>]*>(.*?)</a></h2>", text)]


def test_all_words_must_match_in_title_text_or_tags(client: Client) -> None:
    a_post("高斯积分", body="极坐标。", tags=["概率"])
    a_post("积分", body="分部。")
    assert found(client, "积分 极坐标 概率") == ["高斯积分"]
    assert found(client, "积分 没有") == []


def test_those_with_all_words_in_the_title_come_first_then_the_newest(client: Client) -> None:
    a_post("旧题目有矩阵", days_ago=9)
    a_post("新", body="矩阵。", days_ago=1)
    a_post("旧", body="矩阵。", days_ago=5)
    assert found(client, "矩阵") == ["旧题目有矩阵", "新", "旧"]


def test_letters_match_in_both_cases(client: Client) -> None:
    a_post("One loss", tags=["GAN"])
    assert found(client, "LOSS gan") == ["One loss"]


@pytest.mark.parametrize("query", ["%", "_", "100%", "a_b"])
def test_signs_of_the_database_are_letters_like_others(client: Client, query: str) -> None:
    a_post("别的", body="axb 1000")
    a_post("它", body=f"`{query}`")
    assert found(client, query) == ["它"]


def test_a_formula_is_found_by_its_tex(client: Client) -> None:
    a_post("公式", body="设 $\\mathcal{L}$。")
    assert found(client, "\\mathcal{L}") == ["公式"]


def test_matches_are_marked_in_titles_and_passages(client: Client) -> None:
    a_post("Gauss <b>", body=f"{'远。' * 99}\n\n此处有 GAUSS 与矩阵。")
    text = client.get("/search/", {"q": "gauss 矩阵"}).content.decode()
    assert "<mark>Gauss</mark> &lt;b&gt;</a></h2>" in text
    passage = re.search(r'<p class="passage">(.*?)</p>', text)[1]
    assert "此处有 <mark>GAUSS</mark> 与<mark>矩阵</mark>。" in passage
    assert len(passage) < 250


def test_formulas_of_a_passage_are_drawn_but_for_those_that_were_looked_for(client: Client) -> None:
    a_post("积分", body="设 $a<b$ 且 \\(\\mathcal{L} = 0\\)，每个矩阵值 $5，不是 $6。\n\n$$\\int_a^b$$")
    text = client.get("/search/", {"q": "矩阵 mathcal"}).content.decode()
    shown = re.search(r'<p class="passage">(.*?)</p>', text)[1]
    assert shown.startswith('设 <span class="math"><span class="katex">')
    assert "a&lt;b</annotation>" in shown
    assert "\\(\\<mark>mathcal</mark>{L} = 0\\)" in shown
    assert "每个<mark>矩阵</mark>值 $5，不是 $6。" in shown
    assert shown.count("<span") == shown.count("</span>")
    assert "page-with-formulas" in text
    assert "KaTeX_Math-Italic" in text
    assert "page-with-formulas" not in client.get("/search/", {"q": "没有"}).content.decode()


def test_marks_around_a_drawn_formula_are_shown_once(client: Client) -> None:
    a_post("矩阵", body="先是 $n$，再是（$n$）。从 $n$ 到 $n$。")
    text = client.get("/search/", {"q": "再是"}).content.decode()
    shown = re.search(r'<p class="passage">(.*?)</p>', text)[1]
    read = re.sub('<span class="katex">.*?n</span></span></span></span>', "n", shown)
    assert re.sub("<[^>]*>", "", read) == "先是 n，再是（n）。从 n 到 n。"
    assert read.count('<span class="math') == 4


def test_what_was_typed_stays_in_the_field_and_runs_nowhere(client: Client) -> None:
    text = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in text
    assert html.escape('"><script>alert(1)</script>') in text


@pytest.mark.parametrize("query", ["", "  ", "\x00", "\u3000"])
def test_without_words_there_is_help_and_there_are_tags(client: Client, query: str) -> None:
    a_post("它", tags=["概率"])
    text = client.get("/search/", {"q": query}).content.decode()
    assert found(client, query) == []
    assert 'rel="tag">概率</a>' in text
    assert '<input class="field" id="search-field"' in text


def test_a_long_query_is_cut_not_refused(client: Client) -> None:
    a_post("它")
    assert client.get("/search/", {"q": "它 " * 5000}).status_code == 200
    assert found(client, " ".join(["它", *"的篇正文第一二三四五六七八九"])) == []
    assert found(client, "它 " + " ".join(["它"] * 40)) == ["它"]


def test_results_have_pages(client: Client) -> None:
    for number in range(12):
        a_post(f"同题{number}", days_ago=number + 1)
    assert len(found(client, "同题")) == 10
    assert found(client, "同题", page=2) == ["同题10", "同题11"]
    text = client.get("/search/", {"q": "同题"}).content.decode()
    assert 'rel="next" href="/search/?q=%E5%90%8C%E9%A2%98&amp;page=2"' in text
    assert client.get("/search/", {"q": "同题", "page": "3"}).status_code == 404
    assert client.get("/search/", {"q": "同题", "page": "x"}).status_code == 404


def test_results_are_no_page_for_an_index(client: Client) -> None:
    assert '<meta name="robots" content="noindex, follow">' in client.get("/search/").content.decode()


def test_cells_of_a_table_are_told_apart_in_a_passage(client: Client) -> None:
    a_post(body="| 初始化 | 来历 |\n|---|---|\n| 随机矩阵 | 无 |\n\n后文。")
    passage = re.search(r'<p class="passage">(.*?)</p>', client.get("/search/?q=矩阵").content.decode())[1]
    assert re.sub(r"</?mark>", "", passage) == "初始化 · 来历 · 随机矩阵 · 无 后文。"
