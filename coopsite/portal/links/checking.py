"""Looks at the links of public texts within a time, and keeps what leads nowhere."""

import random
import time
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from .asking import ask_elsewhere, ask_ourselves
from .models import BrokenLink
from .texts import list_links

SECONDS = 15 * 60
MAX_EXTERNAL = 300


class Outcome(NamedTuple):
    """How many addresses were looked at, how many not for lack of time, and how many
    links lead nowhere."""

    checked: int
    left: int
    broken: int


def check_links(*, external=False, seconds=SECONDS, max_external=MAX_EXTERNAL):
    """Looks at each address once: those of ours, and, if `external`, some elsewhere.

    In a new order each time, so that what there was no time for has its turn another
    day. What is not looked at stays as it was found.
    """
    links, deadline = list_links(), time.monotonic() + seconds
    ours = {one.address for one in links if one.is_internal}
    others = {one.address for one in links} - ours if external else set()
    wanted = _shuffled(ours) + _shuffled(others)[:max_external]
    reasons = {}
    for address in wanted:
        if time.monotonic() > deadline:
            break
        ask = ask_ourselves if address in ours else ask_elsewhere
        reasons[address] = ask(address)
    _keep(links, reasons)
    left = len(ours) + len(others) - len(reasons)
    return Outcome(len(reasons), left, BrokenLink.objects.count())


def _shuffled(addresses):
    return random.sample(sorted(addresses), len(addresses))


@transaction.atomic
def _keep(links, reasons):
    """Adds, renews and takes away rows, so that they tell what is broken today."""
    now, current = timezone.now(), set(links)
    for row in BrokenLink.objects.select_for_update():
        link = (row.article_id, row.page_id, row.address)
        reason = reasons.get(row.address, row.reason)
        if link not in current or not reason:
            row.delete()
            continue
        current.discard(link)
        if row.address in reasons:
            row.reason, row.checked_at = reason, now
            row.save()
    BrokenLink.objects.bulk_create(
        BrokenLink(
            article_id=link.article,
            page_id=link.page,
            address=link.address,
            reason=reasons[link.address],
            found_at=now,
            checked_at=now,
        )
        for link in links
        if link in current and reasons.get(link.address)
    )
