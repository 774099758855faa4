"""The process in which texts are rendered: it limits itself, then answers one request after the other.

It is started by `blog.rendering.guard` and speaks to nobody else. Its channel is its standard input, which is closed
when the process that started it ends, in whatever way; it ends then, too.
"""

import contextlib
import os
import resource
import signal
import socket
import time
import traceback
from pathlib import Path
from typing import Any

from blog.rendering import messages
from blog.rendering.documents import RenderContext, RenderError
from blog.rendering.formulas.katex import EngineError
from blog.rendering.pipeline import run

MEMORY = 640 * 1024 * 1024  # bytes of addresses: 290 MB for 500 kB of dense formulas, and KaTeX may use 256 MB more
SWOLLEN = 400 * 1024 * 1024  # bytes of addresses after a text; a fresh process serves the next one better
FILES = 32  # open at once: lexers are loaded when they are needed
NICENESS = 5  # a server that shares the cores answers readers first
REQUEST_LIMIT = 16 * 1024 * 1024  # bytes; the source is measured before it is sent


def main() -> None:
    """Serve until the other end closes the channel."""
    channel = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)  # nothing but answers may come out on the channel
    limit()
    with contextlib.suppress(EOFError, ConnectionError):
        messages.send(channel, "ready")
        while True:
            answer = answer_to(messages.receive(channel, REQUEST_LIMIT))
            messages.send(channel, answer)
            if answer["last"]:
                return


def limit() -> None:
    """Give up what rendering does not need: memory, files, priority, and ending by somebody else's Ctrl-C."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)  # sent to a whole group; a text that is being saved is still finished
    os.nice(NICENESS)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # some systems know fewer limits; time is held by the parent
            resource.setrlimit(kind, (most, most))


def answer_to(request: dict[str, Any]) -> dict[str, Any]:
    """The document as plain values, or why there is none; `last` says that this process ends with it."""
    _limit_time(request["seconds"])
    try:
        document = run(request["source"], messages.from_plain(RenderContext, request["context"]))
        return {"document": messages.to_plain(document), "last": _is_swollen()}
    except RenderError as error:
        return {"refusal": [error.kind, str(error), error.limit, error.line], "last": _is_swollen()}
    except RecursionError:
        return {"refusal": ["too-deep", "Lists, quotes, marks or HTML are nested too deeply.", 0, 0], "last": False}
    except MemoryError:
        return {"refusal": ["too-large", "Rendering the text needs too much memory. Divide it.", 0, 0], "last": True}
    except EngineError as error:
        return {"engine": str(error), "last": True}
    except Exception:  # a fault of ours: the parent must hear of it, log it and start another process
        return {"fault": traceback.format_exc(), "last": True}


def _limit_time(seconds: float) -> None:
    """End this process by the kernel's hand when nobody is there any more to do it: after twice its time."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + 2 * seconds) + 2, most))


def _is_swollen() -> bool:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return False
    return pages * resource.getpagesize() > SWOLLEN
