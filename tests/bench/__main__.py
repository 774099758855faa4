"""`make bench`: what reading and rendering cost, as ratios to a yardstick measured in the same run.

Machines are shared and noisy: each round measures every subject in turn, and only medians of ratios are worth quoting.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import guarding, saving

ROUNDS, SECONDS = 5, 0.6


def rate(subject: Callable[[], object]) -> float:
    """Calls a second, over SECONDS."""
    calls, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < SECONDS:
        subject()
        calls += 1
    return calls / spent


def compare(title: str, subjects: dict[str, Callable[[], object]]) -> None:
    """Measure all subjects in alternation and print each as a multiple of the first."""
    for subject in subjects.values():
        subject()
    rounds = [{name: rate(subject) for name, subject in subjects.items()} for _ in range(ROUNDS)]
    yardstick = next(iter(subjects))
    print(f"\n{title} (median of {ROUNDS} rounds; ratio to “{yardstick}” [lowest, highest])")
    for name in subjects:
        ratios = [one[name] / one[yardstick] for one in rounds]
        absolute = statistics.median(one[name] for one in rounds)
        print(f"  {name:42} {statistics.median(ratios):8.3f} [{min(ratios):.3f}, {max(ratios):.3f}]  {absolute:9.1f}/s")


def reading() -> dict[str, Callable[[], object]]:
    """Pages through all of Django, beside the smallest page there is."""
    from django.test import Client

    from blog.models import Post

    client = Client()
    article = Post.objects.published().order_by("-formulas").first()
    assert article is not None
    paths = {
        "healthz: a view without a database": "/healthz",
        f"article with {article.formulas} formulas": article.get_absolute_url(),
        "front page": "/",
        "tags": "/tags/",
        "FAQ": "/faq/",
        "feed": "/feed/",
    }
    return {name: lambda path=path: client.get(path) for name, path in paths.items()}


def rendering() -> dict[str, Callable[[], object]]:
    """The stages of one saving, beside Python-Markdown alone; “guarded” is through the child process."""
    from blog.models import Post
    from blog.rendering import RenderContext, render
    from blog.rendering.markup import to_html
    from blog.rendering.pipeline import run

    longest = max(Post.objects.all(), key=lambda post: len(post.body))
    plain = "\n\n".join(line for line in longest.body.splitlines() if "$" not in line and "\\" not in line)
    return {
        "Markdown alone": lambda: to_html(longest.body),
        f"whole rendering, {longest.formulas} formulas": lambda: run(longest.body, RenderContext()),
        "the same, guarded": lambda: render(longest.body, RenderContext(), seconds=25),
        "whole rendering, its lines without formulas": lambda: run(plain, RenderContext()),
        "the same lines, guarded": lambda: render(plain, RenderContext(), seconds=25),
        "three words": lambda: run("a *b* c", RenderContext()),
        "three words, guarded": lambda: render("a *b* c", RenderContext(), seconds=25),
    }


def main() -> None:
    """Furnish a site in a folder that is thrown away, and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings", ALLOWED_HOSTS="testserver")
        import django
        from django.core.management import call_command

        django.setup()
        for command in (["migrate"], ["collectstatic", "--noinput"], ["demo"]):
            call_command(*command, verbosity=0)
        size = Path(folder, "widemargin.sqlite3").stat().st_size
        print(f"Demonstration site, {size // 1024} kB of SQLite")
        compare("Reading, through all of Django", reading())
        compare("Rendering, at a saving", rendering())
    print("\nA long article, saved again with one word changed")
    saving.main()
    guarding.main()


if __name__ == "__main__":
    main()
