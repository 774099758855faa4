"""Security headers on every answer: pages, files, redirects and errors.

Django sets nosniff, Referrer-Policy, COOP, HSTS and X-Frame-Options; this adds the ones that Django 5.2 lacks. The
setting is named SECURE_CSP as in Django 6, so that Django's own middleware can take over one day.
"""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

DEBUG_PAGES = {404, 500}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def build_policy(rules: Mapping[str, Sequence[str]]) -> str:
    """Write rules as the value of a Content-Security-Policy header.

    >>> build_policy({"default-src": ["'none'"], "img-src": ["'self'", "data:"]})
    "default-src 'none'; img-src 'self' data:"
    """
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


class SecurityHeaders:
    """Middleware, outermost in the list, so that no answer leaves without the headers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code in DEBUG_PAGES:
            return response  # Django's debug pages bring their own scripts and styles
        response.headers.setdefault("Content-Security-Policy", build_policy(settings.SECURE_CSP))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
