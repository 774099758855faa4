"""`manage.py derive_images`: cleans pictures that were stored by an older version and makes their smaller forms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from blog.models import Image, referring


class Command(BaseCommand):
    help = "Take metadata out of pictures stored earlier and make their smaller forms. Addresses stay."

    def handle(self, *_args: Any, **_options: Any) -> None:
        failures = []
        images = list(Image.underived())
        for image in tqdm(images, desc="Pictures", unit="picture", disable=None):
            try:
                with transaction.atomic():  # a row that is done is not looked at again
                    image.derive()
                    referring.mark(image.texts())
            except (OSError, ValidationError) as error:
                failures.append(f"{image.file.name} ({image}): {' '.join(getattr(error, 'messages', [str(error)]))}")
        for failure in failures:
            self.stderr.write(self.style.ERROR(failure))
        self.stdout.write(f"{len(images) - len(failures)} made, {len(failures)} failed. Now run manage.py rerender.")
        if failures:
            raise CommandError("Some pictures are missing or broken; the others are done.")
