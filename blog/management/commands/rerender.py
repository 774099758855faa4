"""`manage.py rerender`: renders what is stored again, after an upgrade or a change of the site's macros."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from tqdm import tqdm

from blog.models import Page, Post, Question, Site, referring, related, sharing
from blog.models.rendered import Rendered
from blog.rendering import RenderContext, RenderError, render_each, rendering_version

Key = tuple[Rendered, RenderContext]


def positive(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise ArgumentTypeError(f"{word!r} is no number of processes")
    return int(word)


class Command(BaseCommand):
    help = "Render posts, pages and questions again that are not current. Dates and texts stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", dest="everything", help="all of them, also what is current")
        which.add_argument(
            "--stale",
            action="store_true",
            help="only what an older version, other macros or other numbers rendered: the default",
        )
        parser.add_argument(
            "--jobs", type=positive, default=os.cpu_count() or 1, help="processes at a time; else one for each core"
        )

    def handle(self, *_args: Any, everything: bool, jobs: int, **_options: Any) -> None:
        site = Site.current()
        site.save(update_fields=["footer_html"]) if not site._state.adding else site.save()
        macros = site.formula_macros
        referring.mark(referring.outdated())
        rows = _rows(None if everything else rendering_version(macros))
        failures = []
        outcomes = render_each(_texts(rows, macros), jobs=jobs, seconds=settings.RENDER_SECONDS)
        for (row, context), outcome in tqdm(outcomes, total=len(rows), desc="Rendering", unit="text", disable=None):
            try:
                if isinstance(outcome, RenderError):
                    raise outcome
                row.take_over(context, outcome)
                row.rerender(macros)  # renders once more only where what it refers to has changed meanwhile
            except RenderError as error:
                failures.append(f"{row._meta.verbose_name} {row.pk} ({row}): {error}")
        referring.refresh_all()  # who was rendered before what it refers to
        related.refresh_all()
        undrawn = sharing.refresh_all()
        for failure in sorted(failures) + undrawn:
            self.stderr.write(self.style.ERROR(failure))
        self.stdout.write(f"{len(rows) - len(failures)} rendered, {len(failures)} failed.")
        if undrawn:
            self.stdout.write(f"{len(undrawn)} pictures for other sites could not be stored.")
        if failures:
            raise CommandError("What failed shows its last good HTML.")


def _rows(current: str | None) -> list[tuple[type[Rendered], int]]:
    """Kind and number of what is to be rendered: all, or what has another version than the current one."""
    stale = Q() if current is None else ~Q(rendering_version=current)
    return [
        (model, pk)
        for model in (Post, Page, Question)
        for pk in model._base_manager.filter(stale).values_list("pk", flat=True)
    ]


def _texts(rows: list[tuple[type[Rendered], int]], macros: str) -> Iterator[tuple[Key, str, RenderContext]]:
    for model, pk in rows:
        row = model._base_manager.filter(pk=pk).first()
        if row is not None:  # deleted meanwhile
            context = row.render_context(macros)
            yield (row, context), getattr(row, row.source_field), context
