"""How an article stands with the public, for its form."""

from dataclasses import dataclass

from django.utils import timezone

from ...models import Edition, Withdrawal
from ...publishing import cannot_publish, is_current
from ...reads.totals import ReadTotals, totals_of

EVENTS_SHOWN = 50


@dataclass(frozen=True)
class Standing:
    """The edition the public reads, the one to come, the last withdrawal; whether the
    working copy says something else; why it cannot go live now, in words; what was done
    last with it, the newest first; how often it was read."""

    live: Edition | None
    waiting: Edition | None
    withdrawal: Withdrawal | None
    has_changes: bool
    reasons: list
    events: list
    reads: ReadTotals | None


def standing_of(article):
    """Returns the `Standing` of a stored article, as of now."""
    now = timezone.now()
    live = article.editions.public(now).first()
    waiting = article.editions.waiting(now).first()
    newest = waiting or live
    return Standing(
        live=live,
        waiting=waiting,
        withdrawal=None if live else article.withdrawals.first(),
        has_changes=bool(newest) and not is_current(article, newest),
        reasons=cannot_publish(article, now),
        events=list(article.events.select_related("by")[:EVENTS_SHOWN]),
        reads=totals_of(article) if article.first_published_at else None,
    )
