"""`manage.py rerender`: renders what is stored again, after an upgrade or a change of the site's macros."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from blog.models import Page, Post, Question, Site, referring
from blog.rendering import RenderError, rendering_version


class Command(BaseCommand):
    help = "Render all posts, pages and questions again. Dates and texts stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stale", action="store_true", help="only what an older version, other macros or other numbers rendered"
        )

    def handle(self, *_args: Any, stale: bool, **_options: Any) -> None:
        site = Site.current()
        site.save(update_fields=["footer_html"]) if not site._state.adding else site.save()
        version = rendering_version(site.formula_macros)
        referring.mark(referring.outdated())
        rows = [
            (model, pk)
            for model in (Post, Page, Question)
            for pk in (model.objects.exclude(rendering_version=version) if stale else model.objects).values_list(
                "pk", flat=True
            )
        ]
        failures = []
        for model, pk in tqdm(rows, desc="Rendering", unit="text", disable=None):
            row = model.objects.get(pk=pk)
            try:
                row.rerender(site.formula_macros)
            except RenderError as error:
                failures.append(f"{model._meta.verbose_name} {pk} ({row}): {error}")
        referring.refresh_all()  # who was rendered before what it refers to
        for failure in failures:
            self.stderr.write(self.style.ERROR(failure))
        self.stdout.write(f"{len(rows) - len(failures)} rendered, {len(failures)} failed.")
        if failures:
            raise CommandError("What failed shows its last good HTML.")
