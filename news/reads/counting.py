"""Counts the reads of whole days that are over, each day once.

A day is counted from all files of the log that reach into it, and only when it is over:
so no place in a file has to be remembered, and nothing of a reader.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from ..models import Article, CountedDay, DailyReads, FormerAddress
from .access_log import read_lines
from .log_files import open_log


@dataclass
class Counts:
    """The reads of the days after `last` and before `today`: {day: {article's key:
    reads}}; how many were left out as a robot's, and how many lines as broken."""

    last: date | None
    today: date
    days: dict = field(default_factory=dict)
    by_robots: int = 0
    broken: int = 0

    def add(self, line, articles):
        if line.day is None:
            self.broken += 1
        elif line.day < self.today and (self.last is None or line.day > self.last):
            reads = self.days.setdefault(line.day, Counter())
            article = articles.get(line.slug)
            if article and line.by_robot:
                self.by_robots += 1
            elif article:
                reads[article] += 1

    @property
    def reads(self):
        return sum(reads.total() for reads in self.days.values())


def count_reads(path):
    """Counts the days of the log at `path` that are over and later than any counted
    one; returns their `Counts`."""
    counts = Counts(CountedDay.last(), timezone.localdate())
    since = counts.last and _end_of(counts.last)
    articles = _articles_by_address()
    with open_log(path, since) as files:
        for file in files:
            for line in read_lines(file):
                counts.add(line, articles)
    for day in sorted(counts.days):
        record_day(day, counts.days[day])
    return counts


@transaction.atomic
def record_day(day, reads):
    """Keeps {article's key: reads} of a day; nothing where another run was first."""
    _, is_new = CountedDay.objects.get_or_create(day=day)
    if is_new:
        there = set(Article.objects.filter(pk__in=reads).values_list("pk", flat=True))
        DailyReads.objects.bulk_create(
            DailyReads(day=day, article_id=article, count=count)
            for article, count in reads.items()
            if article in there  # not deleted while the log was read
        )


def _articles_by_address():
    """Returns {slug: article's key}. What was given out at a former address was read
    there while it was the present one; today it leads on, and is counted there."""
    former = FormerAddress.objects.values_list("slug", "article")
    public = Article.objects.exclude(first_published_at=None)
    return dict(former) | dict(public.values_list("slug", "pk"))


def _end_of(day):
    return timezone.make_aware(datetime.combine(day + timedelta(1), time()))
