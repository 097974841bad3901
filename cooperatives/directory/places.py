"""The sector and the place that a list names beside each organisation."""

from ..models import CurrentUnit
from ..models.sectors import get_sectors


def name_places(rows, form):
    """Sets on each standing of a page `sector_name`, `place` and `is_assumed`.

    Today's list names the unit of today, where it is known, whatever the record says;
    `is_assumed` then: it is the mere default of a split area. A list of a past day
    names the area as recorded, and keeps what the filters said of it. One query.
    """
    sectors = {sector.pk: sector.name for sector in get_sectors()}
    units = {} if form.is_past else _get_units(rows)
    for standing in rows:
        standing.sector_name = sectors.get(standing.sector_id, "")
        if unit := units.get(standing.unit_id or standing.area_id):
            standing.place, is_default = unit
            standing.is_assumed = is_default and not standing.unit_id
        else:
            standing.place = standing.area.name
            standing.is_assumed = getattr(standing, "is_assumed", False)


def _get_units(rows):
    """Returns {area id: (name of today's unit, whether it is assumed)}."""
    areas = {row.unit_id or row.area_id for row in rows}
    known = CurrentUnit.objects.known().filter(area__in=areas, is_default=True)
    values = known.values_list("area", "unit__name", "is_assumed")
    return {area: (name, is_assumed) for area, name, is_assumed in values}
