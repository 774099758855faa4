"""Keeps rendering within time and memory: it happens in child processes, which are killed at the limit.

A thread cannot be killed and gunicorn's own timeout ends every request of a worker; a process of its own can be ended
at any moment, and the next text is rendered by a fresh one. The children are started by `subprocess`, never by a fork
without exec, which is unsafe beside threads.
"""

import atexit
import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from blog.rendering import messages
from blog.rendering.cleaning import refuse_too_long
from blog.rendering.documents import Document, RenderContext, RenderError
from blog.rendering.formulas.katex import EngineError

SECONDS = 5.0  # wall time for one text; 500 kB of honest Markdown take 4 s on a slow machine, 15 kB 0.1 s
START_SECONDS = 30.0  # for a child to come up, which takes 0.3 s; its time for the text begins then
CHILDREN = 2  # of one process; the second is started when the first is busy
# More would fill all four threads of a gunicorn worker with people who save, and readers would wait behind them.
WAITING = 1
QUEUE_SECONDS = 5.0
ANSWER_LIMIT = 64 * 1024 * 1024  # bytes; far above what `limits` lets a document have

ROOT = Path(__file__).resolve().parents[2]
# Isolated: neither the working folder, nor PYTHON* variables, nor packages of the user. It sees what its parent sees.
STARTER = "import sys; sys.path[:0] = sys.argv[1:]; from blog.rendering.child import main; main()"
# Some Pythons do not start without the first ones; in the last, Graphviz is found.
KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "PATH")

logger = logging.getLogger(__name__)


class Child:
    """A process that renders one text at a time."""

    def __init__(self) -> None:
        """Start it and wait until it is there.

        Raises:
            OSError, EOFError, ValueError: it does not come up.
        """
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - nothing of the text or a request stands in the command
                [sys.executable, "-I", "-X", "utf8", "-c", STARTER, str(ROOT)],
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
            )
        _children.add(self)
        try:
            messages.receive(self._channel, ANSWER_LIMIT, time.monotonic() + START_SECONDS)
        except BaseException:
            self.close()
            raise

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None and self._channel.fileno() >= 0

    def render(self, source: str, context: RenderContext, seconds: float) -> Document:
        """Have it render a text; whenever it does not answer as it should, it is ended.

        Raises:
            RenderError: the text was refused, took too long or ended the child.
            EngineError: KaTeX's script is not installed.
        """
        try:
            answer = self._ask({"source": source, "context": messages.to_plain(context), "seconds": seconds}, seconds)
            if answer["last"]:
                self.close()
            return _document(answer)
        except (RenderError, EngineError):
            raise
        except TimeoutError as error:
            self.close()
            raise _too_slow(seconds) from error
        except (OSError, EOFError, ValueError, TypeError, LookupError) as error:
            self.close()
            raise _crashed() from error
        except BaseException:
            self.close()
            raise

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        self._channel.settimeout(seconds)
        messages.send(self._channel, request)
        answer: dict[str, Any] = messages.receive(self._channel, ANSWER_LIMIT, deadline)
        return answer

    def close(self) -> None:
        """End it; it holds nothing that could be lost."""
        self._process.kill()
        self._process.wait()
        self._channel.close()
        _children.discard(self)

    def disown(self) -> None:
        """In a process forked off: forget the child of the parent process without touching it."""
        self._channel.close()
        self._process.returncode = 0


_children: set[Child] = set()


class Pool:
    """Children of one process, each serving one thread at a time; at most `waiting` threads wait for one."""

    def __init__(self, children: int = CHILDREN, waiting: int = WAITING) -> None:
        self._free = threading.Semaphore(children)
        self._line = threading.Semaphore(waiting)
        self._lock = threading.Lock()
        self._idle: list[Child] = []

    def render(self, source: str, context: RenderContext, seconds: float = SECONDS) -> Document:
        """Render in a child; see `blog.rendering.render`."""
        refuse_too_long(source)
        with self._child() as child:
            return child.render(source, context, seconds)

    def close(self) -> None:
        """End the children that are idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.close()

    @contextmanager
    def _child(self) -> Iterator[Child]:
        self._wait()
        try:
            child = self._take()
            try:
                yield child
            finally:
                if child.is_alive:
                    with self._lock:
                        self._idle.append(child)
        finally:
            self._free.release()

    def _wait(self) -> None:
        if self._free.acquire(blocking=False):
            return
        if self._line.acquire(blocking=False):
            try:
                if self._free.acquire(timeout=QUEUE_SECONDS):
                    return
            finally:
                self._line.release()
        raise RenderError("busy", "Other texts are being rendered. Save again in a moment.")

    def _take(self) -> Child:
        """The child that was used last, so that a second one is started only when it is needed."""
        while True:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            if child is None:
                break
            if child.is_alive:
                return child
            child.close()  # somebody else ended it
        try:
            return Child()
        except (OSError, EOFError, ValueError) as error:
            raise _crashed() from error


def _document(answer: dict[str, Any]) -> Document:
    if "refusal" in answer:
        raise RenderError(*answer["refusal"])
    if "engine" in answer:
        raise EngineError(answer["engine"])
    if "fault" in answer:
        logger.error("Rendering failed.\n%s", answer["fault"])
        raise _crashed()
    document: Document = messages.from_plain(Document, answer["document"])
    return document


def _too_slow(seconds: float) -> RenderError:
    message = f"Rendering the text takes more than {seconds:g} seconds. Divide it, or simplify its longest parts."
    return RenderError("too-slow", message, seconds)


def _crashed() -> RenderError:
    return RenderError("crashed", "The renderer stopped at this text. Take the part out that you wrote last.")


_pool = Pool()


def render(source: str, context: RenderContext, seconds: float = SECONDS) -> Document:
    """Render in a child of this process; see `blog.rendering.render`."""
    return _pool.render(source, context, seconds)


@atexit.register
def _end() -> None:
    for child in list(_children):
        with contextlib.suppress(OSError):
            child.close()


def _start_anew() -> None:
    """In a process forked off: the children belong to its parent, and so do locks that some thread may have held."""
    global _pool
    for child in list(_children):
        child.disown()
    _children.clear()
    _pool = Pool()


os.register_at_fork(after_in_child=_start_anew)
