"""Answers 503 instead of 500 when the database is locked or away: the reader is told to come back."""

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.headers import GetResponse

logger = logging.getLogger(__name__)

RETRY_AFTER = 30  # seconds; longer than SQLite's lock timeout of 20, so that a held lock is gone by then


class DatabaseFailures:
    """Middleware that turns a database that does not answer into the static 503 page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> object:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if settings.DEBUG or not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("The database did not answer for %s: %s", request.path, exception)
        return unavailable(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The 503 page. It asks the database for nothing."""
    response = render(request, "503.html", status=503)
    response["Retry-After"], response["Cache-Control"] = str(RETRY_AFTER), "no-store"
    return response
