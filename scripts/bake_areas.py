"""Bakes the areas of every generation, 2004 to today, into cooperatives/data.

    python scripts/bake_areas.py FOLDER

FOLDER holds `areas.csv` and `successions.csv` as put together from the sources that
cooperatives/data/README.md names. Writes area_generations.csv, area_current_units.csv
and area_succession_dates.csv, which migrations read once. Standard library only.

What is changed on the way: an area gets a readable public key; a commune's row is split
where its district's row changes (Quận 2 → Thành phố Thủ Đức), so that its parent is one
row; the unit of today that each area leads to is worked out.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coopsite.core.vietnamese import slugify, sort_key  # noqa: E402

OUT = ROOT / "cooperatives" / "data"
UNITS_BEGAN = "2025-07-01"  # NQ 1685/NQ-UBTVQH15
PROVINCES = {
    "79": "Thành phố Hồ Chí Minh",
    "74": "Tỉnh Bình Dương",
    "77": "Tỉnh Bà Rịa - Vũng Tàu",
}
# The 22 districts in the order of the Alliance's reports.
REPORT_ORDER = [
    *("769", "760", "770", "773", "774", "775", "778", "776", "771", "772", "761"),
    *("777", "765", "764", "768", "766", "767", "785", "787", "783", "784", "786"),
]
# Where lists begin; what ended before today's generations comes last of its level.
FIRST = {
    "district": 300,
    "former district": 400,
    "unit": 1000,
    "commune": 2000,
    "former commune": 3000,
}
COPIED = "basis_from", "basis_until", "source", "note", "doubt"


def main(folder):
    areas, moves = (_read(folder / name) for name in ("areas.csv", "successions.csv"))
    districts = [_area(row) for row in areas if row["level"] == "district"]
    units = [_area(row) for row in areas if row["level"] == "unit"]
    communes, changes = _communes(areas, districts)
    rows = [*districts, *units, *communes]
    _give_keys(rows)
    _give_order(rows)
    successions = [*map(_between_pieces, changes), *_successions(moves, rows)]
    successions.sort(key=lambda row: (row["day"], row["old"], row["new"]))
    for row in rows:
        row["parent"] = row["parent"]["key"] if row["parent"] else ""
    rows.sort(key=lambda row: (row["order"], row["valid_from"]))
    _write("area_generations.csv", rows)
    _write("area_succession_dates.csv", successions)
    _write("area_current_units.csv", _current_units(rows, successions))


def _read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _area(row, **changed):
    return {
        "key": "",
        "code": row["code"],
        "name": row["name"],
        "kind": row["type"],
        "level": row["level"],
        "parent": None,
        "province": PROVINCES[row["province"]],
        "order": 0,
        "valid_from": row["valid_from"],
        "valid_until": row["valid_until"],
        **{name: row[name] for name in COPIED},
    } | changed


def _is_on(row, day):
    until = row["valid_until"]
    return row["valid_from"] <= day and (not until or day < until)


# --- communes, split where their district's row changes -------------------------------


def _communes(areas, districts):
    """Return the communes' rows, and the pairs of rows that are pieces of one."""
    of_code = defaultdict(list)
    for district in districts:
        of_code[district["code"]].append(district)
    communes, changes = [], []
    for row in areas:
        if row["level"] == "commune":
            pieces = list(_pieces(row, of_code[row["parent"]]))
            communes += pieces
            changes += zip(pieces, pieces[1:], strict=False)
    return communes, changes


def _pieces(row, homes):
    for home in sorted(homes, key=lambda home: home["valid_from"]):
        first = max(row["valid_from"], home["valid_from"])
        last = min(row["valid_until"] or "9", home["valid_until"] or "9")
        if first >= last:
            continue
        piece = _area(row, parent=home, name=f"{row['name']}, {home['name']}")
        if first != row["valid_from"]:
            piece |= {"valid_from": first, "basis_from": home["basis_from"]}
        if last != row["valid_until"]:
            piece |= {"valid_until": last, "basis_until": home["basis_until"]}
        yield piece


def _between_pieces(pair):
    old, new = pair
    return {
        "old": old["key"],
        "new": new["key"],
        "day": new["valid_from"],
        "kind": "parent",
        "is_split": 0,
        "is_default": 1,
        "note": f"{old['parent']['name']} → {new['parent']['name']}",
        "source": new["basis_from"],
        "doubt": "",
    }


# --- keys and order -------------------------------------------------------------------


def _give_keys(rows):
    """A slug of the name; of those that ended before today's generations with the year.

    Where two are alike (Thanh An and Thạnh An), with the code, or the day of the end.
    """
    for longest in (False, True):
        taken = Counter(row["key"] for row in rows)
        for row in rows:
            if taken[row["key"]] > 1:
                row["key"] = _key(row, longest)
    twice = [key for key, times in Counter(r["key"] for r in rows).items() if times > 1]
    if twice:
        sys.exit(f"Not unique: {twice}")


def _key(row, is_long):
    until = row["valid_until"]
    key = slugify(row["name"], max_length=90)
    if until in ("", UNITS_BEGAN):
        return f"{key}-{row['code']}" if is_long else key
    return f"{key}-den-{until if is_long else _last_year(until)}"


def _last_year(until):
    """The year of the last day, which is the day before `until`."""
    return int(until[:4]) - (until[5:] == "01-01")


def _give_order(rows):
    groups = defaultdict(list)
    for row in rows:
        lived_on = row["valid_until"] in ("", UNITS_BEGAN)
        if row["code"] in REPORT_ORDER and row["level"] == "district" and lived_on:
            row["order"] = 10 * (REPORT_ORDER.index(row["code"]) + 1)
        else:
            groups[row["level"] if lived_on else f"former {row['level']}"].append(row)
    for level, group in groups.items():
        group.sort(key=lambda row: (_sorting(row["name"]), row["valid_from"]))
        for number, row in enumerate(group):
            row["order"] = FIRST[level] + number


def _sorting(name):
    """Phường 2 stands before Phường 10."""
    return sort_key(re.sub(r"\d+", lambda found: found[0].zfill(3), name))


# --- which became which ---------------------------------------------------------------


def _successions(moves, rows):
    of_code = defaultdict(list)
    for row in rows:
        of_code[row["level"], row["code"]].append(row)
    for move in moves:
        olds = of_code[move["level"], move["old_code"]]
        news = of_code[move["new_level"], move["new_code"]]
        until, day = move["old_valid_until"], move["date"]
        if until:
            [old] = [row for row in olds if row["valid_until"] == until]
        else:  # a part, given away by a unit that lived on
            [old] = [row for row in olds if _is_on(row, day)]
        [new] = [row for row in news if _is_on(row, day)]
        copied = "kind", "is_split", "is_default", "note", "source", "doubt"
        yield {
            "old": old["key"],
            "new": new["key"],
            "day": day,
            **{name: move[name] for name in copied},
            # Who gives ground away lives on, and is not split.
            **({} if until else {"is_split": "0"}),
        }


def _current_units(rows, successions):
    """Yield (area, unit of today), as `cooperatives.actions.areas` works it out."""
    heirs, given, parts = defaultdict(list), defaultdict(list), defaultdict(list)
    for move in successions:
        if move["kind"] == "part":
            given[move["old"]].append(move["new"])
        else:
            heirs[move["old"]].append((move["new"], str(move["is_default"]) == "1"))
    for row in rows:
        parts[row["parent"]].append(row["key"])
    current = {r["key"] for r in rows if r["level"] == "unit" and not r["valid_until"]}
    known = {}

    def lead(key):
        """(all units that the area became, the default, units of ground given away)"""
        if key not in known:
            known[key] = _lead(key)
        return known[key]

    def _lead(key):
        if key in current:
            return {key}, key, set()
        heads = [(one, False) for one in parts[key]] or heirs[key]
        units = set().union(*(lead(new)[0] for new, _ in heads))
        extra = set().union(*(lead(new)[2] for new, _ in heads))
        extra = extra.union(*(lead(new)[0] for new in given[key]))
        default = next((lead(new)[1] for new, is_default in heads if is_default), None)
        if default is None and len(units) == 1:
            default = next(iter(units))
        return units, default, extra

    for row in rows:
        units, default, extra = lead(row["key"])
        for unit in sorted(units | extra):
            yield {
                "area": row["key"],
                "unit": unit,
                "is_default": int(unit == default),
                "is_assumed": int(unit == default and len(units) > 1),
            }


def _write(name, rows):
    rows = list(rows)
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
