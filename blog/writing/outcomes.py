"""Renders the examples of the reference, once in a process."""

import functools
from collections.abc import Iterator, Mapping

from blog.rendering import (
    Document,
    ImageFacts,
    ReferenceTarget,
    RenderContext,
    RenderError,
    render_each,
    rendering_version,
)
from blog.writing.reading import chapters

Results = Mapping[str, Document]  # by the entry's anchor

JOBS = 2  # at a time: other texts are rendered meanwhile
# What the examples know of the site, whatever is on it: a picture of ours and things in other posts.
IMAGES = {"/static/writing/sigmoid.svg": ImageFacts(480, 270)}
REFERENCES = {
    "gaussian-integral:eq:polar": ReferenceTarget("3", "/posts/gaussian-integral/#eq-polar"),
    "gaussian-integral:": ReferenceTarget("高斯积分的四种算法", "/posts/gaussian-integral/", "post"),
    "law-of-large-numbers:thm:wlln": ReferenceTarget("4", "/posts/law-of-large-numbers/#thm-wlln", "theorem"),
}


def context(language: str, prefix: str = "") -> RenderContext:
    """What the renderer is told beside an example; the prefix keeps its ids apart from those of the others."""
    return RenderContext(language, images=IMAGES, references=REFERENCES, prefix=prefix)


def results(language: str, seconds: float) -> Results:
    """What becomes of every example in one of LANGUAGES; remembered until the renderer changes.

    Args:
        language: one of `blog.writing.LANGUAGES`.
        seconds: of wall time for each example.

    Raises:
        RenderError: an example could not be rendered at this moment; nothing is remembered then.
        blog.rendering.formulas.katex.EngineError: KaTeX's script is not installed.
    """
    return _remembered(language, rendering_version(), seconds)


@functools.lru_cache(maxsize=4)
def _remembered(language: str, _version: str, seconds: float) -> Results:
    return dict(_rendered(language, seconds))


def _rendered(language: str, seconds: float) -> Iterator[tuple[str, Document]]:
    entries = [entry for chapter in chapters(language) for entry in chapter.entries]
    texts = [(entry.anchor, entry.source, context(language, f"{entry.anchor}--")) for entry in entries]
    for anchor, outcome in render_each(texts, jobs=JOBS, seconds=seconds):
        if isinstance(outcome, RenderError):
            raise outcome
        yield anchor, outcome
