"""The pages that compare: two days, and a day as known then and now."""

from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page
from coopsite.core.paging import get_page, paged

from ...forms import DayForm
from ...models import Sector
from .. import counts, links, revisions
from ..forms import TwoDaysForm
from ..links import LinkedNumber
from ..series import Measure
from .flows import asked_of

PAGE_SIZE = 25
MEASURES = [Measure.ACTIVE, Measure.STOPPED, Measure.TOTAL]


@require_safe
@public_page
def two_days(request):
    """Active, stopped and all cooperatives on two days, and the change between them."""
    form = TwoDaysForm(request.GET)
    if not form.is_valid():
        context = {"form": form}
        return render(
            request, "cooperatives/statistics/two_days.html", context, status=400
        )
    earlier, later = form.days
    by_day = [counts.by_sector(day, form.known_at) for day in form.days]
    nothing = counts.Tally()
    sectors = [
        _row(form, [count.get(sector.pk, nothing) for count in by_day], sector)
        for sector in Sector.objects.all()
    ]
    known_on = form.cleaned_data["biet_den"]
    first_day = earlier + timedelta(1)
    context = {
        "form": form,
        "earlier": earlier,
        "later": later,
        "measures": MEASURES,
        "rows": sectors,
        "total": _row(form, [sum(count.values(), nothing) for count in by_day]),
        "flows": links.flows(first_day, later, known_on),
        "flow_list": links.flow_list(first_day, later, known_on),
    }
    return render(request, "cooperatives/statistics/two_days.html", context)


def _row(form, tallies, sector=None):
    return {
        "sector": sector,
        "groups": [_group(form, measure, tallies, sector) for measure in MEASURES],
    }


def _group(form, measure, tallies, sector):
    """Both numbers of a measure, their change, and the list of what changed, which
    there is of the active only."""
    known_on = form.cleaned_data["biet_den"]
    asked = {"linh_vuc": sector and sector.code}
    where = f" lĩnh vực {sector.name}" if sector else ""
    numbers = [
        LinkedNumber(
            measure.in_tally(tally),
            links.directory(day, known_on, **asked, tinh_trang=measure.status),
            f"hợp tác xã{where}, {measure.label.lower()}, ngày {day:%d/%m/%Y}",
        )
        for day, tally in zip(form.days, tallies, strict=True)
    ]
    before, after = (number.number for number in numbers)
    earlier, later = form.days
    changed = links.flow_list(earlier + timedelta(1), later, known_on, **asked)
    return {
        "numbers": numbers,
        "before": before,
        "change": after - before,
        "change_address": changed if measure == Measure.ACTIVE else None,
        "change_words": f"hợp tác xã{where} đang hoạt động: xem những thay đổi",
    }


@require_safe
@public_page
@paged
def comparison(request):
    """The counts of a day as known then and as known now, and all that lies between.

    Without the day of then there is nothing to compare: the page says what to ask.
    """
    form = DayForm(request.GET)
    if not form.is_valid():
        context = {"form": form}
        return render(
            request, "cooperatives/statistics/comparison.html", context, status=400
        )
    context = {"form": form, "example": date(timezone.localdate().year - 1, 12, 31)}
    if form.known_at:
        context |= _comparison(request, form)
    return render(request, "cooperatives/statistics/comparison.html", context)


def _comparison(request, form):
    day, known_at = form.day, form.known_at
    then = counts.by_sector(day, known_at)
    now = counts.by_sector(day)
    nothing = counts.Tally()
    page = get_page(request, revisions.between(day, known_at), PAGE_SIZE)
    return {
        "day": day,
        "asked_now": {"ngay": f"{day:%d/%m/%Y}"},
        "asked_then": asked_of(form, ngay=day),
        "rows": [
            _compared(then.get(sector.pk, nothing), now.get(sector.pk, nothing), sector)
            for sector in Sector.objects.all()
        ],
        "total": _compared(sum(then.values(), nothing), sum(now.values(), nothing)),
        "page": page,
        "differences": revisions.explained(page.object_list, known_at),
    }


def _compared(then, now, sector=None):
    return {
        "sector": sector,
        "then": then,
        "now": now,
        "active_change": now.active - then.active,
        "stopped_change": now.stopped - then.stopped,
    }
