"""The page on how the counts ran: in total, in each sector, as lines and as tables."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page
from coopsite.core.numbers import format_number

from .. import links, series
from ..charts import line_chart, scale_top
from ..figure_forms import SeriesForm
from ..links import Number
from ..models import Sector
from ..series import Measure

# The lines of the chart of all sectors, each with its stroke.
LINES = [
    ("line-total", Measure.TOTAL),
    ("line-active", Measure.ACTIVE),
    ("line-stopped", Measure.STOPPED),
]
SMALL_HEIGHT = 132


@require_safe
@public_page
def course(request):
    """The counts at the end of each month, quarter or year between two days."""
    form = SeriesForm(request.GET)
    if not form.is_valid():
        context = {"form": form}
        return render(request, "cooperatives/series.html", context, status=400)
    points = series.by_sector(form.step, form.first_day, form.last_day, form.known_at)
    sectors = list(Sector.objects.all())
    context = {
        "form": form,
        "points": points,
        "first": points[0].period,
        "last": points[-1].period,
        "measure": form.measure,
        "measures": list(Measure),
        "chart": _chart(points),
        "chart_words": ". ".join(_in_words(points, measure) for _, measure in LINES),
        "small_charts": _small_charts(points, sectors, form.measure),
        "rows": _rows(points, form),
        "sectors": sectors,
        "sector_rows": _sector_rows(points, sectors, form),
    }
    return render(request, "cooperatives/series.html", context)


# --- charts ---------------------------------------------------------------------------


def _chart(points):
    lines = [
        (style, measure.label, [measure.of(point) for point in points])
        for style, measure in LINES
    ]
    return line_chart(lines, [point.period.short_name for point in points])


def _in_words(points, measure, sector=None):
    """Say where a line begins and where it ends."""
    said = [
        f"{point.period.words}: {format_number(measure.of(point, sector))}"
        for point in (points[0], points[-1])
    ]
    return f"{measure.label}, {', '.join(said)}"


def _small_charts(points, sectors, measure):
    """One small chart a sector, all on one scale."""
    names = [point.period.short_name for point in points]
    courses = [
        (sector, [measure.of(point, sector.pk) for point in points])
        for sector in sectors
    ]
    top = scale_top(max((max(numbers) for _, numbers in courses), default=0))
    charts = [
        {
            "sector": sector,
            "words": _in_words(points, measure, sector.pk),
            "chart": line_chart(
                [("line-active", "", numbers)],
                names,
                height=SMALL_HEIGHT,
                top=top,
                is_small=True,
            ),
        }
        for sector, numbers in courses
    ]
    return {"top": top, "charts": charts}


# --- tables ---------------------------------------------------------------------------


def _rows(points, form):
    return [
        {
            "period": point.period,
            "numbers": [_number(point, measure, form) for measure in Measure],
        }
        for point in points
    ]


def _sector_rows(points, sectors, form):
    return [
        {
            "period": point.period,
            "numbers": [
                _number(point, form.measure, form, sector)
                for sector in [*sectors, None]
            ],
        }
        for point in points
    ]


def _number(point, measure, form, sector=None):
    """Return the `Number` of a measure, in a sector or in all."""
    number = measure.of(point, sector.pk if sector else None)
    where = f" lĩnh vực {sector.name}" if sector else ""
    address = links.directory(
        point.period.last,
        form.cleaned_data["biet_den"],
        linh_vuc=sector and sector.code,
        **_filters(measure, point.period),
    )
    words = f"hợp tác xã{where}, {measure.label.lower()}, {point.period.words}"
    return Number(number, address, words)


def _filters(measure, period):
    """Return what the directory has to be asked to list what `measure` counts."""
    if measure == Measure.FOUNDED:
        return {
            "lap_tu": period.first,
            "lap_den": period.last,
            "tinh_trang": "tat-ca",
        }
    return {"tinh_trang": measure.status}
