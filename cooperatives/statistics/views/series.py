"""The page on how the counts ran: in total, in each sector, as lines and as tables."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.charts import line_chart, scale_top
from coopsite.core.content_version import REGISTER
from coopsite.core.numbers import format_number
from coopsite.core.page_cache import public_page

from .. import series
from ..filters import known_params
from ..forms import SeriesForm
from ..series import Measure
from ..tables import NOUNS
from ..tables import series as tables

PAGE = "cooperatives/statistics/series.html"
# The lines of the chart of all sectors, each with its stroke.
LINES = [
    ("line-total", Measure.TOTAL),
    ("line-active", Measure.ACTIVE),
    ("line-stopped", Measure.STOPPED),
]
SMALL_HEIGHT = 132


@require_safe
@public_page(REGISTER, params=known_params(SeriesForm))
def course(request):
    """Returns the counts at the end of each month, quarter or year between two days."""
    form = SeriesForm(request.GET)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=400)
    points = series.points_by_sector(
        form.step, form.first_day, form.last_day, form.known_at, form.scope
    )
    context = {
        "form": form,
        "noun": NOUNS[form.kind],
        "points": points,
        "first": points[0].period,
        "last": points[-1].period,
        "measure": form.measure,
        "chart": _chart(points),
        "chart_words": ". ".join(_in_words(points, measure) for _, measure in LINES),
        "small_charts": _small_charts(form, points),
        "table": tables.whole(form, points),
        "sector_table": tables.by_sector(form, points, form.measure),
    }
    return render(request, PAGE, context)


def _chart(points):
    lines = [
        (style, measure.label, [measure.of_all(point) for point in points])
        for style, measure in LINES
    ]
    return line_chart(lines, [point.period.short_name for point in points])


def _in_words(points, measure, **sector):
    """Says where a line begins and where it ends."""
    read = measure.of if sector else measure.of_all
    values = [
        f"{point.period.words}: {format_number(read(point, **sector))}"
        for point in (points[0], points[-1])
    ]
    return f"{measure.label}, {', '.join(values)}"


def _small_charts(form, points):
    """One small chart a sector, all on one scale."""
    measure = form.measure
    names = [point.period.short_name for point in points]
    courses = [
        (pk, name, [measure.of(point, pk) for point in points])
        for pk, name, _ in tables.columns_of(form, points)
    ]
    top = scale_top(max((max(numbers) for *_, numbers in courses), default=0))
    charts = [
        {
            "name": name,
            "words": _in_words(points, measure, sector_id=pk),
            "chart": line_chart(
                [("line-active", "", numbers)],
                names,
                height=SMALL_HEIGHT,
                top=top,
                is_small=True,
            ),
        }
        for pk, name, numbers in courses
    ]
    return {"top": top, "charts": charts}
