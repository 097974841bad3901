"""The tables of a series: all sectors by measure, and each measure by sector."""

from coopsite.core.tables import Column, Heading, LinkedNumber, Table

from .. import links
from ..series import Measure
from . import NOUNS, sectors


def whole(form, points):
    """Returns the table of every measure, in all sectors."""
    return Table(
        "Tất cả các lĩnh vực",
        [*_PERIOD, *(Column(measure.label, 14) for measure in Measure)],
        [
            [*_period(point), *(_number(form, point, measure) for measure in Measure)]
            for point in points
        ],
    )


def by_sector(form, points, measure):
    """Returns the table of one measure by sector."""
    keys = columns_of(form, points)
    return Table(
        measure.label,
        [*_PERIOD, *(Column(name, 14) for _, name, _ in keys), Column("Cộng", 14)],
        [
            [
                *_period(point),
                *(_number(form, point, measure, *key) for key in keys),
                _number(form, point, measure),
            ]
            for point in points
        ],
    )


def columns_of(form, points):
    """Returns (sector id, name, what links ask for) of each sector that counts."""
    counted = [point.tallies for point in points] + [point.founded for point in points]
    keys = sectors.of(form.kind, *counted)
    chosen = form.scope
    return [key for key in keys if not chosen.sector or key[0] == chosen.sector_id]


_PERIOD = [Column("Cuối kỳ", 16), Column("Đếm đến ngày", 13, is_only_in_file=True)]


def _period(point):
    period = point.period
    note = "" if period.is_whole else f"đến {period.last:%d/%m/%Y}"
    return [Heading(period.name, note), period.last]


_ALL = object()


def _number(form, point, measure, sector=_ALL, name="", params=None):
    """Returns the number of a measure, in a sector or in all, with its list."""
    if sector is _ALL:
        value = measure.of_all(point)
    else:
        value = measure.of(point, sector)
    chosen = form.filters | form.basis | (params or {})
    address = links.directory(
        point.period.last,
        form.kind,
        **chosen,
        **sectors.status_filter(measure, point.period),
    )
    words = (measure.label.lower(), point.period.words)
    return LinkedNumber(
        value, address, sectors.describe_number(NOUNS[form.kind], name, *words)
    )
