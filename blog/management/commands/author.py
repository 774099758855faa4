"""`manage.py author`: makes an account for the author, or gives it a new password."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

PASSWORD_BYTES = 12  # 16 characters, 96 bits


class Command(BaseCommand):
    help = "Make an account that may do everything in the admin. Its generated password is printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="author")
        parser.add_argument("--if-none", action="store_true", help="do nothing when there is an account already")
        parser.add_argument("--new-password", action="store_true", help="give an existing account a new password")

    def handle(self, *_args: Any, username: str, if_none: bool, new_password: bool, **_options: Any) -> None:
        users = get_user_model().objects
        if if_none and users.exists():
            return
        user = users.filter(username=username).first()
        if user and not new_password:
            raise CommandError(f"The account {username} exists. For a new password add --new-password.")
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        if user:
            user.set_password(password)
            user.save()
        else:
            users.create_superuser(username, password=password)
        self.stdout.write(f"Write at {settings.SITE_URL}{reverse('admin:index')} as {username}, password {password}")
        self.stdout.write("This password is not shown again.")
