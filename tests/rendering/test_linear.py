"""Formulas in one line of text, as descriptions show them."""

import pytest

from blog.rendering import render

LINES = {
    r"e^{i\pi}": "e^(iπ)",
    r"K": "K",
    r"x_i^2": "xᵢ²",
    r"n\to\infty": "n → ∞",
    r"L_G=-L_D": "L_G = −L_D",
    r"W_Q x": "W_Q x",
    r"\frac{a+b}{n}": "(a+b)/n",
    r"\left(\frac1n\right)^2": "(1/n)²",
    r"\sum_{i=1}^n x_i": "∑ᵢ₌₁ⁿ xᵢ",
    r"\lim_{n\to\infty} a_n": "lim_(n→∞) aₙ",
    r"\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt\pi}{2}": "∫₀^∞ e^(−x²) dx = √π/2",
    r"\sqrt[3]{2}": "³√2",
    r"f'(x)\in\mathbb{R}^n": "f′(x) ∈ ℝⁿ",
    r"O(n\log_2 n)": "O(n log₂ n)",
    r"\log(1+e^t)": "log(1+eᵗ)",
    r"\hat x+\bar{\boldsymbol y}": "x\u0302+y\u0304",
    r"p_{\text{data}}": "p_data",
    r"a<b": "a < b",
}
NOT_IN_ONE_LINE = [r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", r"\binom nk", r"\overline{AB}", r"\wrong{x}"]


@pytest.mark.parametrize(("tex", "line"), LINES.items())
def test_a_formula_is_written_in_one_line(tex: str, line: str) -> None:
    assert render(f"设 ${tex}$。").description == f"设 {line}。"


@pytest.mark.parametrize("tex", NOT_IN_ONE_LINE)
def test_what_has_no_such_form_stays_as_its_author_wrote_it(tex: str) -> None:
    assert render(f"设 ${tex}$。").description == f"设 ${tex}$。"


def test_the_number_of_a_display_is_left_out() -> None:
    assert render("设\n\n$$x=1\\label{e}$$\n\n其中 $x$。").description == "设 x = 1 其中 x。"


def test_a_description_ends_in_time_after_its_formulas_were_written() -> None:
    description = render("设 $\\mathbb{R}$ 中有 $x_i$，" * 40).description
    assert len(description) <= 160
    assert description.endswith("…")
    assert "$" not in description
