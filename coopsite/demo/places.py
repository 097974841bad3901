"""Places the invented standings in areas of their day, some by commune, some by unit.

As in a real register, of a third only the district is known.
"""

import random
from collections import defaultdict
from datetime import date

from cooperatives.models import Area, CurrentUnit

_BY_UNIT, _BY_COMMUNE = 0.45, 0.7  # of all: today's unit is told; only the commune
THU_DUC, THU_DUC_BEGAN = "769", date(2021, 1, 1)
# What Thành phố Thủ Đức was until 2020: Quận Thủ Đức, Quận 9, Quận 2.
_BEFORE_THU_DUC = ["762", "763", "769"]


class Districts:
    """The city's districts by code: the 22 of 2023, and the three of one before."""

    def __init__(self):
        rows = Area.objects.of_city().filter(level=Area.Level.DISTRICT)
        last_day = date(2025, 6, 30)
        self.last = {row.code: row for row in rows.on(last_day)}
        day_before = date(2020, 12, 31)
        ended = rows.on(day_before).filter(code__in=_BEFORE_THU_DUC)
        self._ended = {row.code: row for row in ended}

    def on(self, code, day, organisation):
        """Returns the district that was there on `day`, where `code` is one of the
        22."""
        if code != THU_DUC or day >= THU_DUC_BEGAN:
            return self.last[code]
        rng = random.Random(f"district {organisation}")
        return self._ended[rng.choice(_BEFORE_THU_DUC)]


def narrow(standings):
    """Sets the commune or today's unit of unsaved `standings`, one an address."""
    communes, units = _communes(), _units()
    for standing in standings:
        rng = random.Random(f"place {standing.organisation_id} {standing.area_id}")
        commune, drawn = rng.choice(communes[standing.area_id]), rng.random()
        if drawn < _BY_UNIT:
            standing.unit_id = units[commune.pk]
        elif drawn < _BY_COMMUNE and commune.existed_on(standing.effective_from):
            standing.area_id = commune.pk


def _communes():
    """{id of a district: the communes that it always had}"""
    communes = defaultdict(list)
    rows = Area.objects.filter(level=Area.Level.COMMUNE).order_by("order", "id")
    for row in rows.select_related("parent"):
        if row.valid_from == row.parent.valid_from:
            communes[row.parent_id].append(row)
    return communes


def _units():
    """{id of a commune: id of the unit it became}, by default where it was split"""
    rows = CurrentUnit.objects.known().filter(is_default=True)
    return dict(rows.values_list("area_id", "unit_id"))
