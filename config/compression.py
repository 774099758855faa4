"""Compresses the text of pages, feeds and previews with gzip on its way to the reader.

What streams passes untouched: pictures, recordings and parts of files, whose lengths must stay true. Static files are
compressed when they are collected, and never come here.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/atom+xml", "application/xml", "application/json", "image/svg+xml")


class Compression(GZipMiddleware):
    """Django's own middleware, with its guard against BREACH (random bytes in each answer), for texts only."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(TEXTS)
        if response.streaming or not is_text:
            return response
        return super().process_response(request, response)
