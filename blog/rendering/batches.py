"""Renders many texts, several at a time: each in a child process, as at a saving, with the same limits."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from typing import TypeVar

from blog.rendering.documents import Document, RenderContext, RenderError
from blog.rendering.guard import Pool

Key = TypeVar("Key")


def render_each(
    texts: Iterable[tuple[Key, str, RenderContext]], *, jobs: int, seconds: float
) -> Iterator[tuple[Key, Document | RenderError]]:
    """What becomes of each text, in the order in which they are done.

    The texts are drawn one by one, in the caller's thread, so that a thousand of them are never in memory at once.

    Args:
        texts: each with what the caller knows it by.
        jobs: how many are rendered at a time.
        seconds: of wall time for each.

    Raises:
        blog.rendering.formulas.katex.EngineError: KaTeX's script is not installed.
    """
    running: dict[Future[Document | RenderError], Key] = {}
    with closing(Pool(children=jobs)) as pool, ThreadPoolExecutor(jobs) as threads:
        for key, source, context in texts:
            running[threads.submit(_outcome, pool, source, context, seconds)] = key
            if len(running) > jobs:
                yield from _done(running)
        while running:
            yield from _done(running)


def _outcome(pool: Pool, source: str, context: RenderContext, seconds: float) -> Document | RenderError:
    try:
        return pool.render(source, context, seconds)
    except RenderError as error:
        return error


def _done(running: dict[Future[Document | RenderError], Key]) -> Iterator[tuple[Key, Document | RenderError]]:
    """Those that are done, as soon as one is."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        yield running.pop(future), future.result()
