"""What a hostile or careless text can cost: it is refused by name, and what comes after it is rendered as ever."""

import pytest

from blog.rendering import Document, RenderError, render
from blog.rendering.documents import SIZE_LIMIT
from tests.rendering.sketching import sketch


def is_whole(document: Document) -> bool:
    """Whether the formula `$y$` behind the wrong one was drawn."""
    return sketch(document.html).endswith("⟦y⟧</p>")


COSTLY = {
    "8,001 characters": "x" * 8_001,
    "100,000 characters": "x+" * 50_000,
    "10,000 braces": "{" * 10_000 + "}" * 10_000,
    "3,000 open braces": "{" * 3_000,
    "61 braces": "{" * 61 + "x" + "}" * 61,
    "100 pairs of left and right": r"\left(" * 100 + r"\right)" * 100,
    "100 environments": r"\begin{matrix}" * 100 + "x" + r"\end{matrix}" * 100,
    "1,000 open groups": r"\begingroup" * 700,
    "2,000 superscripts": "x^" * 2_000 + "x",
    "1,500 fractions": r"\frac" * 1_500,
    "1,500 roots": r"\sqrt" * 1_500 + "x",
    "a loop": r"\def\x{\x}\x",
    "a growing loop": r"\def\x{a\x}\x",
    "an expansion bomb": r"\def\x{\x\x}\x",
    "a tower of macros": r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b\b\b}" + r"\c" * 10,
    "a drawing of over a megabyte": "x+" * 3_999,
}


@pytest.mark.parametrize("name", list(COSTLY))
def test_a_formula_that_costs_too_much_is_an_error_and_the_next_is_drawn(name: str) -> None:
    document = render(f"${COSTLY[name]}$ $y$")

    assert [warning.kind for warning in document.warnings] == ["formula"]
    assert is_whole(document)


def test_formulas_at_the_limits_are_drawn() -> None:
    assert render("$" + "x" * 8_000 + "$ $" + "{" * 60 + "x" + "}" * 60 + "$").warnings == ()


def test_the_next_text_is_drawn_after_a_costly_one_and_knows_none_of_its_macros() -> None:
    render(r"$\def\x{\x\x}\x$ $\def\y{z}\y$")

    assert sketch(render(r"$x^2$ $\y$").html) == r"<p>⟦x^2⟧ ⟦failed $\y$⟧</p>"


def test_two_texts_in_a_row_have_the_same_numbers() -> None:
    source = r"\begin{equation}x\label{a}\end{equation} \eqref{a}"

    assert render(source) == render(source)


LENGTHS = [
    r"\kern-9999em x",
    r"\kern 9999em x",
    r"\kern- 9999em x",
    r"\mkern-9999mu x",
    r"\hskip-9999pt x",
    r"\hspace{-500cm}x",
    r"\hspace*{-500cm}x",
    r"\raisebox{-9999em}{x}",
    r"\rule{9999em}{1em}",
    r"\rule[-9999em]{1em}{1em}",
    r"a\\[-9999em]b",
    r"\kern-999999999sp x",
    r"\def\k{-9999em}\kern\k x",
]


@pytest.mark.parametrize("tex", LENGTHS)
def test_a_length_that_leaves_the_formula_is_an_error(tex: str) -> None:
    document = render(f"$${tex}$$ $y$")

    assert [warning.kind for warning in document.warnings] == ["formula"]
    assert is_whole(document)


@pytest.mark.parametrize(
    "source",
    [r"$\def\k{-9999em}$ $\kern\k x$", r"$\def\k{-9999}\kern\k em x$", r"$\def\k#1{\kern-#1em}\k{9999}x$"],
)
def test_a_length_from_a_macro_does_not_leave_the_formula(source: str) -> None:
    document = render(source)

    assert ":-9999em" not in document.html
    assert {warning.kind for warning in document.warnings} == {"formula"}


@pytest.mark.parametrize("tex", ["\\kern-\n9999em x", "\\kern-\t1em x", "\\kern-\u30001em x"])
def test_a_length_with_white_space_in_it_is_read(tex: str) -> None:
    assert render(f"${tex}$ $y$").html


@pytest.mark.parametrize("tex", [r"\kern.em", r"\kern1.2.3em", r"\rule{٣em}{1em}", r"\kern ²em", r"\kern--1em"])
def test_a_length_that_is_none_is_an_error(tex: str) -> None:
    document = render(f"${tex}$ $y$")

    assert [warning.kind for warning in document.warnings] == ["formula"]
    assert is_whole(document)


def test_lengths_of_usual_size_are_drawn() -> None:
    assert render(r"$$a\kern-1em b\hspace{2cm}c\rule[-1pt]{10mm}{2ex}\\[4pt]d\mkern18mu$$").warnings == ()


def test_a_text_of_the_largest_size_is_rendered_and_a_larger_one_refused() -> None:
    paragraph = "a" * 998 + "\n\n"
    largest = paragraph * (SIZE_LIMIT // 1_000)

    assert render(largest).html
    with pytest.raises(RenderError, match="512 kB"):
        render("中" * (SIZE_LIMIT // 3 + 1))


def test_too_many_formulas_are_refused() -> None:
    with pytest.raises(RenderError, match="more than 5000 formulas"):
        render("$x$ " * 5_001)


DEEP = {
    "lists in one line": "- " * 2_000 + "a",
    "numbered lists in one line": "1. " * 2_000 + "a",
    "41 lists in one line": "- " * 41 + "a",
    "quotes in one line": "> " * 2_000 + "a",
    "quotes without spaces": ">" * 2_000 + "a",
    "quotes and lists in one line": "> - " * 30 + "a",
    "lists that are indented ever more": "\n".join("  " * depth + "- a" for depth in range(41)),
}
DEEP_HTML = {
    "blocks of HTML": "<div>" * 2_000,
    "marks of HTML": "<b>" * 2_000,
}


@pytest.mark.parametrize("name", list(DEEP))
def test_lists_and_quotes_in_each_other_are_refused_with_the_line(name: str) -> None:
    with pytest.raises(RenderError, match="more than 40 lists or quotes") as caught:
        render(f"$x$\n\n```\na\nb\n```\n\n{DEEP[name]}")

    assert caught.value.line == 8 + DEEP[name].count("\n")


@pytest.mark.parametrize("name", list(DEEP_HTML))
def test_html_that_is_nested_too_deeply_is_refused(name: str) -> None:
    with pytest.raises(RenderError, match="nested too deeply"):
        render(DEEP_HTML[name])


def table(columns: int, rows: int) -> str:
    return "\n".join(["|a" * columns, "|-" * columns, *["|b" * columns] * rows])


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param(table(101, 1), "too-wide-table", id="101 columns"),
        pytest.param("> " + table(101, 1).replace("\n", "\n> "), "too-wide-table", id="101 columns in a quote"),
        pytest.param(table(50, 100), "too-many-cells", id="5,050 cells"),
        pytest.param("|a" * 50 + "\n" + "|-" * 50 + "\n|b" * 100, "too-many-cells", id="short rows of a wide table"),
        pytest.param("[" * 201, "too-many-brackets", id="201 open brackets"),
        pytest.param("a\n" + "b [c](" * 201, "too-many-brackets", id="201 open links"),
    ],
)
def test_what_would_cost_markdown_minutes_is_refused_with_the_line(source: str, kind: str) -> None:
    with pytest.raises(RenderError) as caught:
        render(f"$x$\n\n```\na\n```\n\n{source}")

    assert caught.value.kind == kind
    assert 7 <= caught.value.line <= 8


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(table(100, 40), id="100 columns"),
        pytest.param("[" * 200 + "\n\n" + "[" * 200, id="200 open brackets in each of two paragraphs"),
        pytest.param("[a](b) [c][d] ![e](f) " * 300, id="links that are closed"),
        pytest.param("```\n" + table(101, 1) + "\n" + "> " * 50 + "[" * 300 + "\n```", id="all of it in code"),
        pytest.param("$" + "[" * 300 + "$", id="brackets in a formula"),
        pytest.param("- " * 100, id="a line drawn with hyphens"),
        pytest.param("- a\n" * 200, id="a long list"),
        pytest.param("> a\n" * 200, id="a long quote"),
        pytest.param("\n".join("  " * (depth % 5) + "- a" for depth in range(200)), id="a list that goes in and out"),
    ],
)
def test_what_only_looks_costly_is_rendered(source: str) -> None:
    assert render(source).html


def test_what_becomes_of_a_text_is_in_proportion_to_it() -> None:
    with pytest.raises(RenderError) as caught:
        render("[^1]" * 1_500 + "\n\n[^1]: a", seconds=25)

    assert caught.value.kind == "too-large"


def test_the_next_text_is_rendered_after_a_refused_one() -> None:
    with pytest.raises(RenderError):
        render("- " * 2_000 + "a")

    assert sketch(render("- $y$").html) == "<ul><li>⟦y⟧</li></ul>"


def test_nesting_that_authors_use_is_rendered() -> None:
    document = render("\n".join("  " * depth + "- a" for depth in range(12)) + "\n\n" + "> " * 12 + "b")

    assert document.html.count("<ul>") == 12
    assert document.html.count("<blockquote>") == 12


def test_paths_of_tall_brackets_can_be_drawn() -> None:
    html = render(r"$$\left\lfloor\rule{1em}{9em}\right\rceil$$").html
    assert "<path" in html
    assert "MM" not in html
