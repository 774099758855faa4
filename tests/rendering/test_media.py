"""Values and posters beyond what a case can show: feeds, excerpts, the search, languages, and texts made to hurt."""

import pytest

from blog.rendering import RenderContext, render
from tests.rendering.sketching import sketch

VIDEO = "https://youtu.be/dQw4w9WgXcQ"


def test_a_feed_and_an_excerpt_have_a_link_in_place_of_a_poster() -> None:
    document = render(f"[甲 *乙*]({VIDEO})\n{VIDEO}")

    for html in (document.feed_html, document.excerpt_html):
        assert sketch(html) == (
            f'<p><a href="{VIDEO}">甲 <em>乙</em></a></p>\n<p><a href="{VIDEO}">youtu.be/dQw4w9WgXcQ</a></p>'
        )


def test_the_search_finds_the_title_of_a_poster_and_not_its_sentence() -> None:
    assert render(f"[甲]({VIDEO})").text == "甲"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (VIDEO, "Watch on YouTube: a (youtu.be)"),
        ("https://www.bilibili.com/video/BV1xx411c7mD", "Watch on Bilibili: a (www.bilibili.com)"),
        ("/media/a.pdf", "Open the PDF: a"),
    ],
)
def test_a_poster_speaks_the_language_of_its_text(address: str, sentence: str) -> None:
    document = render(f"[a]({address})", RenderContext(language="en"))

    assert sketch(document.html) == f"⟦poster {sentence} {address}⟧"


def test_a_figure_that_an_author_calls_a_poster_stays_as_it_is() -> None:
    html = '<figure class="poster x"><p>a</p></figure>'

    assert html in render(html).feed_html


def test_the_search_finds_every_cell_of_values() -> None:
    assert render("```csv\n甲,乙\n丙,$x$\n```").text.split() == ["甲", "乙", "丙", "$x$"]


def test_a_feed_has_values_as_a_table() -> None:
    assert render("```csv\na\nb\n```").feed_html.count("<td>") == 1


def test_values_in_an_excerpt_are_left_to_the_article() -> None:
    assert "<table" not in render("a\n\n```csv\na\nb\n```").excerpt_html


LARGE = {
    "commas": "," * 500_000,
    "a long table": "a,b\n" + "1,2\n" * 100_000,
    "a wide row at the end": "a,b\n" * 400 + ",".join("b" * 99),
    "an open quotation": 'a,b\n"' + "c,d\n" * 120_000,
    "open quotations": 'a\n"b,"c\n' * 50_000,
    "doubled marks in rows": '"""\n' * 120_000,
}


@pytest.mark.parametrize("name", list(LARGE))
def test_values_without_measure_stay_code(name: str) -> None:
    document = render(f"a\n\n```csv\n{LARGE[name]}\n```\n\n$y$")

    assert [(warning.kind, warning.line) for warning in document.warnings] == [("large-csv", 3)]
    assert LARGE[name] in document.text
    assert sketch(document.html).endswith("<p>⟦y⟧</p>")


def test_a_cell_of_nothing_but_marks_is_text() -> None:
    document = render("```csv\na\n" + '"' * 500_001 + "\n```")

    assert [warning.kind for warning in document.warnings] == ["broken-csv"]
    assert '"' * 500_001 in document.text


def test_all_values_of_a_text_share_their_limit() -> None:
    document = render("\n\n".join(["```csv\n" + "a,b\n" * 500 + "```"] * 7))

    assert [warning.kind for warning in document.warnings] == ["large-csv"] * 2
    assert document.html.count("<table") == 5


def test_thousands_of_small_tables_come_back_in_time() -> None:
    document = render("```csv\na\n```\n\n" * 2_000)

    assert document.html.count("<table") == 2_000


@pytest.mark.parametrize("gap", ["\n", "\n\n", "  \n"])
def test_of_thousands_of_posters_most_are_links(gap: str) -> None:
    document = render(gap.join([VIDEO] * 5_000))

    assert document.html.count('rel="noreferrer"') <= 500
    assert document.html.count(f'href="{VIDEO}"') == 5_000
