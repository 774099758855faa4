"""The reference for authors: every example in it is true, in both languages, and `docs/` is made from them."""

import re

import pytest

from blog.rendering import RenderError, render
from blog.writing import LANGUAGES, Entry, chapters, context, results
from blog.writing.reading import ChapterError, read
from tests import writing
from tests.rendering.sketching import sketch

FEWEST = 200  # cases, each of them in a language
CASES = [
    pytest.param(language, entry, id=f"{language}:{entry.name}")
    for language in LANGUAGES
    for chapter in chapters(language)
    for entry in chapter.entries
]


@pytest.mark.parametrize(("language", "entry"), CASES)
def test_an_example_gives_what_stands_beside_it(language: str, entry: Entry) -> None:
    document = render(entry.source, context(language))

    assert sketch(document.html) == entry.sketch
    assert tuple(f"{w.kind} {w.line}:{w.column}" for w in document.warnings) == entry.warnings


def test_there_are_many_examples() -> None:
    assert len(CASES) >= FEWEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_titles_and_anchors_are_used_once(language: str) -> None:
    entries = [entry for chapter in chapters(language) for entry in chapter.entries]
    titles = [chapter.title for chapter in chapters(language)]
    for names in ([entry.name for entry in entries], [entry.anchor for entry in entries], titles):
        assert sorted(names) == sorted(set(names))
    assert not {entry.anchor for entry in entries} & {chapter.anchor for chapter in chapters(language)}


def test_both_languages_say_the_same_things_in_their_own_words() -> None:
    for english, chinese in zip(chapters("en"), chapters("zh-hans"), strict=True):
        assert re.search("[\u4e00-\u9fff]", chinese.introduction)
        assert not re.search("[\u4e00-\u9fff]", english.title + english.introduction)
        for one, other in zip(english.entries, chinese.entries, strict=True):
            assert not re.search("[\u4e00-\u9fff]", one.name + one.remark)
            assert bool(one.remark) == bool(other.remark)
            assert re.search("[\u4e00-\u9fff]", other.name)
            assert not other.remark or re.search("[\u4e00-\u9fff]", other.remark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_in_docs_is_todays(language: str) -> None:
    assert writing.FILES[language].read_text(encoding="utf-8") == writing.document(language), "run `make writing`"


def test_a_file_of_another_form_is_refused_by_the_place() -> None:
    opening = "# Text / 文字\nen: Marks.\nzh: 记号。\n\n"
    for text, place in [
        ("# Text\n", "text: a chapter"),
        (f"{opening}=== Bold\n**a**\n---\n", "text: an entry"),
        (f"{opening}=== Bold / 加粗\n**a**\n", "Bold: "),
    ]:
        with pytest.raises(ChapterError, match=place):
            read(text, "text", "en")


def test_an_example_that_could_not_be_rendered_is_tried_again() -> None:
    with pytest.raises(RenderError):
        results("en", seconds=0.0001)
    assert set(results("en", seconds=60)) == {entry.anchor for chapter in chapters("en") for entry in chapter.entries}
