"""Asks the cache in front to forget pages at once, where PURGE_ADDRESS names one.

Else such a cache may show a page that was withdrawn for another 60 seconds. This is no
task: the worker may be busy for longer.
"""

import logging
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction

# Seconds; whoever withdraws a page waits for this.
PATIENCE = 2
NOT_KEPT = 404
_LOG = logging.getLogger(__name__)


def purge(*paths):
    """Has the pages at `paths` forgotten when the transaction is committed."""
    if settings.PURGE_ADDRESS:
        transaction.on_commit(lambda: _send_purges(paths))


def _send_purges(paths):
    """Sends one request a page; one that is not answered well is logged."""
    for path in paths:
        request = Request(settings.PURGE_ADDRESS + path, method="PURGE")  # noqa: S310
        try:
            with urlopen(request, timeout=PATIENCE):  # noqa: S310  # a setting names it
                pass
        except (OSError, HTTPException) as error:
            if getattr(error, "code", None) == NOT_KEPT:
                continue
            _LOG.exception("The cache in front was not purged of %s.", path)
