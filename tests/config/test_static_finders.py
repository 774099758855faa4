"""Of KaTeX's package a reader gets the sheet and the fonts, nothing else."""

from pathlib import Path

from config.static_finders import KatexFinder


def test_the_sheet_and_all_its_faces_are_found() -> None:
    names = [name for name, _ in KatexFinder().list([])]
    assert names[0] == "katex.min.css"
    assert len(set(names)) == len(names) == 1 + 17 + 3 + 2 + 2
    assert all(name.endswith(".woff2") for name in names[1:])


def test_files_are_found_by_their_address_and_others_are_not() -> None:
    finder = KatexFinder()
    assert Path(finder.find("katex/katex.min.css")).is_file()
    assert finder.find("katex/fonts/KaTeX_Main-Italic.woff2", find_all=True)
    for path in (
        "katex/katex.min.js",
        "katex/fonts/KaTeX_AMS-Regular.woff2",  # served in parts
        "katex/../../package.json",
        "other/katex.min.css",
        "katex/fonts/../katex.min.js",
    ):
        assert finder.find(path) == []
