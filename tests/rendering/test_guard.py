"""Rendering happens in a process that may die: the text is refused by name, and the next one is rendered."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blog.rendering import RenderContext, RenderError, guard, render
from blog.rendering.formulas.katex import EngineError
from blog.rendering.pipeline import run
from tests.rendering import hurting

ROOT = Path(__file__).resolve().parents[2]
PLAIN = RenderContext()


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[guard.Pool]:
    """A pool whose children can be hurt."""
    monkeypatch.setattr(guard, "STARTER", hurting.STARTER)
    pool = guard.Pool()
    yield pool
    pool.close()


def refusal(pool: guard.Pool, source: str, seconds: float = 5) -> str:
    """The kind of the error with which a text is refused."""
    with pytest.raises(RenderError) as caught:
        pool.render(source, PLAIN, seconds)
    return caught.value.kind


def seen(pool: guard.Pool) -> str:
    """Number, niceness, environment and isolation of a child."""
    return pool.render("see", PLAIN).text


def process(pool: guard.Pool) -> int:
    return int(seen(pool).split(" ")[0])


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def becomes_true(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize(
    "source", ["", "a", "# a\n\n$x$ \\eqref{b}\n\n![](c.png)", "\ud800\x00\ue000$\\foo$", "中" * 9_000]
)
def test_a_document_is_the_same_from_the_child_as_from_the_renderer(source: str) -> None:
    context = RenderContext("en", "\\newcommand{\\R}{x}", prefix="p-")

    assert render(source, context) == run(source, context)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("loop", "too-slow"),
        ("sleep 60", "too-slow"),
        ("segfault", "crashed"),
        ("memory", "too-large"),
        ("recursion", "too-deep"),
        ("bug", "crashed"),
        ("write", "crashed"),
        ("wrong", "crashed"),
    ],
)
def test_what_ends_or_breaks_a_child_is_refused_and_the_next_text_rendered(
    pool: guard.Pool, source: str, kind: str
) -> None:
    assert refusal(pool, source, 1.0) == kind
    assert pool.render("$x$", PLAIN) == run("$x$", PLAIN)


def test_the_time_is_held() -> None:
    start = time.monotonic()
    with pytest.raises(RenderError, match=r"more than 0\.5 seconds"):
        render("[^1]" * 20_000 + "\n\n[^1]: a", seconds=0.5)

    assert time.monotonic() - start < 5  # a child that comes up first, and a busy machine, included


def test_a_killed_child_is_no_zombie(pool: guard.Pool) -> None:
    number = process(pool)
    refusal(pool, "loop", 0.2)

    assert not Path(f"/proc/{number}").exists()


def test_one_child_serves_text_after_text(pool: guard.Pool) -> None:
    assert process(pool) == process(pool)


def test_a_second_child_is_started_only_when_the_first_is_busy(pool: guard.Pool) -> None:
    first = process(pool)
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(pool.render, "sleep 1", PLAIN)
        assert becomes_true(lambda: not pool._idle)
        second = process(pool)
        slow.result()

    assert second != first
    assert process(pool) == first  # the one that was used last


def test_texts_saved_at_once_are_not_mixed() -> None:
    sources = [f"text {number} $x_{{{number}}}$" for number in range(60)]
    wide = guard.Pool(children=2, waiting=8)
    with ThreadPoolExecutor(6) as threads:
        documents = list(threads.map(lambda source: wide.render(source, PLAIN), sources))
    wide.close()

    assert [document.text for document in documents] == sources


def test_who_would_wait_too_long_is_told_so_at_once(pool: guard.Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "QUEUE_SECONDS", 0.3)
    process(pool)
    with ThreadPoolExecutor(2) as threads:
        slow = [threads.submit(pool.render, "sleep 2", PLAIN) for _ in range(2)]
        assert becomes_true(lambda: pool._free._value == 0)
        assert refusal(pool, "a") == "busy"
        pool._line.acquire()  # another thread waits already
        monkeypatch.setattr(guard, "QUEUE_SECONDS", 60)  # who waited would be rendered
        assert refusal(pool, "a") == "busy"
        pool._line.release()
        assert [one.result().html for one in slow] == ["<p>sleep 2</p>"] * 2


def test_an_idle_child_that_somebody_killed_is_replaced(pool: guard.Pool) -> None:
    number = process(pool)
    os.kill(number, signal.SIGKILL)
    assert becomes_true(lambda: not pool._idle[0].is_alive)

    assert process(pool) != number


def test_a_child_that_does_not_come_up_is_an_error_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "STARTER", "raise SystemExit(1)")

    assert refusal(guard.Pool(), "a") == "crashed"


def test_a_missing_katex_is_said_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        guard,
        "STARTER",
        f"{hurting.STARTER.removesuffix('main()')}"
        "from pathlib import Path; from blog.rendering.formulas import katex; "
        "katex.SCRIPT = Path('nowhere'); main()",
    )

    with pytest.raises(EngineError, match="npm ci"):
        guard.Pool().render("$x$", PLAIN)


def test_a_child_is_nice_isolated_and_knows_no_environment(pool: guard.Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a")
    monkeypatch.setenv("PYTHONPATH", "a")
    _, niceness, *environment = seen(pool).split(" ")

    assert int(niceness) > 0
    assert "SECRET_KEY" not in " ".join(environment)
    assert environment[-1] == "1"


def test_what_is_printed_while_rendering_does_not_disturb_the_answer(pool: guard.Pool) -> None:
    assert pool.render("speak", PLAIN).html == "<p>speak</p>"


def test_a_text_that_is_too_long_is_not_even_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "STARTER", "raise SystemExit(1)")

    assert refusal(guard.Pool(), "中" * 400_000) == "too-long"


SCRIPT = """
import os, sys, time
from blog.rendering import guard, render
render("a")
print(*(child._process.pid for child in guard._children), flush=True)
"""


def start(script: str) -> tuple[subprocess.Popen[str], list[int]]:
    """A process that renders, and the numbers of the processes that it names."""
    started = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert started.stdout
    return started, [int(number) for number in started.stdout.readline().split()]


@pytest.mark.parametrize("end", ["", "sys.exit(3)", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_the_child_ends_with_its_parent_however_that_ends(end: str) -> None:
    parent, (child,) = start(SCRIPT + end)
    begin = time.monotonic()
    parent.communicate(timeout=10)

    assert time.monotonic() - begin < 5
    assert becomes_true(lambda: not is_running(child))


def test_a_process_that_is_forked_off_uses_a_child_of_its_own() -> None:
    forking = """
number = os.fork()
if number == 0:
    assert render("b").html == "<p>b</p>"
    print(*(child._process.pid for child in guard._children), flush=True)
    sys.exit(0)
assert os.waitpid(number, 0)[1] == 0
assert render("c").html == "<p>c</p>"
print(*(child._process.pid for child in guard._children), flush=True)
"""
    parent, (before,) = start(SCRIPT + forking)
    output, _ = parent.communicate(timeout=20)
    forked, after = output.split()

    assert parent.returncode == 0
    assert int(after) == before != int(forked)


def test_a_fork_while_another_thread_renders_does_no_harm() -> None:
    forking = """
import threading
thread = threading.Thread(target=lambda: [render("$x$") for _ in range(300)])
thread.start()
for _ in range(20):
    number = os.fork()
    if number == 0:
        os._exit(0 if render("b").html == "<p>b</p>" else 1)
    assert os.waitpid(number, 0)[1] == 0
thread.join()
"""
    parent, _ = start(SCRIPT + forking)
    parent.communicate(timeout=60)

    assert parent.returncode == 0


def test_a_closed_pool_leaves_nothing_behind(pool: guard.Pool) -> None:
    before = threading.active_count()  # of this whole run, other tests' threads included
    number = process(pool)
    pool.close()

    assert not is_running(number)
    assert threading.active_count() <= before
