"""The faces that a page asks for are those in which its first formulas are drawn."""

import pytest

from blog.rendering import RenderContext, render
from blog.views.faces import HEAD, faces_of

PLAIN = ["Main-Regular-Letters"]


@pytest.mark.parametrize(
    ("tex", "faces"),
    [
        ("1 + 2 \\le 3", PLAIN),
        ("1 \\cap 2", [*PLAIN, "Main-Regular-Rare"]),  # its box has no class of its own
        ("1_2^3 \\text{个}", PLAIN),  # neither Chinese nor KaTeX's sign below indices is in any face
        ("1 \\ne 2", PLAIN),  # its stroke has a private code
        ("x", [*PLAIN, "Math-Italic"]),
        ("\\mathbb R", ["AMS-Regular-Letters", *PLAIN]),
        ("\\mathbf 1 \\leqslant 2", ["AMS-Regular-Signs", "Main-Bold-Letters", *PLAIN]),
        ("\\mathcal L", ["Caligraphic-Regular", *PLAIN]),
    ],
)
def test_a_page_asks_for_the_faces_of_a_formula(tex: str, faces: list[str]) -> None:
    found = faces_of(render(f"a ${tex}$ “b” **∩** <span>∩</span>", RenderContext()).html)
    assert ([face.file for face in found.first], found.late) == (faces, [])


def test_what_is_far_below_the_first_window_comes_last() -> None:
    one, other = (render(f"${tex}$", RenderContext()).html for tex in ("1", "x"))
    text = "<p>text</p>" * (HEAD // len("<p>text</p>"))
    found = faces_of(one, text, other)
    assert [[face.file for face in faces] for faces in found] == [PLAIN, ["Math-Italic"]]
    assert [[face.file for face in faces] for faces in faces_of(text, other)] == [[], [*PLAIN, "Math-Italic"]]


def test_texts_count_together() -> None:
    texts = [render(f"${tex}$", RenderContext()).html for tex in ("1", "x")]
    assert [face.file for face in faces_of(*texts).first] == [*PLAIN, "Math-Italic"]
