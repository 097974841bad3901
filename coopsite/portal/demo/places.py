"""Places the invented standings more closely: some by commune, some by today's unit.

As in a real register, of a third only the district is known.
"""

import random
from collections import defaultdict

from cooperatives.models import Area, Succession

_BY_UNIT, _BY_COMMUNE = 0.45, 0.7  # of all: today's unit is told; only the commune


def narrow(standings):
    """Set the commune or today's unit of unsaved `standings`, one an address."""
    communes, units = _communes(), _units()
    for standing in standings:
        rng = random.Random(f"place {standing.organisation_id} {standing.area_id}")
        commune, drawn = rng.choice(communes[standing.area_id]), rng.random()
        if drawn < _BY_UNIT:
            standing.unit_id = units[commune]
        elif drawn < _BY_COMMUNE:
            standing.area_id = commune


def _communes():
    """{id of a district: ids of its communes}"""
    found = defaultdict(list)
    rows = Area.objects.filter(level=Area.Level.COMMUNE).order_by("order", "id")
    for pk, parent in rows.values_list("pk", "parent_id"):
        found[parent].append(pk)
    return found


def _units():
    """{id of a commune: id of the unit it became}, by default where it was split"""
    rows = Succession.objects.filter(is_default=True)
    return dict(rows.values_list("old_id", "new_id"))
