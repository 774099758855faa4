"""KaTeX's largest faces in parts: nothing is lost between them, and each is what its rule in the sheet says."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from blog.views.faces import PARTS
from config import katex_faces

SHEET = (settings.KATEX_DIR / "katex.min.css").read_text()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("katex")
    katex_faces.write(settings.KATEX_DIR, folder)
    return folder


def drawn(path: Path) -> dict[int, tuple]:
    """By code point how a glyph is drawn, and how wide it is."""
    with TTFont(path) as font:
        return {
            point: (font["glyf"][name].getCoordinates(font["glyf"])[0], font["hmtx"][name])
            for point, name in font.getBestCmap().items()
        }


@pytest.mark.parametrize(("face", "parts"), PARTS.items(), ids=PARTS)
def test_the_parts_of_a_face_hold_all_of_it_once(written: Path, face: str, parts: dict) -> None:
    found: dict[int, tuple] = {}
    for part, characters in parts.items():
        points = drawn(written / "fonts" / f"KaTeX_{face}-{part}.woff2")
        assert points
        assert not points.keys() & found.keys()
        assert characters is None or points.keys() <= set(map(ord, characters))
        found |= points
    assert found == drawn(settings.KATEX_DIR / "fonts" / f"KaTeX_{face}.woff2")


def test_the_frequent_signs_are_in_the_face() -> None:
    whole = drawn(settings.KATEX_DIR / "fonts" / "KaTeX_AMS-Regular.woff2")
    assert set(map(ord, PARTS["AMS-Regular"]["Signs"])) <= whole.keys()


@pytest.mark.parametrize("face", PARTS)
def test_letters_alone_are_less_than_half_of_a_face(written: Path, face: str) -> None:
    whole = (settings.KATEX_DIR / "fonts" / f"KaTeX_{face}.woff2").stat().st_size
    assert (written / "fonts" / f"KaTeX_{face}-Letters.woff2").stat().st_size < whole / 2


def test_the_sheet_names_each_part_with_its_range_and_all_else_as_before() -> None:
    sheet = katex_faces.part_sheet(SHEET)
    rule = r"font-family:KaTeX_AMS;[^}]*url\(fonts/KaTeX_AMS-Regular-(\w+).woff2\)[^}]*;unicode-range:([^}]*)}"
    ranges = re.findall(rule, sheet)
    assert [part for part, _ in ranges] == ["Rare", "Signs", "Letters"]  # the last one that has a character is taken
    assert (ranges[0][1], ranges[2][1]) == ("U+0-10FFFF", "U+0-7F")
    assert len(re.findall("@font-face", sheet)) == len(re.findall("@font-face", SHEET)) + 3
    assert re.sub(r"@font-face{[^}]*}", "", sheet) == re.sub(r"@font-face{[^}]*}", "", SHEET)


def test_a_sheet_of_another_form_is_an_error() -> None:
    with pytest.raises(ValueError, match="KaTeX_AMS-Regular"):
        katex_faces.part_sheet(SHEET.replace("fonts/KaTeX_AMS-Regular.woff2", "faces/ams.woff2"))
