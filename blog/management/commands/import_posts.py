"""`manage.py import_posts FOLDER`: takes a folder of Markdown files in."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from blog.interchange.importing import Report, import_folder


class Command(BaseCommand):
    help = "Take a folder of Markdown files with YAML front matter in. Running it again changes only what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--breaks",
            action="store_true",
            help="break lines where the files do, as Hexo does; else a line end within a paragraph is a space",
        )

    def handle(self, *_args: Any, folder: Path, breaks: bool, **_options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        report = import_folder(
            folder,
            lambda files: tqdm(files, desc="Importing", unit="post", disable=None),
            breaks_lines=breaks,
        )
        self.report(report)
        if report.failed:
            raise CommandError(f"{len(report.failed)} files could not be taken in; mend them and run this again.")

    def report(self, report: Report) -> None:
        unknown: Counter[str] = Counter()
        for name, notes in report.notes.items():
            for note in notes:
                if note.startswith("unknown key"):
                    unknown[note] += 1  # one line for all files: every other one would drown
                else:
                    self.stdout.write(f"{name}: {note}")
        for note, count in unknown.most_common():
            self.stdout.write(f"{note} (in {count} files)")
        for name, reason in report.failed.items():
            self.stderr.write(self.style.ERROR(f"{name}: {reason}"))
        self.stdout.write(
            f"{len(report.created)} created, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
            f"{len(report.failed)} failed."
        )
