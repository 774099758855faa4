"""Runs Graphviz's program `dot`: a description in, SVG out. Knows nothing of articles, lines of the source or pages.

The program is Debian's `graphviz`, or any other on PATH. It runs without files, environment or more memory and time
than a drawing needs; what it writes is judged by `svg`.
"""

import os
import re
import resource
import selectors
import shutil
import subprocess
import time

SECONDS = 2.0  # of wall and of CPU time for one drawing; an honest one takes 0.03 s
MEMORY = 384 * 1024 * 1024  # bytes of addresses; Graphviz 2.43 with Pango maps 190 MB before it has read anything
OUTPUT_LIMIT = 500_000  # bytes; 500 nodes have 150,000
FACE = "Helvetica"  # measures like the faces of our pages; a description may name others

# SERVER_NAME makes Graphviz refuse every file that a description names (gvc's safefile, since 1.7).
ENVIRONMENT = {"SERVER_NAME": "widemargin"}
FILE_REFUSED = b"file loading is disabled"
LINE = re.compile(r"[ ]in line (?P<line>\d{1,9})\b")
BLOCK = 1 << 16  # bytes read at once
WRITTEN = 512  # bytes written at once; the least that POSIX promises a pipe to take without waiting (PIPE_BUF)


class NotInstalledError(RuntimeError):
    """There is no program `dot`."""


class SlowError(RuntimeError):
    """The drawing takes more time than it may."""


class LargeError(RuntimeError):
    """The drawing is larger than any page can show."""


class DrawingError(ValueError):
    """Graphviz refuses the description; `line` counts from 1 within it and is 0 where none is named."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def find() -> str:
    """The program's path.

    Raises:
        NotInstalledError: there is none.
    """
    program = shutil.which("dot")
    if program is None:
        raise NotInstalledError
    return program


def draw(program: str, description: str, seconds: float = SECONDS) -> tuple[str, bool]:
    """The SVG of a description in the DOT language, and whether a file that it names was refused.

    Raises:
        DrawingError: Graphviz refuses it, or has crashed over it.
        SlowError, LargeError: it takes more than `seconds`, or becomes more than `OUTPUT_LIMIT`.
        NotInstalledError: the program cannot be started.
    """
    faces = [f"-{part}fontname={FACE}" for part in "GNE"]
    try:
        process = subprocess.Popen(  # noqa: S603 - the description goes in by a pipe, never as an argument
            [program, "-Tsvg", *faces],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
            restore_signals=False,  # else its libraries end when they try to write a cache, where files are forbidden
        )
    except OSError as error:
        raise NotInstalledError from error
    with process:
        try:
            _limit(process.pid)  # before it has read anything
            drawing, complaints = _exchange(process, description.encode(), time.monotonic() + seconds)
            process.wait(seconds)
        except (TimeoutError, subprocess.TimeoutExpired) as error:
            raise SlowError from error
        finally:
            process.kill()
    if process.returncode != 0 or not drawing:
        raise _error(complaints.decode("utf-8", "replace"))
    return drawing.decode("utf-8", "replace"), FILE_REFUSED in complaints


def _limit(number: int) -> None:
    """Limits beside the wall time; they hold, too, when the process that renders is ended in the middle."""
    if not hasattr(resource, "prlimit"):  # Linux alone has it
        return
    processor = int(SECONDS) + 1
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, allowed = resource.prlimit(number, kind)
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.prlimit(number, kind, (least, least))


def _exchange(process: "subprocess.Popen[bytes]", description: bytes, deadline: float) -> tuple[bytes, bytes]:
    """Write the description and read both outputs, never more than the limit.

    Raises:
        TimeoutError: the deadline has come.
        LargeError: there is more.
    """
    pipes = (process.stdin, process.stdout, process.stderr)
    stdin, stdout, stderr = (pipe.fileno() for pipe in pipes if pipe)
    read = {stdout: bytearray(), stderr: bytearray()}
    left = memoryview(description)
    with selectors.DefaultSelector() as waiting:
        waiting.register(stdin, selectors.EVENT_WRITE)
        for output in read:
            waiting.register(output, selectors.EVENT_READ)
        while waiting.get_map():
            if time.monotonic() >= deadline:
                raise TimeoutError
            for key, _ in waiting.select(max(deadline - time.monotonic(), 0)):
                if key.fd == stdin:
                    left = _write(process, left)
                    is_done = not left
                else:
                    is_done = not _read(key.fd, read[key.fd])
                if is_done:
                    waiting.unregister(key.fd)
                    if key.fd == stdin:
                        _close(process)
    return bytes(read[stdout]), bytes(read[stderr])


def _write(process: "subprocess.Popen[bytes]", left: memoryview) -> memoryview:
    """What is left to write; nothing where the program does not read any more."""
    try:
        return left[os.write(process.stdin.fileno(), left[:WRITTEN]) :] if process.stdin else left[:0]
    except BrokenPipeError:
        return left[:0]


def _close(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin:
        process.stdin.close()


def _read(descriptor: int, into: bytearray) -> bool:
    """Whether there was something to read."""
    part = os.read(descriptor, BLOCK)
    into += part
    if len(into) > OUTPUT_LIMIT:
        raise LargeError
    return bool(part)


def _error(complaints: str) -> DrawingError:
    """The first complaint that is an error, without the name of the input and the line, which is told apart."""
    errors = [line for line in complaints.splitlines() if line.startswith("Error: ")]
    message = (errors or complaints.splitlines() or ["Graphviz drew nothing."])[0]
    message = message.removeprefix("Error: ").removeprefix("<stdin>: ").strip()
    found = LINE.search(message)
    line = int(found["line"]) if found and "Error: <stdin>" in (errors or [""])[0] else 0
    return DrawingError(LINE.sub("", message, count=1)[:200], line)
