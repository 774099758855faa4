"""Runs KaTeX in this process, through QuickJS. Knows TeX strings only, nothing of articles, numbers or labels.

KaTeX is an npm package, pinned exactly; its script is read from `node_modules`. One thread of our own with a large
stack does all drawing, because QuickJS's stack limit must stay far below the native stack, which differs by server.
"""

import functools
import json
import os
import re
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import quickjs

SCRIPT = Path(__file__).resolve().parents[3] / "node_modules" / "katex" / "dist" / "katex.min.js"

NATIVE_STACK = 16 * 1024 * 1024  # bytes; QuickJS with 8 MB on an 8 MB stack ended the process at 10,000 braces
SCRIPT_STACK = 4 * 1024 * 1024  # bytes; passes 590 nested braces, 124 roots
MEMORY = 256 * 1024 * 1024  # bytes
TIME = 3  # seconds of this process's CPU time for one formula
HTML_LIMIT = 1_000_000  # characters of HTML for one formula; a 60 by 60 matrix has 840,000

# QuickJS hands long strings over as ropes, which the binding cannot read: JSON.stringify makes them flat.
GLUE = """
var macros = {};
function draw(tex, displayMode) {
  try {
    return JSON.stringify({html: katex.renderToString(tex, {
      displayMode, macros, globalGroup: true, output: 'htmlAndMathml', trust: false, strict: false,
      maxSize: 20, maxExpand: 1000, throwOnError: true,
    })});
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    return JSON.stringify({message: error.rawMessage, position: error.position === undefined ? -1 : error.position});
  }
}
"""


class EngineError(RuntimeError):
    """KaTeX cannot be run at all."""


@dataclass(frozen=True)
class Request:
    """A formula to draw."""

    tex: str
    display: bool
    defines: bool = False  # holds macro definitions


@dataclass(frozen=True)
class Drawing:
    """KaTeX's HTML and MathML for a formula."""

    html: str


@dataclass(frozen=True)
class Failure:
    """Why a formula could not be drawn, and at which character of it; -1 where KaTeX does not say."""

    message: str
    position: int


def draw(requests: Iterable[Request], macros: str = "") -> list[Drawing | Failure]:
    """Draw the formulas of one text, in order. Definitions in one serve the next, and no other text's.

    Args:
        macros: definitions that hold from the first formula on.

    Raises:
        EngineError: KaTeX's script is not installed.
    """
    return _executor().submit(_draw_all, list(requests), macros).result()


@functools.cache
def version() -> str:
    """The installed KaTeX's version.

    Raises:
        EngineError: it is not installed.
    """
    match = re.search(r'\bversion:"(?P<version>[0-9.]+)"', _script())
    if not match:
        raise EngineError(f"{SCRIPT} does not say its version; is it KaTeX? Run `npm ci`.")
    return match["version"]


@functools.cache
def _script() -> str:
    try:
        return SCRIPT.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise EngineError(f"KaTeX is not installed: {SCRIPT} is missing. Run `npm ci`, or `make run`.") from error


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
        context.eval(_script())
        context.eval(GLUE)
        _local.context = context
    return _local.context


def _draw_all(requests: list[Request], macros: str) -> list[Drawing | Failure]:
    definitions = [Request(macros, display=False, defines=True)] if macros.strip() else []
    _start(definitions)
    results: list[Drawing | Failure] = []
    for request in requests:
        result = _draw_one(request)
        if result is None:  # out of time or memory: the context is spent, so go on with a fresh one
            _start(definitions)
            result = Failure("The formula takes too much time or memory to draw.", -1)
        elif request.defines:
            definitions.append(request)
        results.append(result)
    return results


def _start(definitions: list[Request]) -> None:
    """Forget all macros, then learn those of this text."""
    _context().eval("macros = {}")
    for definition in definitions:
        _draw_one(definition)


def _draw_one(request: Request) -> Drawing | Failure | None:
    context = _context()
    context.set_time_limit(TIME)
    try:
        answer = json.loads(context.get("draw")(request.tex, request.display))
    except quickjs.JSException:
        del _local.context
        return None
    finally:
        context.set_time_limit(-1)
    if "html" not in answer:
        return Failure(answer["message"], _characters(request.tex, answer["position"]))
    if len(answer["html"]) > HTML_LIMIT:
        return Failure(f"The drawing has over {HTML_LIMIT} characters. Divide the formula.", -1)
    return Drawing(answer["html"])


def _characters(tex: str, units: int) -> int:
    """KaTeX counts UTF-16 units, Python characters.

    >>> _characters("𝑥𝑥a", 4)
    2
    """
    if units < 0:
        return -1
    return len(tex.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
