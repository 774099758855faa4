"""What holds for every text, whatever an author types or an import brings."""

import re
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blog.rendering import Document, RenderError, render
from blog.rendering.slots import CLOSE, OPEN
from tests.rendering.sketching import parse
from tests.rendering.test_sanitizing import dangers_of

# Pieces that mean something to one stage or another: beside each other they make what no author would think of.
PIECES = [
    *("a", "中", "，", " ", "  ", "\n", "\n\n", "\n    ", "\n  ", "\r\n", "\t", "\\", "\\\\", "1", "😀", "𝑥"),
    *("$", "$$", "\\(", "\\)", "\\[", "\\]", "$x$", "$$y$$", "\\$", "{", "}", "^", "_", "&", "%", "|", "~~"),
    *("\\begin{align}", "\\end{align}", "\\label{a}", "\\eqref{a}", "\\tag{1}", "\\foo", "\\def\\b{c}", "\\b"),
    *("*", "**", "`", "```", "\n```\n", "\n~~~", "> ", "\n> ", "- ", "\n- ", "\n1. ", "\n# ", "\n---\n", ": ", "!!! "),
    *("[", "]", "(", ")", "![", "](a)", "[^1]", "\n[^1]: ", '"', "'", "<", ">", "<b>", "</b>", "<div>", "</p>"),
    *(
        "<!--",
        "-->",
        "<!--more-->",
        "{: .c #d }",
        "{#e}",
        "https://a.b/",
        "&lt;",
        "&#xE000;",
        "\n| a | b |\n|---|---|\n",
    ),
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
OFTEN = settings(max_examples=100, deadline=None, derandomize=True, database=None)
PLACEHOLDER = re.compile(f"{OPEN}[0-9a-f]{{8}}x[0-9]+{CLOSE}")


def attempt(source: str) -> Document | None:
    """The document, or None where the text is refused; a renderer that stops is no refusal."""
    try:
        return render(source)
    except RenderError as error:
        assert error.kind != "crashed"
        return None


def everything(document: Document) -> list[str]:
    """All texts of a document that are stored."""
    headings = [part for heading in document.contents for part in (heading.html, heading.text, heading.anchor)]
    return [
        *(document.html, document.excerpt_html, document.feed_html, document.text, document.description),
        *headings,
    ]


def errors_of(html: str) -> list[str]:
    """What a browser's parser has to put right in the HTML; rare characters are no matter of structure."""
    parser = html5lib.HTMLParser()
    parser.parseFragment(html)
    return [code for _, code, _ in parser.errors if code != "invalid-codepoint"]


def shape(element: Element) -> list[object]:
    """An element with all that is in it, for comparison."""
    return [element.tag, dict(element.items()), element.text or "", element.tail or "", *map(shape, element)]


@OFTEN
@given(TEXTS)
def test_any_text_is_rendered_or_refused_by_name(source: str) -> None:
    document = attempt(source)

    assert document is None or isinstance(document.html, str)


@OFTEN
@given(TEXTS)
def test_the_same_text_is_rendered_the_same_twice(source: str) -> None:
    assert attempt(source) == attempt(source)


@OFTEN
@given(TEXTS)
def test_no_placeholder_is_left(source: str) -> None:
    document = attempt(source)

    assert document is None or not any(map(PLACEHOLDER.search, everything(document)))


@OFTEN
@given(TEXTS)
def test_nothing_stands_for_the_address_once_it_is_known(source: str) -> None:
    document = attempt(source)

    assert document is None or "\ufdd0" not in "".join(everything(document.at("/posts/1/")))


@OFTEN
@given(TEXTS)
@example("**a$$x$$b**")
def test_the_html_needs_no_repair_by_a_browser(source: str) -> None:
    document = attempt(source)

    assert document is None or [errors_of(html) for html in everything(document)[:3]] == [[], [], []]


@OFTEN
@given(TEXTS)
def test_the_html_is_the_same_after_reading_and_writing(source: str) -> None:
    document = attempt(source)
    if document is None:
        return
    tree = parse(document.html)
    written = html5lib.serialize(tree, tree="etree", omit_optional_tags=False, quote_attr_values="always")

    assert shape(parse(written)) == shape(tree)


@OFTEN
@given(TEXTS)
@example("![$x$ <img src=x onerror=alert(1) ](a.png)")
def test_nothing_dangerous_comes_through_from_any_text(source: str) -> None:
    document = attempt(source)

    assert document is None or dangers_of(document) == []


@OFTEN
@given(TEXTS)
def test_every_warning_points_into_the_text(source: str) -> None:
    document = attempt(source)
    if document is None:
        return
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    for warning in document.warnings:
        assert 1 <= warning.line <= len(lines)
        assert 1 <= warning.column <= len(lines[warning.line - 1]) + 1
