"""KaTeX's largest faces in parts: nothing is lost between them, and each is what its rule in the sheet says."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from blog.views.faces import LETTERS, PARTS
from config import katex_faces

SHEET = (settings.KATEX_DIR / "katex.min.css").read_text()
HELD = {face: katex_faces.characters_of(settings.KATEX_DIR, face) for face in PARTS}


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


@pytest.mark.parametrize(("face", "part"), [("AMS-Regular", "Signs"), ("Main-Regular", "Letters")])
def test_the_frequent_signs_are_in_the_face(face: str, part: str) -> None:
    whole = drawn(settings.KATEX_DIR / "fonts" / f"KaTeX_{face}.woff2")
    assert set(map(ord, PARTS[face][part] - LETTERS)) <= whole.keys()


@pytest.mark.parametrize("face", PARTS)
def test_letters_alone_are_far_less_than_a_face(written: Path, face: str) -> None:
    whole = (settings.KATEX_DIR / "fonts" / f"KaTeX_{face}.woff2").stat().st_size
    assert (written / "fonts" / f"KaTeX_{face}-Letters.woff2").stat().st_size < 0.6 * whole


def test_the_sheet_names_each_part_with_its_range_and_all_else_as_before() -> None:
    sheet = katex_faces.part_sheet(SHEET, HELD)
    rule = r"font-family:KaTeX_AMS;[^}]*url\(fonts/KaTeX_AMS-Regular-(\w+).woff2\)[^}]*;unicode-range:([^}]*)}"
    ranges = dict(re.findall(rule, sheet))
    assert list(ranges) == ["Letters", "Signs", "Rare"]
    assert "U+2A7D-2A7E" in ranges["Signs"]
    assert len(re.findall("@font-face", sheet)) == len(re.findall("@font-face", SHEET)) + 4
    assert re.sub(r"@font-face{[^}]*}", "", sheet) == re.sub(r"@font-face{[^}]*}", "", SHEET)


@pytest.mark.parametrize("character", ["中", "\u200b"])  # KaTeX writes the latter below each index
def test_no_part_claims_a_character_that_the_face_does_not_have(character: str) -> None:
    point = ord(character)
    for ranges in re.findall(r"unicode-range:([^}]*)}", katex_faces.part_sheet(SHEET, HELD)):
        runs = [[int(end, 16) for end in run.removeprefix("U+").split("-")] for run in ranges.split(",")]
        assert not any(run[0] <= point <= run[-1] for run in runs)


def test_a_sheet_of_another_form_is_an_error() -> None:
    with pytest.raises(ValueError, match="KaTeX_AMS-Regular"):
        katex_faces.part_sheet(SHEET.replace("fonts/KaTeX_AMS-Regular.woff2", "faces/ams.woff2"), HELD)
