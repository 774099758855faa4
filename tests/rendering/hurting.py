"""A child whose renderer does at a word what a hostile text may make the real one do."""

import os
import signal
import sys
import tempfile
import time
from dataclasses import replace

from blog.rendering import child
from blog.rendering.documents import Document, RenderContext
from blog.rendering.pipeline import run

STARTER = "import sys; sys.path[:0] = sys.argv[1:]; from tests.rendering.hurting import main; main()"


def sleep(source: str) -> None:
    time.sleep(float(source.split(" ")[1]))


def loop(_source: str) -> None:
    while True:
        pass


def segfault(_source: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def memory(_source: str) -> None:
    bytearray(child.MEMORY)


def recursion(source: str) -> None:
    recursion(source)


def bug(_source: str) -> None:
    raise KeyError("a bug")


def write(_source: str) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"a")


def speak(_source: str) -> None:
    print("not for the channel", flush=True)


WORDS = {word.__name__: word for word in (sleep, loop, segfault, memory, recursion, bug, write, speak)}


def hurt(source: str, context: RenderContext) -> Document:
    """Do what the first word of the text says, then render it."""
    word = source.split(" ")[0]
    if word in WORDS:
        WORDS[word](source)
    document = run(source, context)
    if word == "wrong":
        return replace(document, html=3)  # type: ignore[arg-type]
    if word == "see":
        return replace(document, text=f"{os.getpid()} {os.nice(0)} {sorted(os.environ)} {sys.flags.isolated}")
    return document


def main() -> None:
    child.run = hurt  # type: ignore[attr-defined]
    child.main()
