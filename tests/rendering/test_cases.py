"""Source blocks and what is expected of them: one test for each case in the files of `cases`.

A case is a line `=== name`, the source, a line `---`, and the sketch of the HTML (see `sketching`). Behind a line `!!!`
stand the expected warnings, one a line as `kind line:column`; without it none is expected. A line `??? reason` below
the name marks what the renderer does not do right yet. `␍`, `␉` and `␠` stand for characters that editors change:
a carriage return, a tab and a space. All cases know the same images, recordings and other articles, see `CONTEXT`.
"""

from pathlib import Path

import pytest

from blog.rendering import ImageFacts, ReferenceTarget, RenderContext, RenderWarning, render
from tests.rendering.entries import Entry, parameters, read
from tests.rendering.sketching import sketch

FILES = sorted((Path(__file__).parent / "cases").glob("*.md"))
CONTEXT = RenderContext(
    references={
        "gan:eq:loss": ReferenceTarget("3", "/posts/gan/#eq-loss"),
        "概率论:条件 概率": ReferenceTarget("甲", "/posts/%E6%A6%82%E7%8E%87%E8%AE%BA/#eq-条件-概率"),
        "gan:hidden": ReferenceTarget("4"),
        "gan:missing": ReferenceTarget(),
        "gan:thm:swap": ReferenceTarget("2", "/posts/gan/#thm-swap", "theorem"),
        "gan:fig:hidden": ReferenceTarget("5", "", "figure"),
        "gan:": ReferenceTarget("只用一个 loss 训练 GAN", "/posts/gan/", "post"),
        "draft:": ReferenceTarget("", "", "post"),
    },
    images={
        "/media/images/photo.jpg": ImageFacts(
            6000, 4000, "一棵树", tuple((f"/media/images/photo-{width}.webp", width) for width in (480, 960, 1600))
        ),
        "/media/images/plot.png": ImageFacts(640, 480, "", (("/media/images/plot-480.webp", 480),)),
        "/media/images/page.png": ImageFacts(
            1600, 900, "", (("/media/images/page-480.webp", 480), ("/media/images/page-960.webp", 960))
        ),
        "/media/images/small.gif": ImageFacts(80, 60),
        "/media/images/drawing.svg": ImageFacts(300, 150, "一幅图"),
        "/media/images/a b,c.png": ImageFacts(1000, 500, "", (("/media/images/d-480.webp", 480),)),
    },
    slugs=("own", "formerly"),
    attachments=("/media/files/talk.mp4", "/media/files/lecture.mp3", "/media/files/slides.pdf"),
)
UNSEEN = str.maketrans({"␍": "\r", "␉": "\t", "␠": " "})


def cases() -> list[tuple[str, list[Entry]]]:
    """The cases of each file."""
    return [(path.stem, read(path.read_text(encoding="utf-8"))) for path in FILES]


def line_of(warning: RenderWarning) -> str:
    """A warning as it stands in a case."""
    return f"{warning.kind} {warning.line}:{warning.column}"


@pytest.mark.parametrize("case", parameters(cases()))
def test_case(case: Entry) -> None:
    document = render(case.source.translate(UNSEEN), CONTEXT)

    assert sketch(document.html) == case.expected.translate(UNSEEN)
    assert tuple(map(line_of, document.warnings)) == case.warnings


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for _, those in cases() for case in those]

    assert sorted(names) == sorted(set(names))
