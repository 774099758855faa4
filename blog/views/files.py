"""Files beside the pages: pictures of the media store, and the word to robots."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.static import serve

A_YEAR = 365 * 24 * 3600  # seconds


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture. Its name is made from its content, so it may be kept for ever; nothing in it can run."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    # Drawings bring their colours in style sheets; they were sanitised when they were stored.
    styles = "style-src 'unsafe-inline'; img-src data:; " if path.endswith(".svg") else ""
    response["Content-Security-Policy"] = f"default-src 'none'; {styles}sandbox"
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
