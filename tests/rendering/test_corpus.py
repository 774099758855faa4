"""Every formula of the corpus gives the signs, rows, colours, numbers and warnings that stand beside it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from blog.rendering import Document, render
from tests.rendering import corpus
from tests.rendering.entries import Entry, parameters
from tests.rendering.reading import read_aloud
from tests.rendering.sketching import has_class, local_name, parse

FEWEST_FORMULAS, FEWEST_DISPLAYS = 520, 260


def formulas(document: Document) -> list[str]:
    """What each formula of a page gives, as it stands in an entry."""
    return [_given(element) for element in _formulas(parse(document.html))]


def _formulas(element: Element) -> Iterator[Element]:
    for child in element:
        if any(has_class(child, name) for name in ("math", "eq", "tex-error")):
            yield child
        else:
            yield from _formulas(child)


def _given(element: Element) -> str:
    math = next((part for part in element.iter() if local_name(part) == "math"), None)
    if math is None:
        return f"failed: {' '.join(''.join(element.itertext()).split())}"
    numbers = list(_taken_numbers(math))
    signs = read_aloud(math).replace("\n", "\n  ")
    return f"{' '.join(['display', *numbers])}: {signs}" if has_class(element, "eq") else f"inline: {signs}"


def _taken_numbers(math: Element) -> Iterator[str]:
    """The numbers in a formula, taken out of it with the space or the cell that sets them apart."""
    for parent in list(math.iter()):
        for child in list(parent):
            if child.get("intent") == ":equation-label":
                yield "".join(child.text or "")
                before = list(parent)[: list(parent).index(child)]
                parent.remove(child)
                if before and local_name(before[-1]) == "mspace":
                    parent.remove(before[-1])


def warnings(document: Document) -> tuple[str, ...]:
    return tuple(f"{w.kind} {w.line}:{w.column} {w.detail or w.excerpt}" for w in document.warnings)


@pytest.mark.parametrize("entry", parameters(corpus.entries().items()))
def test_entry(entry: Entry) -> None:
    document = render(entry.source)

    assert "\n".join(formulas(document)) == entry.expected
    assert warnings(document) == entry.warnings


def test_every_entry_has_a_name_of_its_own() -> None:
    names = [entry.name for entries in corpus.entries().values() for entry in entries]

    assert sorted(names) == sorted(set(names))


def test_the_corpus_is_large_and_half_of_it_displays() -> None:
    expected = "\n".join(entry.expected for entries in corpus.entries().values() for entry in entries)
    displays, inline = f"\n{expected}".count("\ndisplay"), f"\n{expected}".count("\ninline")

    assert displays + inline >= FEWEST_FORMULAS
    assert displays >= FEWEST_DISPLAYS


def test_the_articles_of_the_corpus_are_drawn_without_warnings() -> None:
    for name, body in corpus.articles().items():
        found = [warning for warning in render(body).warnings if warning.kind != "unknown-label"]
        assert found == [], name
