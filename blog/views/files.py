"""Files beside the pages: pictures and attachments of the media store, and the word to robots."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.static import serve

from blog.media import FORMS
from blog.views import ranges

A_YEAR = 365 * 24 * 3600  # seconds
TYPES = {form.suffix: form.media_type for form in FORMS}  # a system's own list may lack them, and nosniff is on
# A recording that is opened alone stands in a page that the browser makes around it, which must be of its own origin to
# load it; scripts it has none.
PLAYED = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox allow-same-origin"
POLICIES = {
    **{form.suffix: PLAYED for form in FORMS},
    # Chromium has long shown no PDF in a sandbox (its issue 413851); its type keeps it from being read as a page.
    ".pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
    # Drawings bring their colours in style sheets; they were sanitised when they were stored.
    ".svg": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
}


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture or an attachment. Its name is made from its content, so it may be kept for ever; nothing can run."""
    response = ranges.apply(request, serve(request, path, document_root=settings.MEDIA_ROOT))
    suffix = PurePosixPath(path).suffix
    if suffix in TYPES and "Content-Type" in response:
        response["Content-Type"] = TYPES[suffix]
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Security-Policy"] = POLICIES.get(suffix, "default-src 'none'; sandbox")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # feed readers on the web show our pictures
    return response


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """The icon, for those who ask at the root without looking into the page."""
    return redirect(static("icon.svg"))


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything may be indexed but the admin."""
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
