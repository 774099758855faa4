"""Runs KaTeX in this process, through QuickJS. Knows TeX strings only, nothing of articles, numbers or labels.

One thread of our own with a large stack does all drawing, because QuickJS's stack limit must stay far below the native
stack, which differs by server.
"""

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import quickjs

from blog.rendering.formulas import katex, mending
from blog.rendering.formulas.boxes import Box
from blog.rendering.formulas.dialect import predefined
from blog.rendering.formulas.memory import Memory

CHEMISTRY = re.compile(r"\\(?:ce|pu|tripledash)(?![A-Za-z])")  # only such texts need the script for chemistry
GLUE = Path(__file__).with_name("drawing.js")

NATIVE_STACK = 16 * 1024 * 1024  # bytes; QuickJS with 8 MB on an 8 MB stack ended the process at 10,000 braces
SCRIPT_STACK = 4 * 1024 * 1024  # bytes; passes 590 nested braces, 124 roots
MEMORY = 256 * 1024 * 1024  # bytes
TIME = 3  # seconds of this process's CPU time for one formula
HTML_LIMIT = 1_000_000  # characters of HTML for one formula; a 60 by 60 matrix has 840,000

OPENED_INLINE, OPENED_DISPLAY = 8.0, 16.0  # em; the boxes of wider formulas are handed over, to be set anew
REMEMBERED = 8_192  # drawings; a long article has some hundred formulas


@dataclass(frozen=True)
class Request:
    """A formula to draw."""

    tex: str
    display: bool


@dataclass(frozen=True, eq=False)
class Drawing:
    """KaTeX's markup for a formula: MathML, the pieces that it may be broken into, and its number.

    Widths are in em of the formula's font. `boxes` and `numbers` are there for wide formulas only.
    """

    mathml: str
    bases: tuple[tuple[str, float], ...]  # markup and width
    number: str = ""
    number_width: float = 0.0
    boxes: tuple[Box, ...] = ()  # of the bases
    numbers: tuple[Box, ...] = ()
    defines: bool = False  # something, for the formulas after it

    @property
    def width(self) -> float:
        return sum(width for _, width in self.bases)

    @property
    def html(self) -> str:
        """All that is seen of it, unbroken."""
        return "".join(markup for markup, _ in self.bases) + self.number


@dataclass(frozen=True)
class Failure:
    """Why a formula could not be drawn, and at which character of it; -1 where KaTeX does not say."""

    message: str
    position: int
    elsewhere: str = ""  # the offending piece, where it stands in the text of a macro that the formula uses
    defines: bool = False


def draw(requests: Iterable[Request], macros: str = "") -> list[Drawing | Failure]:
    """Draw the formulas of one text, in order. Definitions in one serve the next, and no other text's.

    Args:
        macros: definitions that hold from the first formula on.

    Raises:
        EngineError: KaTeX's script is not installed.
    """
    return _executor().submit(_draw_all, list(requests), macros).result()


_lock = threading.Lock()
_threads: dict[int, ThreadPoolExecutor] = {}


def _executor() -> ThreadPoolExecutor:
    """One drawing thread a process, made on first use: threads do not survive a fork."""
    with _lock:
        if os.getpid() not in _threads:
            before = threading.stack_size(NATIVE_STACK)
            try:
                executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="katex")
                executor.submit(int).result()  # the thread is made now, with the stack that is set now
            finally:
                threading.stack_size(before)
            _threads.clear()
            _threads[os.getpid()] = executor
        return _threads[os.getpid()]


_local = threading.local()


def _context() -> quickjs.Context:
    if not hasattr(_local, "context"):
        context = quickjs.Context()
        context.set_memory_limit(MEMORY)
        context.set_max_stack_size(SCRIPT_STACK)
        context.eval(katex.script())
        context.eval(predefined.script())
        context.eval(GLUE.read_text(encoding="utf-8"))
        _local.context, _local.knows_chemistry = context, False
    return _local.context


def _learn_chemistry() -> None:
    context = _context()
    if not _local.knows_chemistry:
        context.eval(katex.CHEMISTRY_SCRIPT.read_text(encoding="utf-8"))
        _local.knows_chemistry = True


_drawings: Memory[Drawing | Failure] = Memory(REMEMBERED)  # only the drawing thread comes here


def _draw_all(requests: list[Request], macros: str) -> list[Drawing | Failure]:
    definitions = [Request(macros, display=False)] if macros.strip() else []
    has_chemistry = any(CHEMISTRY.search(request.tex) for request in [*definitions, *requests])
    _start(definitions, has_chemistry=has_chemistry)
    results: list[Drawing | Failure] = []
    learned = macros.encode("utf-8", "surrogatepass")  # all definitions so far, in few bytes
    for request in requests:
        key = (request.tex, request.display, learned)
        result = _drawings.get(key)
        if result is None:
            result = _draw_one(request)
        if result is None:  # out of time or memory: the context is spent, so go on with a fresh one
            _start(definitions, has_chemistry=has_chemistry)
            result = Failure("The formula takes too much time or memory to draw.", -1)
        elif result.defines:  # never remembered: its definitions would not be made
            definitions.append(request)
            learned = hashlib.sha256(learned + request.tex.encode("utf-8", "surrogatepass")).digest()
        else:
            _drawings.keep(key, result)
        results.append(result)
    return results


def _start(definitions: list[Request], *, has_chemistry: bool) -> None:
    """Forget all macros, then learn those of this text."""
    if has_chemistry:
        _learn_chemistry()
    _context().eval("macros = {}")
    for definition in definitions:
        _draw_one(definition)


def _draw_one(request: Request) -> Drawing | Failure | None:
    context = _context()
    context.set_time_limit(TIME)
    try:
        limit = OPENED_DISPLAY if request.display else OPENED_INLINE
        answer = json.loads(context.get("draw")(request.tex, request.display, limit))
    except quickjs.JSException:
        del _local.context
        return None
    finally:
        context.set_time_limit(-1)
    if "bases" not in answer:
        position = _characters(request.tex, answer["position"])
        return Failure(answer["message"], position, answer["elsewhere"], answer["defines"])
    if sum(len(markup) for markup, _ in answer["bases"]) > HTML_LIMIT:
        message = f"The drawing has over {HTML_LIMIT} characters. Divide the formula."
        return Failure(message, -1, defines=answer["defines"])
    return Drawing(
        mathml=mending.mended(answer["mathml"]),
        bases=tuple((markup, width) for markup, width in answer["bases"]),
        number=answer["tag"],
        number_width=answer["tagWidth"],
        boxes=tuple(map(Box.read, answer["boxes"] or ())),
        numbers=tuple(map(Box.read, answer["tags"] or ())),
        defines=answer["defines"],
    )


def _characters(tex: str, units: int) -> int:
    """KaTeX counts UTF-16 units, Python characters.

    >>> _characters("𝑥𝑥a", 4)
    2
    """
    if units < 0:
        return -1
    return len(tex.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
