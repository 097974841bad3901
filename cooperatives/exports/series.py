"""The counts of many days as files: a series, and two days side by side."""

from ..models import Sector
from ..statistics import counts, series
from ..statistics.series import Measure
from .figures import export_of_figures, percent
from .formats import Table

NOTHING = counts.Tally()
COMPARED = (Measure.ACTIVE, Measure.STOPPED, Measure.TOTAL)


def course(form, address):
    """Return the series that the valid `SeriesForm` asks for: in all sectors, and each
    measure by sector."""
    first, last = form.first_day, form.last_day
    points = series.by_sector(form.step, first, last, form.known_at)
    sectors = list(Sector.objects.all())
    return export_of_figures(
        f"dien-bien-theo-{form.step}-{points[0].period.first}-{last}",
        f"Diễn biến số hợp tác xã theo {form.step.label.lower()}",
        [("Từ ngày", points[0].period.first), ("Đến hết ngày", last)],
        form,
        address,
        [
            _series_table("Tất cả các lĩnh vực", points, _measure_columns()),
            *(
                _series_table(measure.label, points, _sector_columns(measure, sectors))
                for measure in Measure
            ),
        ],
    )


def _measure_columns():
    return [(m.label, lambda point, m=m: m.of(point)) for m in Measure]


def _sector_columns(measure, sectors):
    by_sector = [
        (sector.name, lambda point, pk=sector.pk: measure.of(point, pk))
        for sector in sectors
    ]
    return [*by_sector, ("Cộng", measure.of)]


def _series_table(title, points, columns):
    """A line for each point; `columns` are (header, how it is read from a point)."""
    headers = [("Kỳ", 16), ("Đếm đến ngày", 13), *((name, 14) for name, _ in columns)]
    lines = [
        [point.period.name, point.period.last, *(read(point) for _, read in columns)]
        for point in points
    ]
    return Table(title, headers, lines)


def two_days(form, address):
    """Return the counts of both days of the valid `TwoDaysForm`, and the change."""
    earlier, later = form.days
    by_day = [counts.by_sector(day, form.known_at) for day in form.days]
    rows = [
        (sector.name, *(count.get(sector.pk, NOTHING) for count in by_day))
        for sector in Sector.objects.all()
    ]
    rows.append(("Cộng", *(sum(count.values(), NOTHING) for count in by_day)))
    columns = [("Lĩnh vực", 30)]
    for measure in COMPARED:
        columns += [
            (f"{measure.label}, {earlier:%d/%m/%Y}", 16),
            (f"{measure.label}, {later:%d/%m/%Y}", 16),
            (f"{measure.label}, tăng giảm", 16),
            (f"{measure.label}, tăng giảm (%)", 16),
        ]
    return export_of_figures(
        f"so-sanh-{earlier}-{later}",
        "Số hợp tác xã của hai ngày",
        [("Ngày trước", earlier), ("Ngày sau", later)],
        form,
        address,
        [Table("So sánh hai ngày", columns, [_compared(*row) for row in rows])],
    )


def _compared(name, before, after):
    line = [name]
    for measure in COMPARED:
        numbers = [measure.in_tally(tally) for tally in (before, after)]
        change = numbers[1] - numbers[0]
        line += [*numbers, change, percent(change, numbers[0])]
    return line
