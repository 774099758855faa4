"""What an author is told about a wrong formula, and that the reader's page stays whole."""

import pytest

from blog.rendering import RenderContext, render
from tests.rendering.sketching import parse, sketch


def places(source: str) -> list[tuple[int, int]]:
    """Line and column of each warning about a formula."""
    return [(warning.line, warning.column) for warning in render(source).warnings if warning.kind == "formula"]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        pytest.param(r"$a\foo$", (1, 3), id="in the first line"),
        pytest.param("a\n\nb $x$ $c\n+ \\foo$", (4, 3), id="in the second line of an inline formula"),
        pytest.param(r"$𝑥\foo$", (1, 3), id="behind a letter of two UTF-16 units in the formula"),
        pytest.param(r"$𝑥𝑦𝑧+\text{😀}\foo$", (1, 14), id="behind several letters of two UTF-16 units"),
        pytest.param(r"😀𝑥 $a\foo$", (1, 6), id="behind an emoji in the text"),
        pytest.param("e\u0301 $a\\foo$", (1, 6), id="behind a combining accent, which is a character"),
        pytest.param(r"> a $\foo$", (1, 6), id="in a quote"),
        pytest.param("> a\n> $$\n> b \\foo\n> $$", (3, 5), id="in a display in a quote"),
        pytest.param("> > $$\n> > b\n> >  \\foo$$", (3, 6), id="in a display in a quote in a quote"),
        pytest.param("- a\n  - $$\n    b \\foo\n    $$", (3, 7), id="in a display in a nested list"),
        pytest.param("| a | b |\n|---|---|\n| c | $\\foo$ |", (3, 8), id="in a table"),
        pytest.param("a[^1]\n\n[^1]: b $\\foo$", (3, 10), id="in a footnote"),
        pytest.param(r"## a $\foo$", (1, 7), id="in a heading"),
        pytest.param(r"![a $\foo$](b.png)", (1, 6), id="in the text of an image"),
        pytest.param("a\r\nb $\\foo$\r\n", (2, 4), id="behind a line end of Windows"),
        pytest.param("a\rb $\\foo$\r", (2, 4), id="behind a line end of old Macintoshes"),
        pytest.param("\ufeffa\x00 $\\foo$", (1, 4), id="behind characters that are dropped"),
        pytest.param("```\n$x$\n```\n\n    $z$\n\n$\\foo$", (7, 2), id="behind code"),
        pytest.param("<!--\na\n-->\n\n$\\foo$", (5, 2), id="behind a comment"),
        pytest.param("$$\\label{a}\n\\foo\\tag{1}$$", (2, 1), id="behind a label that is taken out"),
        pytest.param("\\begin{align}a\\label{x}\\\\b\\foo\\end{align}", (1, 27), id="in the second row of an align"),
        pytest.param("\\begin{multline}\na\\\\\nb\\foo\n\\end{multline}", (3, 2), id="in a multline"),
        pytest.param("\\begin{eqnarray}a&=&b\\\\&=&\\foo\\end{eqnarray}", (1, 27), id="in an eqnarray"),
        pytest.param(
            r"\begin{subequations}\begin{align}\foo\end{align}\end{subequations}", (1, 34), id="in subequations"
        ),
        pytest.param("$% a\n\\foo$", (2, 1), id="behind a comment in the formula"),
        pytest.param(r"\begin{equation}\label{q}x\end{equation}$\eqref{q}\foo$", (1, 51), id="behind a reference"),
        pytest.param(r"$\newcommand{\x}[1]{#1}\x{\foo}$", (1, 27), id="behind a definition that is rewritten"),
        pytest.param(r"$\DeclareMathOperator{\y}{y}\foo$", (1, 29), id="behind an operator that is rewritten"),
        pytest.param(r"$\require{ams}\foo$", (1, 15), id="behind a command that is passed over"),
        pytest.param(r"$a^b^c$", (1, 5), id="at a second superscript"),
        pytest.param(r"$\frac{1$", (1, 9), id="at the end, where a brace is missing"),
        pytest.param(r"$a \href{b}{c}$", (1, 4), id="at a command that is not allowed"),
        pytest.param(r"$a \kern 99em$", (1, 9), id="at a length that is too large"),
    ],
)
def test_a_warning_names_line_and_column(source: str, place: tuple[int, int]) -> None:
    assert places(source) == [place]


def test_an_error_inside_a_macro_is_blamed_on_the_macro() -> None:
    [place] = places("$\\def\\x{\\foo}$\n\n$a\\x+b+c+d+e+f+g$")

    assert place in {(3, 3), (3, 1)}


def test_an_error_inside_a_site_wide_macro_is_blamed_on_the_macro() -> None:
    document = render(r"$a+b+c+\x+e$", RenderContext(macros=r"\newcommand{\x}{\foo}"))

    assert document.warnings[0].column in {8, 1}


def test_a_warning_shows_the_piece_and_what_the_engine_said() -> None:
    [warning] = render("a\n\n$x+\\foo$").warnings

    assert (warning.kind, warning.excerpt) == ("formula", r"$x+\foo$")
    assert warning.detail == r"Undefined control sequence: \foo"


def test_a_warning_holds_no_marks_of_the_engine() -> None:
    warnings = render(r"$\foo$ $a^b^c$ $\begin{align}a$ $\frac{1$ $}$").warnings

    assert warnings
    assert not any("\u0332" in warning.detail or "KaTeX" in warning.detail for warning in warnings)


def test_a_duplicate_label_names_both_lines() -> None:
    [warning] = render("$$a\\tag{1}\\label{x}$$\n\n$$b\\tag{2}\\label{x}$$").warnings

    assert (warning.line, warning.column, warning.excerpt, warning.detail) == (3, 11, "x", "1")


def test_warnings_stand_in_the_order_of_the_text() -> None:
    document = render("```\n\nx\n```\n\n\\eqref{a}\n\n$\\foo$ $y\n\n$z\\label{b}$\n\n~~~")

    kinds = ["unknown-label", "formula", "unclosed-formula", "unnumbered-label", "unclosed-code"]
    assert [warning.kind for warning in document.warnings] == kinds


def test_an_unclosed_fence_is_named_where_it_begins() -> None:
    [warning] = render("a\n\n```python\nb").warnings

    assert (warning.kind, warning.line, warning.column, warning.excerpt) == ("unclosed-code", 3, 1, "```python")


def test_a_wrong_formula_shows_its_source_and_leaves_the_rest_whole() -> None:
    document = render("a $\\foo{<b>&}$ b $y$\n\n$$\n\\bar{x\n$$\n\n$z$")

    blocks = ["<p>a ⟦failed $\\foo{<b>&}$⟧ b ⟦y⟧</p>", "⟦failed display $$ \\bar{x $$⟧", "<p>⟦z⟧</p>"]
    assert sketch(document.html).split("\n") == blocks
    assert "&lt;b&gt;&amp;" in document.html


def test_a_wrong_formula_shows_its_source_in_excerpt_and_feed() -> None:
    document = render("a $\\foo{<b>}$ $y$")

    for html in (document.excerpt_html, document.feed_html):
        assert '<code class="tex-error">$\\foo{&lt;b&gt;}$</code>' in html
        assert html.count("<math") == 1


def test_a_reader_sees_nothing_of_the_engine_in_a_wrong_formula() -> None:
    shown = "".join(parse(render("$\\foo$ $a^b^c$").html).itertext())

    assert shown == "$\\foo$ $a^b^c$"


def test_a_wrong_display_in_a_quote_shows_its_source_without_the_markers() -> None:
    assert sketch(render("> $$\n> \\foo\n> $$").html) == "<blockquote>⟦failed display $$ \\foo $$⟧</blockquote>"


def test_only_wrong_formulas_make_a_page_without_formulas() -> None:
    assert not render(r"$\foo$").has_formulas
    assert render(r"$\foo$ $x$").has_formulas


UNTRUSTED = [
    r"\href{javascript:alert(1)}{x}",
    r"\href {https://a.b/} {x}",
    r"\url{https://a.b/}",
    r"\includegraphics[width=1em]{a.png}",
    r"\htmlClass{a}{x}",
    r"\htmlId{a}{x}",
    r"\htmlStyle{color: red}{x}",
    r"\htmlData{a=b}{x}",
    r"\def\h{\href}\h{a}{x}",
    r"\let\h=\url \h{a}",
    r"\newcommand{\h}[1]{\htmlId{#1}{x}}\h{a}",
    r"\text{\href{a}{x}}",
]


@pytest.mark.parametrize("tex", UNTRUSTED)
def test_a_command_that_could_carry_addresses_or_attributes_is_an_error(tex: str) -> None:
    document = render(f"${tex}$ $y$")

    assert [warning.kind for warning in document.warnings] == ["formula"]
    assert "is not allowed" in document.warnings[0].detail
    assert sketch(document.html).endswith("⟦y⟧</p>")


@pytest.mark.parametrize("tex", [r"\hrefs", r"\urlx"])
def test_a_command_that_only_begins_like_an_untrusted_one_is_unknown(tex: str) -> None:
    assert "Undefined control sequence" in render(f"${tex}$").warnings[0].detail
