"""Titles with formulas: drawn for a page, and as plain text."""

import pytest

from blog.rendering import RenderContext, render
from blog.rendering.documents import Title


def drawn(title: str, macros: str = "") -> Title:
    return render("正文。", RenderContext(title=title, macros=macros)).title


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (r"$\alpha$-分布", "α-分布"),
        (r"$x^{2n}$ 与 $a_{ij}$", "x²ⁿ 与 aᵢⱼ"),
        (r"为什么 $e^{i\pi}=-1$？", "为什么 e^(iπ) = −1？"),
        (r"\(\nabla\cdot\mathbf{E}=\rho\)", "∇⋅E = ρ"),
        (r"$\mathbb E[X]$ 与 $\mathbb{Z}$", "𝔼[X] 与 ℤ"),
        (r"$\frac{1}{n+1}$", "1/(n+1)"),
        (r"$O(n\log n)$ 的排序", "O(n log n) 的排序"),
    ],
)
def test_formulas_are_drawn_and_become_signs(title: str, text: str) -> None:
    found = drawn(title)
    assert found.text == text
    assert found.has_formulas
    assert 'class="katex-html"' in found.html
    assert "$" not in found.html.split("</annotation>")[-1]


@pytest.mark.parametrize(
    ("title", "text", "html"),
    [
        ("没有公式", "没有公式", "没有公式"),
        (r"花 \$5 买的", "花 $5 买的", "花 $5 买的"),
        ("从 $5 到 $6 美元", "从 $5 到 $6 美元", "从 $5 到 $6 美元"),
        ("US$5 and US$6", "US$5 and US$6", "US$5 and US$6"),
        ("C*-代数 *不是* `code` <b> & [[x]]", None, "C*-代数 *不是* `code` &lt;b&gt; &amp; [[x]]"),
        ("`$x$` 是代码", None, "`$x$` 是代码"),
        ("$$x$$", None, "$$x$$"),
        ("\\eqref{eq:a} ^[注] <!--more--> ::: 定理", None, "\\eqref{eq:a} ^[注] &lt;!--more--&gt; ::: 定理"),
    ],
)
def test_all_else_is_text(title: str, text: str | None, html: str) -> None:
    assert drawn(title) == Title(html, text or title, has_formulas=False)


def test_a_title_knows_the_macros_of_the_site() -> None:
    assert drawn(r"$\R^n$ 里的球", macros=r"\newcommand{\R}{\mathbb{R}}").text == "ℝⁿ 里的球"


def test_what_cannot_be_drawn_is_shown_as_it_is_written_and_reported_without_a_line() -> None:
    document = render("第一行 $\\oops$", RenderContext(title=r"关于 $\nonsense$"))
    assert document.title.html == '关于 <code class="tex-error">$\\nonsense$</code>'
    assert document.title.text == r"关于 $\nonsense$"
    assert [(warning.line, warning.excerpt) for warning in document.warnings] == [(0, "$\\nonsense$"), (1, "$\\oops$")]


def test_a_short_compound_stays_on_one_line() -> None:
    assert drawn("从 EM 到 k-means").html == '从 EM 到 <span class="compound">k-means</span>'
    assert drawn("a state-of-the-art model").html == "a state-of-the-art model"


def test_a_mark_behind_a_formula_stays_with_it() -> None:
    assert drawn("为什么 $x$？").html.endswith("？</span>")


def test_a_page_with_a_formula_in_its_title_needs_the_sheet_of_formulas() -> None:
    document = render("正文。", RenderContext(title="$x$"))
    assert document.has_formulas
    assert document.excerpt_has_formulas
    assert document.counts.formulas == 0
