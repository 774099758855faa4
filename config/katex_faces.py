"""Parts KaTeX's largest faces, so that a page which shows only their letters need not fetch all their signs.

Most pages draw from `AMS` nothing but ℝ and its like, from bold `Main` nothing but letters, and from plain `Main`
letters and some forty signs: 8 kB of 28, 11 of 25, 15 of 26. The browser chooses by `unicode-range`
(https://drafts.csswg.org/css-fonts/#composite-fonts). Every browser that knows the container queries of our sheets
knows WOFF2, too, so that no other form of a face is named.
"""

import io
import re
from collections.abc import Collection, Mapping, Set
from pathlib import Path

from fontTools import subset

from blog.views.faces import PARTS

PREFIX = "KaTeX_"
FIRST_PART = "Letters"  # nearly every page has it from the start
SPLIT = frozenset(PREFIX + face for face in PARTS)
Parts = dict[str, Set[str]]  # by part its characters
COPYRIGHT, LICENCE, LICENCE_URL = 0, 13, 14  # what a part keeps of a face's names; its own one is reserved

FACE = re.compile(r"@font-face\{(?P<said>[^{}]*?)src:url\(fonts/(?P<name>[\w-]+)\.woff2\)[^{};]*\}")


def write(package: Path, folder: Path) -> None:
    """Write the sheet of a KaTeX package and its faces in parts; what is not parted stays where it is.

    Args:
        package: KaTeX's `dist`.
        folder: gets `katex.min.css` and `fonts/<face>-<part>.woff2`.
    """
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    held = {face: characters_of(package, face) for face in PARTS}
    sheet = (package / "katex.min.css").read_text(encoding="utf-8")
    (folder / "katex.min.css").write_text(part_sheet(sheet, held), encoding="utf-8")
    for face, parts in held.items():
        for part, characters in parts.items():
            content = part_face(package / "fonts" / f"{PREFIX}{face}.woff2", characters)
            (folder / "fonts" / f"{PREFIX}{face}-{part}.woff2").write_bytes(content)


def characters_of(package: Path, face: str) -> Parts:
    """Which characters each part of a face has; each that the face has is in one."""
    left, parts = _characters(package / "fonts" / f"{PREFIX}{face}.woff2"), {}
    for part, characters in PARTS[face].items():
        parts[part] = left if characters is None else left & characters
        left = left - parts[part]
    return parts


def part_sheet(sheet: str, held: Mapping[str, Parts]) -> str:
    """KaTeX's sheet with a rule for each part of a face, and with no forms of faces but WOFF2.

    Args:
        sheet: KaTeX's own.
        held: by face what its parts have (`characters_of`).

    Raises:
        ValueError: the sheet names faces in another way than this expects.
    """
    if not {match["name"] for match in FACE.finditer(sheet)} >= SPLIT:
        raise ValueError(
            f"KaTeX's sheet does not name {' and '.join(sorted(SPLIT))} as WOFF2: look at FACE in {__name__}."
        )
    return FACE.sub(lambda match: _rules(match["said"], match["name"], held), sheet)


def part_face(path: Path, characters: Collection[str]) -> bytes:
    """A WOFF2 file of some characters of a face, with hints and layout as they are."""
    options = subset.Options(
        flavor="woff2", layout_features=["*"], name_IDs=[COPYRIGHT, LICENCE, LICENCE_URL], notdef_outline=True
    )
    with subset.load_font(str(path), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=map(ord, characters))
        subsetter.subset(font)
        content = io.BytesIO()
        subset.save_font(font, content, options)
    return content.getvalue()


def _characters(path: Path) -> set[str]:
    with subset.load_font(str(path), subset.Options()) as font:
        return set(map(chr, font.getBestCmap()))


def _rules(said: str, name: str, held: Mapping[str, Parts]) -> str:
    """The rules for a face.

    No part claims what it has not: a Chinese word would fetch it in vain. While a part is on its way, other faces stand
    in for it: were its signs left blank, Chromium would leave blank all that the family draws, on paper for ever.
    """
    parts = held.get(name.removeprefix(PREFIX), {})
    if not parts:
        return f'@font-face{{{said}src:url(fonts/{name}.woff2) format("woff2")}}'
    swapped = re.sub("font-display:[a-z]+", "font-display:swap", said)
    return "".join(
        f"@font-face{{{said if part == FIRST_PART else swapped}"
        f'src:url(fonts/{name}-{part}.woff2) format("woff2");unicode-range:{_ranges(characters)}}}'
        for part, characters in parts.items()
    )


def _ranges(characters: Collection[str]) -> str:
    """As `unicode-range` has them, runs in one.

    >>> _ranges("abc⩽")
    'U+61-63,U+2A7D'
    """
    runs: list[list[int]] = []
    for point in sorted(map(ord, characters)):
        if runs and point == runs[-1][-1] + 1:
            runs[-1][1:] = [point]
        else:
            runs.append([point])
    return ",".join("U+" + "-".join(f"{point:X}" for point in run) for run in runs)
