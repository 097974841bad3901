"""The page that sets the counts of one day beside those of another."""

from datetime import timedelta

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page

from .. import links, statistics
from ..figure_forms import TwoDaysForm
from ..links import Number
from ..models import Sector
from ..series import Measure

MEASURES = [Measure.ACTIVE, Measure.STOPPED, Measure.TOTAL]


@require_safe
@public_page
def two_days(request):
    """Active, stopped and all cooperatives on two days, and the change between them."""
    form = TwoDaysForm(request.GET)
    if not form.is_valid():
        context = {"form": form}
        return render(request, "cooperatives/two_days.html", context, status=400)
    earlier, later = form.days
    counts = [statistics.by_sector(day, form.known_at) for day in form.days]
    nothing = statistics.Tally()
    sectors = [
        _row(form, [count.get(sector.pk, nothing) for count in counts], sector)
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
        "total": _row(form, [sum(count.values(), nothing) for count in counts]),
        "flows": links.flows(first_day, later, known_on),
        "flow_list": links.flow_list(first_day, later, known_on),
    }
    return render(request, "cooperatives/two_days.html", context)


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
        Number(
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
