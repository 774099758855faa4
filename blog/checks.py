"""System checks that stop a bad deployment early; Django runs them at start and in `manage.py check`."""

import sqlite3
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError, connection
from django.db.models import Q

from blog import cards
from blog.rendering import katex

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@register()
def katex_is_installed(**_kwargs: Any) -> list[CheckMessage]:
    """blog.E001: without KaTeX no text can be saved."""
    try:
        katex.version()
    except katex.EngineError as error:
        return [Error(str(error), id="blog.E001")]
    return []


@register(Tags.security, deploy=True)
def public_sites_use_tls(**_kwargs: Any) -> list[CheckMessage]:
    """blog.W001: an address that others can reach should be https."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https" or site.hostname in LOOPBACK:
        return []
    hint = "Put a server with TLS in front and set SITE_URL to the https address; cookies and HSTS follow it."
    return [CheckWarning(f"SITE_URL is {settings.SITE_URL}, without TLS.", hint=hint, id="blog.W001")]


@register(Tags.database)
def renditions_are_current(databases: list[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """blog.W002: texts that would come out differently today; asked only where the database may be."""
    from blog.models import Page, Post, Question, Site, referring
    from blog.rendering import rendering_version

    if not databases:
        return []
    try:
        version = rendering_version(Site.current().formula_macros)
        outdated = referring.outdated()
        stale = sum(
            model.objects.filter(
                ~Q(rendering_version=version) | Q(pk__in=outdated.get(model._meta.model_name, ()))
            ).count()
            for model in (Post, Page, Question)
        )
    except DatabaseError:
        return []  # not migrated yet
    if not stale:
        return []
    return [
        CheckWarning(
            f"{stale} texts were rendered by an older version, or before a post that they refer to changed.",
            hint="Run manage.py rerender.",
            id="blog.W002",
        )
    ]


@register()
def the_font_of_cards_is_one(**_kwargs: Any) -> list[CheckMessage]:
    """blog.E002: CARD_FONT names no font."""
    try:
        if settings.CARD_FONT:
            cards.check_font(settings.CARD_FONT)
    except cards.FontError as error:
        return [Error(str(error), hint="Set CARD_FONT to a font file, or leave it empty.", id="blog.E002")]
    return []


@register(Tags.database)
def cards_are_current(databases: list[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """blog.W003, blog.W004: posts without the picture that other sites show, or with an old one."""
    from blog.models import sharing

    try:
        stale, unset = sharing.outdated() if databases else (0, 0)
    except (DatabaseError, cards.FontError):
        return []  # not migrated yet, or blog.E002
    fonts = "Install one, such as Debian's fonts-noto-cjk, or set CARD_FONT; then run manage.py rerender."
    text = f"{unset} posts have no picture for other sites: no installed font has the signs of their titles."
    found = [CheckWarning(text, hint=fonts, id="blog.W003")] if unset else []
    if stale:
        text = f"{stale} posts have no picture for other sites yet, or an old one."
        found.append(CheckWarning(text, hint="Run manage.py rerender.", id="blog.W004"))
    return found


@register(Tags.database, deploy=True)
def sqlite_is_sound(databases: list[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """blog.I001: SQLite before 3.51.3 (and its back-ports) can lose a commit in WAL mode (sqlite.org, "WAL")."""
    if not databases or connection.vendor != "sqlite" or is_sound(sqlite3.sqlite_version_info):
        return []
    text = f"SQLite {sqlite3.sqlite_version} has a rare fault in WAL mode that newer versions cure."
    return [Info(text, hint="Use SQLite 3.51.3 or newer when your system offers it, and keep backups.", id="blog.I001")]


def is_sound(version: tuple[int, ...]) -> bool:
    """Whether a version of SQLite has the cure: 3.51.3, or its back-ports 3.50.7 and 3.44.6, or later."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
