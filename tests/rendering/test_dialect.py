"""What authors write is drawn like what KaTeX knows: a pair for each command. A new KaTeX shows its difference here."""

import re

import pytest

from blog.rendering import RenderContext, render
from tests.rendering.sketching import sketch

ANNOTATION = re.compile(r"<annotation.*?</annotation>", re.DOTALL)


def drawn(tex: str, *, display: bool = True, macros: str = "") -> str:
    """The page's HTML for a formula, but not the TeX in it and whether lines may break; there must be no warning."""
    document = render(f"$$\n{tex}\n$$" if display else f"${tex}$", RenderContext(macros=macros))
    assert document.warnings == ()
    return ANNOTATION.sub("", document.html).replace(" eq-line", "")


# What an author writes, and the same in words that KaTeX has had for long.
COMMANDS = {
    # fonts and boxes
    r"\mbox{a b}": r"\text{a b}",
    r"\bm{x}": r"\boldsymbol{x}",
    r"\mathbbm{R}": r"\mathbb{R}",
    r"\mathds{E}": r"\mathbb{E}",
    r"\mathbfit{x}": r"\boldsymbol{x}",
    r"\symbf{x}": r"\mathbf{x}",
    r"\symcal{L}": r"\mathcal{L}",
    r"\mathbfcal{L}": r"\boldsymbol{\mathcal{L}}",
    r"\textsc{a}": r"\textrm{a}",
    r"\framebox{a}": r"\fbox{a}",
    r"\makebox[2em][c]{a}": r"\text{a}",
    r"\ensuremath{x}": "x",
    r"\text{\ensuremath{x^2}}": r"\text{$x^2$}",
    r"\textdollar": r"\$",
    r"\style{color:red}{x}": "x",
    r"\class{a}{x}": "x",
    r"\cssId{a}{x}": "x",
    r"\Tiny x": r"\tiny x",
    # fractions, roots, strokes, braces
    r"\nicefrac{1}{2}": r"{}^{1}\mkern-2mu/\mkern-1mu{}_{2}",
    r"\sfrac12": r"{}^{1}\mkern-2mu/\mkern-1mu{}_{2}",
    r"\cfrac[l]{1}{2}": r"\cfrac{1}{2}",
    r"\cancelto{0}{x}": r"\cancel{x}^{0}",
    r"\overparen{ab}": r"\overgroup{ab}",
    r"\underparen{ab}": r"\undergroup{ab}",
    r"\overunderset{a}{b}{=}": r"\overset{a}{\underset{b}{=}}",
    r"\buildrel a\over =": r"\mathrel{\overset{a}{=}}",
    r"\root 3\of{x+y}": r"\sqrt[3]{x+y}",
    r"\prescript{a}{b}{X}": r"{\vphantom{X}}^{a}_{b}{X}",
    r"\raise2pt\hbox{a}": r"\raisebox{2pt}{\hbox{a}}",
    r"\lower .5ex{a}": r"\raisebox{-.5ex}{${a}$}",
    r"\enclose{updiagonalstrike}{x}": r"\cancel{x}",
    r"\enclose{box,top}{x}": r"\boxed{\overline{x}}",
    r"\bbox[yellow,5px]{x}": r"\colorbox{yellow}{$\displaystyle{x}$}",
    r"\bbox[border:1px solid red]{x}": r"\boxed{x}",
    r"\unicode{x2605}": r"\text{★}",
    r"\unicode[.5,.2]{9733}": r"\text{★}",
    r"\left\llbracket x\right\rrbracket": r"\left[\mkern-3mu\left[x\right]\mkern-3mu\right]",
    # operators
    r"\sech x": r"\operatorname{sech}x",
    r"\arcsinh x": r"\operatorname{arcsinh}x",
    r"\mathop{\text{argmax}}_y": r"\operatorname*{\mathnormal{\text{argmax}}}_y",
    r"\mathop{\rm arg\,max}\limits_y": r"\operatorname*{\mathnormal{\rm arg\,max}}\limits_y",
    r"\qed": r"\square",
    r"a\hfill b": r"a\qquad b",
    r"\hdots": r"\ldots",
    # colours
    r"\color{red}{x}y": r"\textcolor{red}{x}y",
    r"\color{red} {x}y": r"\textcolor{red}{x}y",
    r"\textcolor[RGB]{255,128,0}{x}": r"\textcolor{#FF8000}{x}",
    r"\textcolor[rgb]{1,0.5,0}{x}": r"\textcolor{#FF8000}{x}",
    r"\textcolor[HTML]{ff8000}{x}": r"\textcolor{#ff8000}{x}",
    r"{\color[gray]{0.5} x}y": r"{\color{#808080} x}y",
    r"\textcolor{red!50!blue}{x}": r"\textcolor{#800080}{x}",
    r"\textcolor{NavyBlue}{x}": r"\textcolor{#006EB8}{x}",
    r"\fcolorbox[RGB]{255,0,0}{0,255,0}{x}": r"\fcolorbox{#FF0000}{#00FF00}{x}",
    r"\definecolor{own}{RGB}{255,0,0}\textcolor{own}{x}": r"\textcolor{#FF0000}{x}",
    r"\colorlet{own}{red!50}\textcolor{own}{x}": r"\textcolor{#FF8080}{x}",
    # matrices and environments
    r"\pmatrix{a&b\cr c&d}": r"\begin{pmatrix}a&b\cr c&d\end{pmatrix}",
    r"\cases{a&b\cr c&d}": r"\begin{cases}a&b\cr c&d\end{cases}",
    r"\eqalign{a&=b\cr c&=d}": r"\begin{aligned}a&=b\cr c&=d\end{aligned}",
    r"\displaylines{a\cr b}": r"\begin{gathered}a\cr b\end{gathered}",
    r"\begin{array}{@{}l@{\,}r}a&b\end{array}": r"\begin{array}{lr}a&b\end{array}",
    r"\begin{array}[t]{*{2}{c}|p{3cm}}a&b&c\end{array}": r"\begin{array}{cc|l}a&b&c\end{array}",
    r"\begin{array}{cc}\multicolumn{2}{c}{x}\\a&b\end{array}": r"\begin{array}{cc}{x}&\\a&b\end{array}",
    r"\begin{matrix}a&b\\\hdotsfor{2}\end{matrix}": r"\begin{matrix}a&b\\\dots &\dots \end{matrix}",
    r"\begin{psmallmatrix}a\end{psmallmatrix}": r"\left(\begin{smallmatrix}a\end{smallmatrix}\right)",
    r"\begin{cases*}a&if $x$\\b\end{cases*}": r"\begin{cases}a&\text{if $x$}\\b\end{cases}",
    r"\begin{lgathered}a\\b\end{lgathered}": r"\begin{array}{l}a\\b\end{array}",
    r"\begin{aligned}[t]a\end{aligned}": r"\begin{aligned}a\end{aligned}",
    r"\begin{displaymath}a\end{displaymath}": "a",
    r"\left\{\begin{align}a&=b\\c&=d\end{align}\right.": r"\left\{\begin{aligned}a&=b\\c&=d\end{aligned}\right.",
    r"x\begin{eqnarray}a&=&b\end{eqnarray}": r"x\begin{array}{rcl}a&=&b\end{array}",
    r"a&=b\\&=c": r"\begin{aligned}a&=b\\&=c\end{aligned}",
    r"a&=&b\\&=&c": r"\begin{aligned}a&={}b\\&={}c\end{aligned}",
    r"\begin{align*}a\\\intertext{so}b\end{align*}": r"\begin{align*}a\\&\text{so}\\b\end{align*}",
    r"\begin{gather*}a\\\shortintertext{so}b\end{gather*}": r"\begin{gather*}a\\\text{so}\\b\end{gather*}",
    r"\begin{empheq}[left={x=\empheqlbrace}]{align*}a\\b\end{empheq}": (
        r"x=\left\lbrace \begin{aligned}a\\b\end{aligned}\right."
    ),
    r"\begin{empheq}[box=\fbox]{gather*}a\\b\end{empheq}": r"\boxed{\begin{gathered}a\\b\end{gathered}}",
    # physics
    r"\abs{x}": r"\left\lvert x\right\rvert",
    r"\abs*{x}": r"\lvert x\rvert",
    r"\norm{x}": r"\left\lVert x\right\rVert",
    r"\dv{x}": r"\frac{\mathrm{d}}{\mathrm{d}{x}}",
    r"\dv{f}{x}": r"\frac{\mathrm{d}{f}}{\mathrm{d}{x}}",
    r"\dv[2]{f}{x}": r"\frac{\mathrm{d}^{2}{f}}{\mathrm{d}{x}^{2}}",
    r"\pdv{f}{x}": r"\frac{\partial{f}}{\partial{x}}",
    r"\pdv{f}{x}{y}": r"\frac{\partial^2{f}}{\partial{x}\,\partial{y}}",
    r"\qty(\frac{a}{b})": r"\left(\frac{a}{b}\right)",
    r"\qty[a(b)]": r"\left[a(b)\right]",
    r"\comm{a}{b}": r"\left[a,b\right]",
    r"\expval{A}": r"\left\langle A\right\rangle",
    r"\mel{a}{b}{c}": r"\left\langle a\middle\vert b\middle\vert c\right\rangle",
    r"\vb*{x}": r"\boldsymbol{x}",
    # siunitx
    r"\SI{3e8}{\meter\per\second}": r"{3\times10^{8}\,\mathrm{m}\,\mathrm{s}^{-1}}",
    r"\qty{5}{\micro\metre}": r"{5\,\mathrm{\mu{}m}}",
    r"\si{kg.m/s^2}": r"{\mathrm{kg\,m/s^{2}}}",
    r"\num{12345.6}": r"{12\,345.6}",
    r"\ang{30;15}": r"{30^\circ15'}",
    # signs
    "f（x）＝ａ": "f(x)=a",
    r"\left（x\right）": r"\left(x\right)",
    "a&lt;b&amp;=c": r"\begin{aligned}a<b&=c\end{aligned}",
    r"n\*m'\'": "n*m''",
    r"\[0,1\]": "[0,1]",
    # slips that MathJax reads as they are meant
    r"x_\max^\min": r"x_{\max}^{\min}",
    r"x^\hat y": r"x^{\hat y}",
    r"f_\boldsymbol{w}z": r"f_{\boldsymbol{w}}z",
    r"x^\text{a}": r"x^{\text{a}}",
    r"x_\rm{max}": r"x_{\rm{max}}",
    r"x^\operatorname{T}": r"x^{\operatorname{T}}",
    r"x_\left(a\right)": r"x_{\left(a\right)}",
    r"x^\begin{pmatrix}a\end{pmatrix}": r"x^{\begin{pmatrix}a\end{pmatrix}}",
    r"\frac{a}\sqrt b": r"\frac{a}{\sqrt b}",
    r"\frac\sqrt[3]a\hat\vec b": r"\frac{\sqrt[3]a}{\hat{\vec b}}",
    r"\text{argmax}\limits_x": r"\mathop{\text{argmax}}\limits_x",
    r"\int\limits\limits_a": r"\int\limits_a",
    r"\underbrace{ab}\limits_c": r"\mathop{\underbrace{ab}}\limits_c",
    r"\text{style_fwd & 5% # a^b}": r"\text{style\_fwd \& 5\% \# a\textasciicircum{}b}",
    r"\text{if $x_1$ \textbf{y_2}}": r"\text{if $x_1$ \textbf{y\_2}}",
    r"\text{\ce{H2O}}": r"\text{$\ce{H2O}$}",
}


@pytest.mark.parametrize(("written", "meant"), COMMANDS.items(), ids=COMMANDS)
def test_what_authors_write_is_drawn_as_it_is_meant(written: str, meant: str) -> None:
    assert drawn(written) == drawn(meant)


# Drawn by themselves, without a twin.
DRAWN = [
    *(r"\sideset{_a^b}{_c^d}\sum_i^n", r"\iiiint x", r"\idotsint_V", r"\iddots", r"\mathbbm{1}_{x>0}", r"\slashed{D}"),
    *(r"\indep", r"\upalpha", r"\longdiv{12}", r"\centernot\to", r"\mathds 1", "𝟙", r"\permil"),
    *(r"\ce{Zn^2+ <=>[+ 2OH-][+ 2H+] $X$}", r"\pu{1.2e3 kg m-1}", r"\begin{aligned}\ce{A &-> B}\\c\end{aligned}"),
    r"\begin{CD}A @>a>> B\\@VVbV @|\\C @= D\end{CD}",
]


@pytest.mark.parametrize("tex", DRAWN)
def test_a_command_without_a_twin_is_drawn(tex: str) -> None:
    assert "katex-html" in drawn(tex)


@pytest.mark.parametrize(
    ("defined", "used", "meant"),
    [
        (r"\newcommand{\abs}[1]{[#1]}", r"\abs{x}", "[x]"),
        (r"\def\mbox#1{#1^2}", r"\mbox{x}", "x^2"),
        (r"\newcommand{\raise}{r}", r"\raise2", "r2"),
        (r"\newcommand{\SI}[2]{#2#1}", r"\SI{a}{b}", "ba"),
        (r"\DeclareMathOperator{\tr}{Sp}", r"\tr A", r"\operatorname{Sp}A"),
        (r"\newcommand{\f}[2][x]{#1+#2}", r"\f{a}\f[b]{c}\f[{]}]{\f{d}}", "x+ab+c]+x+d"),
        (r"\renewcommand{\vec}[2][n]{#2_#1}", r"\vec[2]a", "a_2"),
        (r"\providecommand{\R}{r}\providecommand{\R}{\foo}", r"\R", "r"),
        (r"\def\cut#1\to#2{#1_#2}", r"\cut ab\to c", "ab_c"),
        (r"\let\half=\frac", r"\half12", r"\frac12"),
        (r"\newenvironment{v}[1]{\left(#1}{\right)}", r"\begin{v}{a}b\end{v}", r"\left(ab\right)"),
        (
            r"\newenvironment{m*}{\begin{pmatrix}}{\end{pmatrix}}",
            r"\begin{m*}a&b\end{m*}",
            r"\begin{pmatrix}a&b\end{pmatrix}",
        ),
        (r"\DeclarePairedDelimiter{\card}{\lvert}{\rvert}", r"\card*{x}", r"\left\lvert x\right\rvert"),
        (
            r"\DeclarePairedDelimiter\card{\lvert}{\rvert}",
            r"\card[\big]{x}\card{y}",
            r"\mathopen{\big\lvert}x\mathclose{\big\rvert}\mathopen{\lvert}y\mathclose{\rvert}",
        ),
        (r"\definecolor{own}{HTML}{102030}", r"\textcolor{own}{x}", r"\textcolor{#102030}{x}"),
    ],
)
def test_what_an_author_or_the_site_defines_wins_over_an_emulation(defined: str, used: str, meant: str) -> None:
    expected = drawn(meant, display=False)

    assert drawn(f"{defined}$ ${used}", display=False).replace("<p> ", "<p>") == expected
    if "definecolor" not in defined:
        assert drawn(used, display=False, macros=defined) == expected


@pytest.mark.parametrize(
    ("tex", "column"),
    [
        (r"a\mathop{b}\foo", 12),
        (r"\raise2pt\hbox{a}\foo", 18),
        (r"\SI{1}{\m}+\foo", 12),
        (r"\textcolor[RGB]{1,2,3}{\foo}", 24),
        (r"\text{a_b_c}\foo", 13),
        (r"x_\max+\foo", 8),
        (r"\newcommand{\f}[2][x]{#1}\f{y}\foo", 31),
        (r"\newenvironment{e}{(}{)}\begin{e}\end{e}\foo", 41),
        (r"f（x）＝\foo", 6),
        (r"\enclose{box}{a\foo}", 16),
        (r"\enclose{cloud}{a}", 1),
        (r"a+\begin{array}{y}a\end{array}", 17),
        (r"a\rotatebox{90}{x}", 2),
        (r"\SI{1}{\foo}", 1),
        (r"\pmatrix{a&b\cr\foo}", 16),
    ],
)
def test_an_error_behind_or_in_an_emulation_keeps_its_place(tex: str, column: int) -> None:
    [warning] = render(f"${tex}$").warnings

    assert (warning.kind, warning.line, warning.column) == ("formula", 1, column + 1)


def test_a_formula_never_swallows_what_stands_behind_it() -> None:
    blocks = sketch(render("$\\mathop{a\\,\\mathrm{b}}\\nolimits_c$\n\n中 $\\mathop{\\int\\,\\int}_a$").html).split(
        "\n"
    )

    assert [block[:3] for block in blocks] == ["<p>", "<p>"]


def test_a_text_that_uses_chemistry_leaves_nothing_behind_for_the_next() -> None:
    render(r"$\def\ce#1{x}\ce{H2O}$")

    assert drawn(r"\ce{H2O}") != drawn("x")
