"""Has Graphviz draw each block of `dot`; what cannot be drawn stays code, with a warning."""

import hashlib
import re
import time
from dataclasses import fields
from typing import Any

from blog.rendering.diagrams import graphviz, svg
from blog.rendering.draft import Draft
from blog.rendering.formulas.memory import Memory
from blog.rendering.pieces import Code, Diagram

LANGUAGES = {"dot", "graphviz"}
TEXT_SECONDS = 3.0  # for all drawings of a text, so that they leave time for the rest; 100 honest ones take that
SIDE = 20_000  # pixels; a wider or higher drawing can only be a mistake
WHOLE = 4_000_000  # characters of all drawings of a text; the page must hold formulas and words as well
REMEMBERED, REMEMBERED_LENGTH = 256, 64 * 1024  # drawings, and characters of one: 16 MB at most
LINE_END = re.compile("\n")

_drawings: Memory[svg.Drawing | graphviz.DrawingError] = Memory(REMEMBERED)


def draw_diagrams(draft: Draft) -> None:
    """Put a drawing into the place of every block of `dot` that can be drawn."""
    blocks = [
        (index, piece)
        for index, piece in enumerate(draft.slots.pieces)
        if isinstance(piece, Code) and piece.language in LANGUAGES and piece.text.strip()
    ]
    if not blocks:
        return
    try:
        work = _Work(graphviz.find())
    except graphviz.NotInstalledError:
        for _, code in blocks:
            draft.warn("no-graphviz", code.start)
        return
    for index, code in blocks:
        drawing = _drawing(draft, work, code)
        if drawing:
            draft.slots.pieces[index] = _diagram(code, drawing)


def _diagram(code: Code, drawing: svg.Drawing) -> Diagram:
    return Diagram(**{field.name: getattr(code, field.name) for field in fields(code)}, drawing=drawing)


def _drawing(draft: Draft, work: "_Work", code: Code) -> svg.Drawing | None:
    """The drawing of a block, or None and a warning."""
    try:
        drawing = work.draw(code.text)
    except graphviz.DrawingError as error:
        draft.warn("diagram", _line_start(draft, code, error.line), detail=str(error))
        return None
    except graphviz.NotInstalledError:
        draft.warn("no-graphviz", code.start)
        return None
    except graphviz.SlowError:
        draft.warn("slow-diagram", code.start)
        return None
    except graphviz.LargeError:
        draft.warn("large-diagram", code.start)
        return None
    if drawing.left_out:
        draft.warn("diagram-parts", code.start, excerpt=", ".join(drawing.left_out))
    return drawing


def _line_start(draft: Draft, code: Code, line: int) -> int:
    """Where a line of the block begins in the source: the first one stands below the fence."""
    position = code.start
    for _ in range(line):
        end = LINE_END.search(draft.source, position)
        if end is None:
            return code.start
        position = end.end()
    return position


class _Work:
    """The drawings of one text: how much time and room is left for them."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._seconds = TEXT_SECONDS
        self._room = WHOLE

    def draw(self, description: str) -> svg.Drawing:
        """A drawing, remembered or new.

        Raises:
            graphviz.DrawingError, graphviz.SlowError, graphviz.LargeError, graphviz.NotInstalledError
        """
        key = (self._program, hashlib.sha256(description.encode("utf-8", "surrogatepass")).digest())
        found: Any = _drawings.get(key)
        if found is None:
            found = self._draw_anew(description)
            if isinstance(found, graphviz.DrawingError) or len(found.body) <= REMEMBERED_LENGTH:
                _drawings.keep(key, found)
        if isinstance(found, graphviz.DrawingError):
            raise found
        self._room -= len(found.body)
        if self._room < 0 or max(found.width, found.height) > SIDE:
            raise graphviz.LargeError
        return found  # type: ignore[no-any-return] # the memory holds either

    def _draw_anew(self, description: str) -> svg.Drawing | graphviz.DrawingError:
        if self._seconds <= 0:
            raise graphviz.SlowError
        begin = time.monotonic()
        try:
            written, is_refused = graphviz.draw(self._program, description, min(graphviz.SECONDS, self._seconds))
            return _with_refusal(svg.read(written)) if is_refused else svg.read(written)
        except graphviz.DrawingError as error:
            return error
        except svg.UnreadableError:
            return graphviz.DrawingError("Graphviz wrote no drawing that can be read.")
        finally:
            self._seconds -= time.monotonic() - begin


def _with_refusal(drawing: svg.Drawing) -> svg.Drawing:
    """A drawing that wanted a file: Graphviz itself leaves the image out."""
    left_out = tuple(sorted({*drawing.left_out, "image"}))
    return svg.Drawing(**{**vars(drawing), "left_out": left_out})
