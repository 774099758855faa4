"""Titles with formulas as plain text."""

import pytest

from blog.cards import readable


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("没有公式", "没有公式"),
        (r"$\alpha$-分布", "α-分布"),
        (r"$x^{2n}$ 与 $a_{ij}$", "x²ⁿ 与 aᵢⱼ"),
        (r"\(\nabla\cdot\mathbf{E}=\rho\)", "∇·E=ρ"),
        (r"$\mathcal{N}(0,\sigma^2)$", "𝒩(0,σ²)"),
        (r"$\mathbb E[X]$ 与 $\mathbb{Z}$", "𝔼[X] 与 ℤ"),
        (r"$\frac{1}{n+1}$", "1/(n+1)"),
        (r"$\|x\|_\infty$", "‖x‖_∞"),
        (r"$p(\theta)\propto e^{-x}$", "p(θ) ∝ e^(-x)"),
        (r"$\underbrace{x}$", r"\underbracex"),
        (r"花 \$5 买的", "花 $5 买的"),
        ("从 $5 到 $6 美元", "从 $5 到 $6 美元"),
        ("US$5 and US$6", "US$5 and US$6"),
    ],
)
def test_formulas_become_signs(title: str, text: str) -> None:
    assert readable(title) == text
