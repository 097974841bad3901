"""What the naive register takes as given: sectors, areas, limits, read as data.

Only rows are read here, no rule of the project is called. `palette` draws the few
areas of one history, so that its organisations meet in the same rows.
"""

from datetime import date
from zoneinfo import ZoneInfo

from cooperatives.models import Sector, SectorGroup, SizeLimit

from .areas import UNKNOWN, Areas
from .facts import CITY, GROWTH

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_DAY = date(2018, 1, 1)


class World:
    """Sectors, areas (`areas`), and the limits of the sizes."""

    SIZES = {
        "lon": "Lớn",
        "vua": "Vừa",
        "nho": "Nhỏ",
        "sieu-nho": "Siêu nhỏ",
        "chua-ro": UNKNOWN,
    }
    GROUPS = {
        "agriculture": "Nông nghiệp",
        "industry": "Công nghiệp – xây dựng",
        "finance": "Tài chính",
        "trade": "Thương mại – dịch vụ và khác",
    }

    def __init__(self):
        self.sectors = {s.code: s for s in Sector.objects.all()}
        self.areas = Areas()
        self.groups = [_group(row) for row in SectorGroup._base_manager.all()]
        self.limits = [_limit(row) for row in SizeLimit._base_manager.all()]

    def sector_name(self, code):
        return self.sectors[code].name if code else UNKNOWN

    def group_of(self, code, day, t):
        """The group in which a sector counts: the latest that began by the day."""
        latest = None
        for row in self.groups:
            is_its_own = row["sector"] == code and is_held(row, t)
            is_so_far = is_its_own and row["from"] <= day
            if is_so_far and (latest is None or row["from"] > latest["from"]):
                latest = row
        return latest and latest["group"]

    def group_name(self, code, day, t):
        group = self.group_of(code, day, t)
        return self.GROUPS[group] if group else UNKNOWN

    def limits_on(self, code, day, t):
        """{size: limit} in force for the sector's group: the latest that began by the
        day, unless that has ended."""
        group, latest = self.group_of(code, day, t), {}
        for row in self.limits:
            if row["group"] == group and row["from"] <= day and is_held(row, t):
                known = latest.get(row["size"])
                if known is None or row["from"] > known["from"]:
                    latest[row["size"]] = row
        return {
            size: row
            for size, row in latest.items()
            if row["until"] is None or day < row["until"]
        }

    def tell_rule(self, operation, moment):
        """§8: what a new group or limit says takes the place of one of the same day."""
        named = ("group", "size", "members", "revenue", "total_capital")
        row = {n: operation[n] for n in ("sector", *named) if n in operation}
        row |= {"from": operation["day"], "recorded": moment, "superseded": None}
        if operation["do"] == "limit":
            rows, same = self.limits, ("group", "size", "from")
            row["until"] = None
        else:
            rows, same = self.groups, ("sector", "from")
            row["from"] = operation["day"] or self._current_group(row, operation["at"])
        for old in rows:
            if is_held(old, None) and all(old[n] == row[n] for n in same):
                old["superseded"] = moment
        rows.append(row)

    def _current_group(self, row, clock):
        """The day from which the group holds that is corrected: today's."""
        today = clock.astimezone(VIETNAM).date()
        days = [
            old["from"]
            for old in self.groups
            if old["sector"] == row["sector"] and is_held(old, None)
        ]
        return max(day for day in days if day <= today)


def is_held(row, t):
    """Whether a rule is held true at the moment `t` (None: now)."""
    if t is None:
        return row["superseded"] is None
    return row["recorded"] <= t and (row["superseded"] is None or t < row["superseded"])


def _group(row):
    return {
        "sector": row.sector.code,
        "group": str(row.legal_group),
        "from": row.valid_from or date.min,
        "recorded": row.recorded_at,
        "superseded": row.superseded_at,
    }


def _limit(row):
    return {
        "group": str(row.legal_group),
        "size": str(row.size),
        "from": row.valid_from,
        "until": row.valid_until,
        "members": row.members,
        "revenue": row.revenue,
        "total_capital": row.total_capital,
        "recorded": row.recorded_at,
        "superseded": row.superseded_at,
    }


def palette(areas, rng):
    """Draw the areas of one history: of each level, inside the city of before and
    outside; units of today among them those that the communes became."""
    by_sort = {}
    for key, place in sorted(areas.places.items()):
        record = areas.record(key, None)
        if record.valid_until is None or record.valid_until > FIRST_DAY:
            sort = place.level, record.province == CITY or place.level == "unit"
            by_sort.setdefault(sort, []).append(key)
    drawn = []
    for sort, number in _DRAWN.items():
        keys = by_sort.get(sort, [])
        drawn += rng.sample(keys, min(number, len(keys)))
    units = [areas.unit_of(key, None, None) for key in drawn]
    parents = [areas.record(key, None).parent for key in drawn]
    related = [key for key in units + parents if key is not None]
    return sorted({*drawn, *related})


_DRAWN = {
    ("district", True): 2,
    ("commune", True): 4,
    ("district", False): 2,
    ("commune", False): 2,
    ("unit", True): 2,
}


def areas_on(areas, keys, day):
    """Those of the areas that existed on the day, as is held true now."""
    return [
        key
        for key in keys
        if areas.record(key, None).exists_on(day)
        and (areas.places[key].level == "unit") == (day >= GROWTH)
    ]
