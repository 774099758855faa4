"""What makes a post public."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone


def public(now: datetime | None = None, *, prefix: str = "") -> Q:
    """What makes a post public, said once: it is published and its date has come. `prefix` is the path to the post."""
    return Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": now or timezone.now()})
