"""Sums of reads, as the desk shows them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum
from django.utils import timezone

from ..models import CountedDay, DailyReads

WEEK = 7


@dataclass(frozen=True)
class ReadTotals:
    """The reads of an article in all and in the last seven days, until the day `until`;
    that is None where no day was counted yet."""

    until: date | None
    total: int
    week: int


def first_day_of(days):
    """Returns the first of the last `days` days that are over."""
    return timezone.localdate() - timedelta(days)


def totals_of(article):
    week = Q(day__gte=first_day_of(WEEK))
    sums = DailyReads.objects.filter(article=article.pk).aggregate(
        total=Sum("count", default=0), week=Sum("count", filter=week, default=0)
    )
    return ReadTotals(until=CountedDay.last(), **sums)


def most_read(days, limit):
    """Returns [(article's key, reads)] of the last `days` days, the most read first."""
    rows = DailyReads.objects.filter(day__gte=first_day_of(days)).values("article")
    rows = rows.annotate(reads=Sum("count")).order_by("-reads", "-article")
    return list(rows.values_list("article", "reads")[:limit])
