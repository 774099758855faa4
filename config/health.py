"""Tells a load balancer or a supervisor whether this process lives and whether it can serve."""

import shutil

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

MINIMAL_FREE_DISK = 0.05  # of the disk that holds DATA_DIR


@never_cache
@require_safe
def alive(_request: HttpRequest) -> JsonResponse:
    """200 whenever the process can answer at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """200 when database, migrations, cache and disk are fit to serve; otherwise 503 naming what is not."""
    failures = [name for name, check in CHECKS.items() if not _holds(check)]
    return JsonResponse(
        {"status": "unavailable" if failures else "ok", "failed": failures}, status=503 if failures else 200
    )


def _holds(check) -> bool:
    try:
        return check()
    except Exception:
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set("readyz", "ok", timeout=10)
    return cache.get("readyz") == "ok"


def _disk() -> bool:
    usage = shutil.disk_usage(settings.DATA_DIR)
    return usage.free / usage.total > MINIMAL_FREE_DISK


CHECKS = {"database": _database, "migrations": _migrations, "cache": _cache, "disk": _disk}
