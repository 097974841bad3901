"""The newsroom's calendar: what goes live and what expires on each day of a month."""

import re
from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from ...models import Edition

_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Entry:
    """An edition on a day: at what hour, and whether it goes live or expires then."""

    at: datetime
    edition: Edition
    expires: bool


class ArticleCalendar:
    """A mixin of the articles' admin."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.calendar)
        return [path("lich/", page, name="news_article_calendar"), *super().get_urls()]

    def calendar(self, request):
        """Returns the month `thang` (2026-11; today's without it), in weeks."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        first = _month_of(request.GET.get("thang") or f"{today:%Y-%m}")
        weeks = Calendar().monthdatescalendar(first.year, first.month)
        entries = entries_between(weeks[0][0], weeks[-1][-1] + timedelta(1))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Lịch đăng bài tháng {first.month}/{first.year}",
            "opts": self.opts,
            "month": first,
            "before": first - timedelta(1),
            "after": first + timedelta(31),
            "today": today,
            "weeks": [[(day, entries[day]) for day in week] for week in weeks],
        }
        return TemplateResponse(request, "admin/news/calendar.html", context)


def _month_of(text):
    if not _MONTH.fullmatch(text):
        raise Http404("Không có tháng này.")
    return date.fromisoformat(f"{text}-01")


def entries_between(begun, ended):
    """Returns {day: entries in order} from the day `begun` until before `ended`."""
    since, until = (
        timezone.make_aware(datetime.combine(day, time())) for day in (begun, ended)
    )
    rows = Edition.objects.filter(closed_at=None)
    rows = rows.only("title", "article", "live_from", "live_until", "kind")
    live = rows.filter(live_from__gte=since, live_from__lt=until)
    over = rows.filter(live_until__gte=since, live_until__lt=until)
    over = over.filter(live_until=F("article__expires_at"))
    found = [Entry(row.live_from, row, False) for row in live]
    found += [Entry(row.live_until, row, True) for row in over]
    by_day = defaultdict(list)
    for entry in sorted(found, key=lambda entry: (entry.at, entry.edition.pk)):
        by_day[timezone.localtime(entry.at).date()].append(entry)
    return by_day
