"""Pages bear no box that no reader sees, and an article of formulas stays light."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

from blog.rendering import RenderContext, render
from blog.rendering.formulas.lightening import UNSEEN, lighten
from tests.bench.mathjax import article
from tests.builders import a_post

ROOT = Path(__file__).resolve().parents[2]
SHEETS = [ROOT / "node_modules" / "katex" / "dist" / "katex.css", *(ROOT / "static" / "css").glob("*.css")]
LIMIT = 50_000  # bytes


def classes_with_a_rule() -> set[str]:
    return {name for path in SHEETS for name in re.findall(r"\.([A-Za-z][\w-]*)", path.read_text(encoding="utf-8"))}


def test_no_sheet_has_a_rule_for_what_is_left_out() -> None:
    assert UNSEEN & classes_with_a_rule() == set()


def test_every_class_of_a_formula_has_a_rule() -> None:
    page = render(article(), RenderContext()).html
    drawn = "".join(re.findall(r'<span class="katex-base.*?(?=<wbr>|</div>|</p>)', page))
    used = {name for names in re.findall(r'<span class="([^"]*)"', drawn) for name in names.split()}
    assert len(used) > 100
    assert used - classes_with_a_rule() == set()


@pytest.mark.django_db
def test_a_page_with_200_formulas_has_at_most_50_kilobytes(client: Client) -> None:
    page = client.get(a_post(body=article()).get_absolute_url()).content
    assert len(re.findall(rb'class="(?:math|eq)[ "]', page)) >= 200
    assert len(gzip.compress(page, 6)) <= LIMIT


def test_a_deep_piece_keeps_its_strut() -> None:
    deep = '<span class="katex-base"><span class="katex-strut h199 V69"></span>x</span>'
    assert lighten(deep) == deep


def test_a_table_has_one_row_and_its_piece_says_how_deep_it_is() -> None:
    page = render(r"$$\begin{pmatrix}a&b\\c&d\end{pmatrix}$$", RenderContext()).html
    assert "vlist-r" not in page
    assert re.search(r'<span class="katex-strut h240 V95"></span>', page)


def test_the_numbers_of_rows_keep_their_depth_to_stand_level_with_them() -> None:
    page = render(r"\begin{align}a&=b\\c&=d\end{align}", RenderContext()).html
    assert "vlist-r" in page.partition("eq-number")[2]
