"""Front matter of the systems that people come from."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from blog.interchange import articles, front_matter
from blog.interchange.front_matter import FileError

SHANGHAI = ZoneInfo("Asia/Shanghai")


def interpret(text: str, stem: str = "name") -> articles.Article:
    return articles.interpret(front_matter.split(text), stem, SHANGHAI)


def test_every_key_is_read() -> None:
    article = interpret(
        "---\ntitle: 题\ndate: 2026-02-22 10:00\nupdated: 2026-02-23\nslug: a\ntags: [优化, C++]\n"
        "category: 数学\ndraft: false\npinned: true\nauthor: ada\nlanguage: en\n---\n文。"
    )
    assert article.title == "题"
    assert article.date == datetime(2026, 2, 22, 10, 0, tzinfo=SHANGHAI)
    assert article.updated == datetime(2026, 2, 23, tzinfo=SHANGHAI)
    assert (article.slug, article.tags, article.category, article.author) == ("a", ("优化", "C++"), "数学", "ada")
    assert (article.is_draft, article.pinned, article.language, article.body) == (False, True, "en", "文。")
    assert article.notes == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-02-22", datetime(2026, 2, 22, tzinfo=SHANGHAI)),
        ("2026/2/22", datetime(2026, 2, 22, tzinfo=SHANGHAI)),
        ("2/22/2026", datetime(2026, 2, 22, tzinfo=SHANGHAI)),
        ("last-modified", None),
        ("2026-02-22 10:00:30", datetime(2026, 2, 22, 10, 0, 30, tzinfo=SHANGHAI)),
        ("2026-02-22T10:00:00+08:00", datetime(2026, 2, 22, 2, 0, tzinfo=UTC)),
        ("2026-02-22 10:00:00 +0800", datetime(2026, 2, 22, 2, 0, tzinfo=UTC)),
        ("2026-02-22T10:00:00Z", datetime(2026, 2, 22, 10, 0, tzinfo=UTC)),
        ("2026-02-22T10:00:00.123Z", datetime(2026, 2, 22, 10, 0, 0, 123000, tzinfo=UTC)),
    ],
)
def test_dates_are_read_in_the_forms_that_blogs_use(written: str, expected: datetime | None) -> None:
    assert interpret(f"---\ntitle: x\ndate: {written}\n---\n").date == expected


def test_text_stays_text_whatever_yaml_would_make_of_it() -> None:
    article = interpret("---\ntitle: no\nslug: 2024-01-01\ntags: [1.10, null]\ndate: 2026-02-22\n---\n")
    assert (article.title, article.slug, article.tags) == ("no", "2024-01-01", ("1.10", "null"))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\ntitle: x\ndate: 2026-13-45\n---\n", 3, "date: '2026-13-45' is not a date"),
        ("---\ntitle: x\ntags: {a: b}\n---\n", 3, "a list of names"),
        ("---\ntitle: 'x\n---\n", 2, "no YAML"),
        ("---\ntitle: x\n  bad: y\n---\n", 3, "no YAML"),
        ("---\n- a\n- b\n---\n", 2, "key: value"),
        ("---\ntitle: x\n", 1, "not closed"),
        ("---\na: &a [x]\nb: *a\n---\n", 3, "aliases"),
        ("---\ntitle: !!python/object:os.system x\ndraft: maybe\n---\n", 3, "true or false"),
        ("---\ntags: " + "[" * 5000 + "\n---\n", 2, "nested too deeply"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(FileError, match=message) as error:
        interpret(text)
    assert error.value.line == line


def test_unknown_keys_are_noted_and_not_fatal() -> None:
    assert interpret("---\ntitle: x\ndate: 2026-02-22\nmathjax: true\n---\n").notes == (
        "unknown key 'mathjax' left out",
    )


def test_a_title_may_come_from_the_first_heading_or_the_name() -> None:
    article = interpret("# 题 #\n\n文。")
    assert (article.title, article.body.strip(), article.origins[0]) == ("题", "文。", 2)
    assert interpret("文。", "2021-10-02-my_first-post").title == "my first post"


def test_jekylls_file_names_date_a_post() -> None:
    assert interpret("文。", "2021-10-02-x").date == datetime(2021, 10, 2, tzinfo=SHANGHAI)


def test_a_post_without_a_date_is_taken_in_as_a_draft() -> None:
    article = interpret("---\ntitle: x\n---\n")
    assert article.is_draft
    assert article.notes == ("no date: taken in as a draft",)


def test_of_several_categories_the_first_is_kept() -> None:
    article = interpret("---\ntitle: x\ndate: 2026-02-22\ncategories: [甲, 乙]\n---\n")
    assert article.category == "甲"
    assert "乙" in article.notes[0]


def test_the_language_is_guessed_from_the_text() -> None:
    assert interpret("An English text.").language == "en"
    assert (
        interpret("一段中文。\n\n```python\nprint('code is not of the language of the text')\n```").language
        == "zh-hans"
    )
    assert interpret("一段 mostly 中文的文字 with English。").language == "zh-hans"


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("一\n二".encode() + b"\n\xff")
    with pytest.raises(FileError, match="UTF-8") as error:
        articles.read(path, SHANGHAI)
    assert error.value.line == 3


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeff---\r\ntitle: 题\r\n---\r\n文。\r\n".encode())
    assert articles.read(path, SHANGHAI).title == "题"


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "题"\ndate = 2021-10-02\ntags = ["优化"]\ndraft = false\n+++\n',
        "title: 题\ndate: 2021-10-02\ntags: [优化]\n---\n",
        "Title: 题\nDate: 2021-10-02\nTags: 优化\n\n",
        "---\ntitle: 题\ndate: 2021-10-02\ntags: [\n\t优化\n]\n---\n",
    ],
)
def test_heads_of_other_systems_are_read(head: str) -> None:
    article = interpret(f"{head}文。")
    assert (article.title, article.tags, article.is_draft, article.body) == ("题", ("优化",), False, "文。")
    assert article.date == datetime(2021, 10, 2, tzinfo=SHANGHAI)


def test_toml_that_is_wrong_is_named_with_its_line() -> None:
    with pytest.raises(FileError, match="no TOML") as error:
        interpret('+++\ntitle = "题"\ndate = \n+++\n')
    assert error.value.line == 3


def test_a_text_that_begins_with_a_colon_is_no_head() -> None:
    article = interpret("Note: this is a text.\n\nAnd more.")
    assert article.body == "Note: this is a text.\n\nAnd more."


@pytest.mark.parametrize(
    ("name", "slug"), [("2021-10-02-my_post", "my-post"), ("关于", ""), ("12", ""), ("note-of-DSP", "note-of-dsp")]
)
def test_a_latin_file_name_gives_the_slug(name: str, slug: str) -> None:
    assert interpret("---\ntitle: 题\n---\n", name).slug == slug


def test_a_slug_with_a_folder_is_cut_and_noted() -> None:
    article = interpret("---\ntitle: 题\ndate: 2021-10-02\nslug: cn/about\n---\n")
    assert article.slug == "about"
    assert "cn/about" in article.notes[0]


def test_of_several_authors_the_first_is_kept() -> None:
    article = interpret("---\ntitle: 题\ndate: 2021-10-02\nauthor: [甲, 乙]\n---\n")
    assert article.author == "甲"
    assert "several values of author" in article.notes[0]


def test_a_date_that_begins_with_its_month_is_noted() -> None:
    article = interpret("---\ntitle: x\ndate: 7-8-2026\n---\n")
    assert article.date == datetime(2026, 7, 8, tzinfo=SHANGHAI)
    assert article.notes == ("date '7-8-2026' read as month, day, year",)


def test_quartos_authors_are_taken_by_their_names() -> None:
    head = "---\ntitle: x\ndate: 2026-02-22\nauthor:\n  - name: Ada\n    url: https://example.org\n  - name: Bo\n---\n"
    article = interpret(head)
    assert article.author == "Ada"
    assert article.notes == ("several values of author: Ada kept",)


def test_a_file_of_quarto_is_read_as_pandoc_reads_it(tmp_path: Path) -> None:
    for suffix, body in ((".qmd", r"x&#91;i_1\]"), (".md", r"x\[i_1\]")):
        path = tmp_path / f"a{suffix}"
        path.write_text("---\ntitle: x\ndate: 2026-02-22\n---\nx\\[i_1\\]")
        assert articles.read(path, SHANGHAI).body == body


@pytest.mark.parametrize(
    ("written", "series", "part"),
    [
        ("series: 概率 入门", "概率 入门", None),  # Jekyll
        ("series: [概率入门]\nseries_order: 2", "概率入门", 2),  # Hugo
        ("series:\n- 概率入门\nweight: 30", "概率入门", 30),  # Hugo, ordered as its lists are
        ("series: 概率入门\nseries_index: 4", "概率入门", 4),  # Pelican
        ("series: 概率入门\nseries_part: '5'", "概率入门", 5),
        ("series: ''", "", None),
    ],
)
def test_a_series_is_read_with_the_number_of_its_part(written: str, series: str, part: int | None) -> None:
    article = interpret(f"---\ntitle: x\ndate: 2026-02-22\n{written}\n---\n")
    assert (article.series, article.part, article.notes) == (series, part, ())


@pytest.mark.parametrize("number", ["0", "-1", "one", "1.5", "99999"])
def test_a_number_that_no_part_has_is_left_out_with_a_note(number: str) -> None:
    article = interpret(f"---\ntitle: x\ndate: 2026-02-22\nseries: a\nseries_part: {number}\n---\n")
    assert article.part is None
    assert article.notes == (f"'{number}' is no number of a part: left out",)


def test_of_several_series_the_first_is_kept() -> None:
    article = interpret("---\ntitle: x\ndate: 2026-02-22\nseries: [a, b]\n---\n")
    assert (article.series, article.notes) == ("a", ("several values of series: a kept",))


def test_a_weight_without_a_series_is_no_number_of_a_part() -> None:
    article = interpret("---\ntitle: x\ndate: 2026-02-22\nweight: 3\n---\n")
    assert (article.part, article.notes) == (None, ("unknown key 'weight' left out",))
