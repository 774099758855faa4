"""Imported articles come into their series."""

from pathlib import Path

import pytest

from blog.interchange.importing import import_folder
from blog.models import Post, Series
from tests.builders import a_post, a_series

pytestmark = pytest.mark.django_db


def write(folder: Path, name: str, *, day: int, lines: str = "series: 概率入门", body: str = "文。") -> None:
    head = f"---\ntitle: {name}\ndate: 2026-02-{day:02}\n{lines}\n---\n"
    (folder / f"{name}.md").write_text(head + body, encoding="utf-8")


def parts() -> list[tuple[str, int]]:
    return list(
        Post.objects.filter(series__name="概率入门").order_by("series_part").values_list("title", "series_part")
    )


def test_parts_without_numbers_come_in_the_order_of_their_dates(tmp_path: Path) -> None:
    for name, day in (("a", 3), ("b", 1), ("c", 2)):
        write(tmp_path, name, day=day)
    import_folder(tmp_path)
    assert parts() == [("b", 1), ("c", 2), ("a", 3)]
    assert Series.objects.count() == 1


def test_a_second_run_changes_nothing_and_new_parts_come_last(tmp_path: Path) -> None:
    write(tmp_path, "b", day=2)
    write(tmp_path, "c", day=1)
    import_folder(tmp_path)
    write(tmp_path, "a", day=3)
    report = import_folder(tmp_path)
    assert (report.created, report.updated, report.unchanged) == (["a.md"], [], ["b.md", "c.md"])
    assert parts() == [("c", 1), ("b", 2), ("a", 3)]


def test_the_numbers_of_the_files_count(tmp_path: Path) -> None:
    write(tmp_path, "a", day=1, lines="series: 概率入门\nseries_order: 20")
    write(tmp_path, "b", day=2, lines="series: 概率入门\nseries_order: 10")
    import_folder(tmp_path)
    assert parts() == [("b", 10), ("a", 20)]


def test_a_file_that_is_changed_keeps_its_place(tmp_path: Path) -> None:
    for name, day in (("a", 2), ("b", 1)):
        write(tmp_path, name, day=day)
    import_folder(tmp_path)
    write(tmp_path, "b", day=1, body="新文。")
    assert import_folder(tmp_path).updated == ["b.md"]
    assert parts() == [("b", 1), ("a", 2)]


def test_a_number_that_is_taken_gives_way_and_is_noted(tmp_path: Path) -> None:
    a_post("先来", series=a_series("概率入门"), series_part=1)
    write(tmp_path, "a", day=1, lines="series: 概率入门\nseries_part: 1")
    report = import_folder(tmp_path)
    assert parts() == [("先来", 1), ("a", 2)]
    assert "'先来'" in report.notes["a.md"][0]


def test_a_place_changed_here_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path, "a", day=1, lines="series: 概率入门\nseries_part: 1")
    import_folder(tmp_path)
    post = Post.objects.get()
    post.series_part = 7
    post.save()
    write(tmp_path, "a", day=1, lines="series: 概率入门\nseries_part: 2")
    assert "both changed" in import_folder(tmp_path).notes["a.md"][0]
    assert parts() == [("a", 7)]
