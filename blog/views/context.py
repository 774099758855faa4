"""What every template may use: the site, and whether this page is public."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject

from blog.models import Site


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor. The site is looked up when a template first asks for it; error pages but the 404 never do."""
    return {
        "site": SimpleLazyObject(Site.current),
        "canonical": settings.SITE_URL + iri_to_uri(request.path),
    }
