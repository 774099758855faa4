"""`manage.py demo`: furnishes the site with the demonstration content."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from blog.interchange.furnishing import furnish, is_empty


class Command(BaseCommand):
    help = "Put the demonstration content in; what was written or edited here stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when something has been written already"
        )

    def handle(self, *_args: Any, if_empty: bool, **_options: Any) -> None:
        if if_empty and not is_empty():
            return
        report = furnish(lambda files: tqdm(files, desc="Furnishing", unit="post", disable=None))
        self.stdout.write(f"Demonstration content: {len(report.created)} posts created, {len(report.updated)} updated.")
        for name, reason in report.failed.items():
            self.stderr.write(self.style.ERROR(f"{name}: {reason}"))
