"""Of KaTeX's package a reader gets the sheet and the fonts, nothing else."""

from pathlib import Path

from config.static_finders import KatexFinder


def test_the_sheet_and_all_its_fonts_are_found() -> None:
    names = [name for name, _ in KatexFinder().list([])]
    assert "katex.min.css" in names
    assert len([name for name in names if name.endswith(".woff2")]) == 20
    assert not [name for name in names if name.endswith(".js")]


def test_files_are_found_by_their_address_and_others_are_not() -> None:
    finder = KatexFinder()
    assert Path(finder.find("katex/katex.min.css")).is_file()
    assert finder.find("katex/fonts/KaTeX_Main-Regular.woff2", find_all=True)
    for path in (
        "katex/katex.min.js",
        "katex/../../package.json",
        "other/katex.min.css",
        "katex/fonts/../katex.min.js",
    ):
        assert finder.find(path) == []
