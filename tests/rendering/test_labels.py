"""What a document says of its labels, and of what it refers to elsewhere."""

import re

from blog.rendering import (
    OutsideReference,
    PrintedReference,
    ReferenceTarget,
    RenderContext,
    outside_references,
    render,
)

ROWS = r"""
\begin{align}
a&=b\label{eq:first}\\
c&=d\\
e&=f\label{second}
\end{align}

\begin{equation}g\end{equation}

$$h\tag{*}\label{star}$$
"""
GAN = RenderContext(references={"gan:a": ReferenceTarget("3", "/posts/gan/#eq-a")})


def test_labels_are_listed_with_number_anchor_and_tex() -> None:
    labels = render(ROWS).labels
    assert [(label.label, label.number, label.anchor) for label in labels] == [
        ("eq:first", "1", "eq-first"),
        ("second", "3", "eq-second"),
        ("star", "*", "eq-star"),
    ]
    assert labels[2].tex == r"h\tag{*}\label{star}"


def test_a_display_is_drawn_once_for_all_its_labels() -> None:
    first, second, star = render(ROWS).labels
    assert (first.display, second.display, star.display) == ("eq-first", "eq-first", "eq-star")
    assert (bool(first.html), second.html) == (True, "")


def test_the_drawing_is_that_of_the_page_without_ids() -> None:
    document = render(ROWS)
    drawn = "".join(label.html for label in document.labels)
    assert "id=" not in drawn
    assert drawn.count('class="eq numbered') == 2
    page = re.sub(r' id="[^"]*"|<span class="eq-anchor"></span>', "", document.html).replace(
        '<span class="eq-anchor"></span>', ""
    )
    assert all(label.html in page for label in document.labels)


def test_a_formula_that_cannot_be_drawn_shows_its_source() -> None:
    (label,) = render(r"$$\foo\tag{1}\label{a}$$").labels
    assert "tex-error" in label.html


def test_labels_of_a_text_among_others_bear_its_prefix() -> None:
    (label,) = render(r"$$x\tag{1}\label{a}$$", RenderContext(prefix="q-")).labels
    assert label.anchor == label.display == "q-eq-a"


def test_a_label_longer_than_any_reference_is_not_listed() -> None:
    label = "x" * 201
    document = render(rf"$$x\tag{{1}}\label{{{label}}}$$ \eqref{{{label}}}")
    assert document.labels == ()
    assert "(1)</a>" in document.html


def test_what_a_text_may_refer_to_is_found_before_rendering() -> None:
    source = "\\eqref{gan:a} $\\ref{ gan:eq:b }$ $x\\text{by \\eqref{c:d}}$ \\eqref{local} `\\eqref{in:code}`\x00"
    assert outside_references(source) == {
        OutsideReference("gan", "a"),
        OutsideReference("gan", "eq:b"),
        OutsideReference("c", "d"),
        OutsideReference("in", "code"),
    }
    assert outside_references(f"\\eqref{{{'x' * 201}:a}} \\eqref{{a b:c}} \\eqref{{:c}} \\eqref{{c:}}") == set()


def test_a_document_lists_what_it_refers_to_outside_with_what_it_printed() -> None:
    source = r"\eqref{gan:a} \ref{gan:a} $x=\eqref{no:b}$ \eqref{eq:x} `\eqref{in:code}` $$y\tag{1}\label{eq:x}$$"
    assert render(source, GAN).references == (
        PrintedReference("gan", "a", "3", "/posts/gan/#eq-a"),
        PrintedReference("no", "b"),
    )


def test_a_text_with_nothing_but_a_reference_needs_the_sheet_for_its_preview() -> None:
    assert render(r"见 \eqref{gan:a}。", GAN).has_formulas
    assert not render(r"见 \eqref{gan:a}。").has_formulas


def test_feed_and_plain_text_bear_the_numbers_of_other_articles() -> None:
    document = render(r"见 \eqref{gan:a} 和 \ref{gan:a}。", GAN)
    assert '<a class="eq-ref" href="/posts/gan/#eq-a">(3)</a>' in document.feed_html
    assert document.text == "见 (3) 和 3。"
