"""The counts of a day by any of what organisations are counted by.

Whatever the dimension, its tallies sum to the same total: who cannot be placed stands
under None, or as of unknown size. What is asked may be narrowed to a kind, sector, area
and size, so that two dimensions can be read across each other.
"""

from dataclasses import dataclass, replace

from django.db import models

from coopsite.core.content_version import REGISTER
from coopsite.core.remembered import remembered

from ..forms import UNKNOWN, UNKNOWN_LABEL
from ..models import Area, AreaRecord, CurrentUnit, Sector, SectorGroup, Size
from ..models.sectors import get_sectors
from ..models.standings import plain_key
from . import counts
from .counts import Tally
from .scope import EVERYWHERE


class Dimension(models.TextChoices):
    """What the rows of a table stand for, with the words it has in addresses."""

    SECTOR = "linh-vuc", "Lĩnh vực"
    AREA = "dia-ban", "Địa bàn lúc ghi nhận"
    UNIT = "dia-ban-nay", "Địa bàn hiện nay"
    SIZE = "quy-mo", "Quy mô"
    GROUP = "nhom", "Nhóm của Nghị định 113/2024"

    @property
    def words(self):
        """How a heading goes on: "Hợp tác xã theo …"."""
        return self.label[0].lower() + self.label[1:]


@remembered(REGISTER)
def by(dimension, day, known_at=None, scope=EVERYWHERE):
    """Returns {key: Tally} of a `Dimension` on `day`; no empty keys.

    Keys are ids of sectors and areas, a `Size`, a `Sector.LegalGroup`; None stands for
    those whose place is not known. One query; one more by size, for the limits, and by
    area, for the areas that followed each other.
    """
    if dimension == Dimension.SECTOR and not scope.is_narrow:  # one memory for both
        return counts.by_sector(day, known_at, scope.is_todays, scope.kind)
    if dimension == Dimension.UNIT:
        return by_unit(day, known_at, scope)[0]
    if dimension == Dimension.AREA:
        districts = _districts(known_at)
        tallies = _by_place(day, known_at, scope)
        return _folded(tallies, lambda area, _: districts.get(area) or area)
    rows = scope.standings(day, known_at)
    if dimension == Dimension.SIZE:
        return counts.tallies(rows.with_size(day, known_at), "size")
    if dimension == Dimension.GROUP:
        rows = rows.with_legal_group(day, known_at)
        return counts.tallies(rows, "legal_group")
    return counts.tallies(rows, "sector_id")


@remembered(REGISTER)
def by_unit(day, known_at=None, scope=EVERYWHERE):
    """Returns {unit id: Tally} by today's units, and the same of those who are there by
    mere assumption: their area was split, and nobody said which part they are in.
    """
    units = _units(known_at)
    tallies = _by_place(day, known_at, scope)

    def unit(area, recorded):
        return units.get(recorded or area, (None, False))[0]

    def is_assumed(area, recorded):
        return units.get(recorded or area, (None, False))[1]

    assumed = {place: tally for place, tally in tallies.items() if is_assumed(*place)}
    return _folded(tallies, unit), _folded(assumed, unit)


def _by_place(day, known_at, scope):
    """Returns {(area id, id of the unit that was told): Tally}."""
    rows = scope.standings(day, known_at).annotate(place=plain_key("area_id"))
    return counts.tallies(rows, "place", "unit_id")


def _folded(tallies, key):
    folded = {}
    for place, tally in tallies.items():
        one = key(*place)
        folded[one] = folded.get(one, Tally()) + tally
    return folded


def _districts(known_at):
    """Returns the district of each old commune, as known at `known_at`."""
    communes = AreaRecord.objects.known(known_at).filter(parent__isnull=False)
    return dict(communes.values_list("area", "parent"))


def _units(known_at):
    """{area id: (today's unit, whether it is assumed)}, as `with_unit` has it. One
    query."""
    rows = CurrentUnit.objects.known(known_at).filter(is_default=True)
    return {
        area: (unit, is_assumed)
        for area, unit, is_assumed in rows.values_list("area", "unit", "is_assumed")
    }


# --- as rows of a table ---------------------------------------------------------------


@dataclass(frozen=True)
class TalliedRow:
    """One row of a table: what it stands for, how many stand how, how many of them by
    assumption (None: nothing is assumed in this dimension).

    `filters` are the directory's, by which it lists these organisations.
    """

    name: str
    tally: Tally
    filters: dict
    assumed: int | None = None
    note: str = ""
    is_unknown: bool = False


def table(dimension, day, known_at=None, scope=EVERYWHERE):
    """Returns the rows of a dimension, in its order; those of nothing only where the
    dimension is short and nothing is narrowed."""
    assumed = None
    if dimension == Dimension.UNIT:
        tallies, assumed = by_unit(day, known_at, scope)
    else:
        tallies = by(dimension, day, known_at, scope)
    if dimension in (Dimension.AREA, Dimension.UNIT):
        rows = _area_rows(dimension, tallies, scope)
    else:
        rows = _rows_of_all(tallies, scope, _keys(dimension, day, known_at))
    if None in tallies:
        filters = {_FIELDS[dimension]: UNKNOWN}
        rows.append(
            (None, TalliedRow(UNKNOWN_LABEL, tallies[None], filters, is_unknown=True))
        )
    if assumed is None:
        return [row for _, row in rows]
    return [replace(row, assumed=assumed.get(key, Tally()).total) for key, row in rows]


# The directory's field that takes "unknown" for those whom a dimension cannot place.
_FIELDS = {
    Dimension.SECTOR: "linh_vuc",
    Dimension.GROUP: "nhom",
    Dimension.SIZE: "quy_mo",
    Dimension.AREA: "dia_ban_ghi_nhan",
    Dimension.UNIT: "dia_ban_nay",
}


def _area_rows(dimension, tallies, scope):
    """Returns the areas that hold anybody."""
    areas = Area.objects.for_choosing().order_by("level", "order", "pk")
    return [
        (
            area.pk,
            TalliedRow(
                area.label, tallies[area.pk], _area_filters(dimension, area, scope)
            ),
        )
        for area in areas
        if area.pk in tallies
    ]


def _area_filters(dimension, area, scope):
    """Returns the filter that lists the row's area. Where an area filter is set, and
    for a unit as recorded, it is the one that reads the recorded area."""
    is_by_record = dimension == Dimension.AREA
    is_plain = not scope.area and not (is_by_record and area.level == Area.Level.UNIT)
    return {"dia_ban" if is_plain else _FIELDS[dimension]: area}


def _rows_of_all(tallies, scope, keys):
    rows = [
        (key, TalliedRow(name, tallies.get(key, Tally()), filters, note=note))
        for key, name, filters, note in keys
    ]
    if not scope.is_narrow:
        return rows
    return [(key, row) for key, row in rows if key in tallies]


def _keys(dimension, day, known_at):
    """Yields (key, name, the directory's filters, a note) of each of a dimension."""
    if dimension == Dimension.SIZE:
        for size in Size:
            yield size.value, size.label, {"quy_mo": size.value}, ""
        return
    if dimension == Dimension.SECTOR:
        for sector in get_sectors():
            short = sector.abbreviation
            note = short if short != sector.name else ""
            yield sector.pk, sector.name, {"linh_vuc": sector.code}, note
        return
    groups = SectorGroup.objects.on(day, known_at).select_related("sector")
    groups = list(groups.order_by("sector__order", "sector"))
    for group in Sector.LegalGroup:
        members = [one.sector.name for one in groups if one.legal_group == group]
        yield group.value, group.label, {"nhom": group.value}, ", ".join(members)
