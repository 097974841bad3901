"""Tells watchers who know HEALTH_TOKEN how the portal is, and its figures."""

import os
import shutil
from functools import wraps
from hmac import compare_digest

from django.conf import settings
from django.db import Error
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from coopsite.core.page_cache.middleware import entries

from ..backups import backup_age
from . import checks
from .alive import NEVER_KEPT

_FORM = "text/plain; version=0.0.4; charset=utf-8"


def by_token(view):
    """Lets in whoever sends `Authorization: Bearer` with HEALTH_TOKEN; without a token
    set, nobody."""

    @wraps(view)
    def wrapper(request):
        sent = request.headers.get("Authorization", "")
        right = f"Bearer {settings.HEALTH_TOKEN}"
        is_known = compare_digest(sent.encode(), right.encode())
        if not (settings.HEALTH_TOKEN and is_known):
            return JsonResponse({"status": "unknown"}, status=403, headers=NEVER_KEPT)
        return view(request)

    return require_safe(wrapper)


@by_token
def full(request):
    """Answers 200 where everything is well, else 503, with a word on each part."""
    seen = checks.look()
    is_well = all(is_well for is_well, _ in seen.values())
    told = {"status": "ok" if is_well else "bad"} | {
        name: {"ok": is_well, "words": words} for name, (is_well, words) in seen.items()
    }
    return JsonResponse(told, status=200 if is_well else 503, headers=NEVER_KEPT)


@by_token
def metrics(request):
    """Answers figures in the form of Prometheus, those of pages of this process: each
    has its own memory, and `process` says which one answered."""
    process = f'{{process="{os.getpid()}"}}'
    kept = entries.figures()
    lines = [
        f"coopsite_pages_answered_from_memory_total{process} {kept['answered']}",
        f"coopsite_pages_made_total{process} {kept['made']}",
        f"coopsite_pages_kept{process} {kept['entries']}",
        f"coopsite_pages_kept_bytes{process} {kept['bytes']}",
        f"coopsite_disk_free_bytes {shutil.disk_usage(settings.DATA_DIR).free}",
        *_of_database(),
    ]
    if (age := backup_age()) is not None:
        lines.append(f"coopsite_backup_age_seconds {age:.0f}")
    return HttpResponse("\n".join([*lines, ""]), _FORM, headers=NEVER_KEPT)


def _of_database():
    try:
        seconds = checks.seconds_of_database()
        queues, failed = checks.look_at_queues()
    except Error:
        return ["coopsite_database_up 0"]
    return [
        "coopsite_database_up 1",
        f"coopsite_database_seconds {seconds:.6f}",
        *(
            line
            for name, one in queues.items()
            for line in (
                f'coopsite_tasks_waiting{{queue="{name}"}} {one.count}',
                f'coopsite_tasks_oldest_seconds{{queue="{name}"}} {one.seconds:.0f}',
            )
        ),
        f"coopsite_tasks_failed {failed}",
    ]
