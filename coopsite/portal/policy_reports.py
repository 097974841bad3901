"""Takes what browsers report of the policy: a line of the log each, a few a minute.

Whoever reads a page can send anything here: nothing is kept, and however much is sent,
the log grows by MAX_LINES a minute.
"""

import json
import logging
import re
from threading import Lock
from time import monotonic

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

MAX_BYTES = 16 * 1024
MAX_LINES, MINUTE = 20, 60
_MAX_WORDS = 200
# What somebody's browser adds to our pages by itself is not ours to mend.
_FOREIGN = re.compile(r"[a-z-]*-extension\b|about$|chrome\b", re.IGNORECASE)
_FIELDS = (
    "effective-directive",
    "blocked-uri",
    "document-uri",
    "source-file",
    "line-number",
)
logger = logging.getLogger("coopsite.policy")


class _Meter:
    """Counts lines of this minute, in this process."""

    def __init__(self):
        self._lock, self._began, self._count = Lock(), 0.0, 0

    def allows(self):
        """Returns whether one more line may be written."""
        with self._lock:
            now = monotonic()
            if now - self._began >= MINUTE:
                self._began, self._count = now, 0
            self._count += 1
            return self._count <= MAX_LINES

    def clear(self):
        self._began, self._count = 0.0, 0


meter = _Meter()


@csrf_exempt  # a browser sends its report without our token; nothing is changed by it
@require_POST
def take_report(request):
    """Writes a line of what was refused where; always 204: a browser asks nothing."""
    report = _read(request)
    if report and not _FOREIGN.match(report["blocked-uri"]) and meter.allows():
        logger.warning("policy: %s", " ".join(f"{k}={v}" for k, v in report.items()))
    return HttpResponse(status=204)


def _read(request):
    """Returns the fields of a report as words of one line; None where it is none."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        return None
    try:
        report = json.loads(request.read(MAX_BYTES))["csp-report"]
        return {name: _line(report.get(name, "")) for name in _FIELDS}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _line(value):
    """Returns words that cannot begin another line, or colour a terminal."""
    words = str(value).partition("?")[0][:_MAX_WORDS]
    return "".join(
        sign if sign.isprintable() and sign != " " else "_" for sign in words
    )
