"""The figures of the register, on any day, as known then or now."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page

from .. import statistics
from ..charts import stacked_bars
from ..forms import DayForm
from ..models import Kind, Sector


@require_safe
@public_page
def figures(request):
    """The tables of the report for any day, each number a link to its list."""
    form = DayForm(request.GET)
    if not form.is_valid():
        context = {"form": form}
        return render(request, "cooperatives/figures.html", context, status=400)
    return render(request, "cooperatives/figures.html", _figures(form))


def _figures(form):
    day, known_at = form.day, form.known_at
    by_sector = statistics.by_sector(day, known_at)
    founded = statistics.founded_by_sector(date(day.year, 1, 1), day, known_at)
    rows = [
        {
            "sector": sector,
            "tally": by_sector.get(sector.pk, statistics.Tally()),
            "founded": founded.get(sector.pk, 0),
        }
        for sector in Sector.objects.all()
    ]
    # What every number's link carries, so that the list answers the same question.
    asked = {"ngay": f"{day:%d/%m/%Y}"}
    if known_on := form.cleaned_data["biet_den"]:
        asked["biet_den"] = f"{known_on:%d/%m/%Y}"
    return {
        "form": form,
        "day": day,
        "asked": asked,
        "year_start": f"01/01/{day.year}",
        "rows": rows,
        "chart": stacked_bars(
            [(r["sector"].name, r["tally"].active, r["tally"].stopped) for r in rows]
        ),
        "cooperatives": sum(by_sector.values(), statistics.Tally()),
        "unions": statistics.by_kind(day, known_at)[Kind.UNION],
        "founded": sum(founded.values()),
        "year_ends": _year_ends(),
    }


def _year_ends():
    """The last five year-ends, which most readers come for."""
    this_year = timezone.localdate().year
    return [date(year, 12, 31) for year in range(this_year - 1, this_year - 6, -1)]
