"""The counts of a day by any of what organisations are counted by.

Whatever the dimension, its tallies sum to the same total: who cannot be placed stands
under None, or as of unknown size. What is asked may be narrowed to a kind, sector, area
and size, so that two dimensions can be read across each other.
"""

from dataclasses import dataclass, replace

from django.db import models
from django.db.models import ExpressionWrapper, F

from . import statistics
from .models import Area, CurrentUnit, Kind, Sector, Size, Standing
from .statistics import Tally


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


@dataclass(frozen=True)
class Scope:
    """Which organisations are counted; None: whatever their sector, area or size."""

    kind: str = Kind.COOPERATIVE
    sector: Sector | None = None
    area: Area | None = None
    size: str | None = None

    @property
    def is_narrow(self):
        return bool(self.sector or self.area or self.size)

    def standings(self, day, known_at=None):
        """Return how those of this scope stood on `day`, as known at `known_at`."""
        rows = Standing.objects.on(day, known_at).filter(kind=self.kind)
        if self.sector:
            rows = rows.filter(sector=self.sector)
        if self.area:
            rows = rows.within(self.area)
        if self.size:
            rows = rows.with_size(day, known_at).filter(size=self.size)
        return rows


EVERYWHERE = Scope()


def by(dimension, day, known_at=None, scope=EVERYWHERE):
    """Return {key: Tally} of a `Dimension` on `day`; no empty keys.

    Keys are ids of sectors and areas, a `Size`, a `Sector.LegalGroup`; None stands for
    those whose place is not known. One query; one more by size, for the limits, and by
    area, for the areas that followed each other.
    """
    if dimension == Dimension.SECTOR and scope == EVERYWHERE:
        return statistics.by_sector(day, known_at)  # which is remembered
    if dimension == Dimension.UNIT:
        return by_unit(day, known_at, scope)[0]
    if dimension == Dimension.AREA:
        districts = _districts()
        found = _by_place(day, known_at, scope)
        return _folded(found, lambda area, _: districts.get(area, area))
    rows = scope.standings(day, known_at)
    if dimension == Dimension.SIZE:
        return statistics.tallies(rows.with_size(day, known_at), "size")
    if dimension == Dimension.GROUP:
        return statistics.tallies(rows, "sector__legal_group")
    return statistics.tallies(rows, "sector_id")


def by_unit(day, known_at=None, scope=EVERYWHERE):
    """Return {unit id: Tally} by today's units, and the same of those who are there by
    mere assumption: their area was split, and nobody said which part they are in.
    """
    units = _units()
    found = _by_place(day, known_at, scope)

    def unit(area, told):
        return units.get(told or area, (None, False))[0]

    def is_assumed(area, told):
        return units.get(told or area, (None, False))[1]

    assumed = {place: tally for place, tally in found.items() if is_assumed(*place)}
    return _folded(found, unit), _folded(assumed, unit)


def _by_place(day, known_at, scope):
    """Return {(area id, id of the unit that was told): Tally}.

    Adding nought keeps SQLite from walking the register in the order of its areas,
    which takes six times as long.
    """
    place = ExpressionWrapper(F("area_id") + 0, models.BigIntegerField())
    rows = scope.standings(day, known_at).annotate(place=place)
    return statistics.tallies(rows, "place", "unit_id")


def _folded(found, key):
    folded = {}
    for place, tally in found.items():
        one = key(*place)
        folded[one] = folded.get(one, Tally()) + tally
    return folded


def _districts():
    """The district of each old commune."""
    communes = Area.objects.filter(level=Area.Level.COMMUNE)
    return dict(communes.values_list("pk", "parent"))


def _units():
    """{area id: (today's unit, whether it is assumed)}, as `with_unit` has it. One
    query."""
    rows = CurrentUnit.objects.filter(is_default=True)
    return {
        area: (unit, is_assumed)
        for area, unit, is_assumed in rows.values_list("area", "unit", "is_assumed")
    }


# --- as a table -----------------------------------------------------------------------

UNKNOWN = "Chưa xác định"


@dataclass(frozen=True)
class Row:
    """One row of a table: what it stands for, how many stand how, how many of them by
    assumption (None: nothing is assumed in this dimension).

    `filters` are the directory's, by which it lists these organisations; None where no
    filter says the same.
    """

    name: str
    tally: Tally
    filters: dict | None
    assumed: int | None = None
    note: str = ""


def table(dimension, day, known_at=None, scope=EVERYWHERE):
    """Return the `Row`s of a dimension, in its order; those of nothing only where the
    dimension is short and nothing is narrowed."""
    assumed = None
    if dimension == Dimension.UNIT:
        found, assumed = by_unit(day, known_at, scope)
    else:
        found = by(dimension, day, known_at, scope)
    if dimension in (Dimension.AREA, Dimension.UNIT):
        rows = _area_rows(dimension, found, scope)
    else:
        rows = _rows_of_all(dimension, found, scope)
    if assumed is not None:
        rows = [
            (key, replace(row, assumed=_existing(assumed, key))) for key, row in rows
        ]
    if None in found:
        none_assumed = None if assumed is None else 0
        rows.append((None, Row(UNKNOWN, found[None], None, none_assumed)))
    return [row for _, row in rows]


def _existing(tallies, key):
    return tallies.get(key, Tally()).total


def _area_rows(dimension, found, scope):
    """The areas that hold anybody. Where only old communes became a unit, its list is
    by today's units, so that numbers by record have none."""
    areas = Area.objects.for_choosing().order_by("level", "order", "pk")
    return [
        (
            area.pk,
            Row(area.label, found[area.pk], _area_filters(dimension, area, scope)),
        )
        for area in areas
        if area.pk in found
    ]


def _area_filters(dimension, area, scope):
    is_by_record = dimension == Dimension.AREA and area.level == Area.Level.UNIT
    return None if scope.area or is_by_record else {"dia_ban": area.key}


def _rows_of_all(dimension, found, scope):
    rows = [
        (key, Row(name, found.get(key, Tally()), filters, note=note))
        for key, name, filters, note in _keys(dimension, scope)
    ]
    if not scope.is_narrow:
        return rows
    return [(key, row) for key, row in rows if key in found]


def _keys(dimension, scope):
    """Yield (key, name, the directory's filters, a note) of each of a dimension."""
    if dimension == Dimension.SIZE:
        for size in Size:
            yield size.value, size.label, {"quy_mo": size.value}, ""
        return
    sectors = list(Sector.objects.all())
    if dimension == Dimension.SECTOR:
        for sector in sectors:
            short = sector.abbreviation
            note = short if short != sector.name else ""
            yield sector.pk, sector.name, {"linh_vuc": sector.code}, note
        return
    for group in Sector.LegalGroup:
        members = [sector for sector in sectors if sector.legal_group == group]
        filters = {"linh_vuc": members[0].code} if len(members) == 1 else None
        if scope.sector:  # a sector has one group only
            filters = {}
        note = ", ".join(sector.name for sector in members)
        yield group.value, group.label, filters, note
