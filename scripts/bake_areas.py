"""Bakes the areas of the city, old and new, from the package `vietnamadminunits`.

Run once when units change, in an environment of its own:

    pip install vietnamadminunits==1.0.4
    python scripts/bake_areas.py

Writes cooperatives/data/areas.csv and area_successors.csv. The package (MIT licence,
Hieu Tran) is no dependency of the portal: it asks a map service for split communes,
and the rights in its coordinates are doubtful, so those are left out.
"""

import csv
import json
import re
import sqlite3
from importlib.util import find_spec
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "cooperatives" / "data"
CITY = "79"
# Joined the city on 1 July 2025: Bình Dương, Bà Rịa – Vũng Tàu.
OLD_PROVINCES = ("79", "74", "77")
CHANGED = "2025-07-01"  # NQ 1685/NQ-UBTVQH15
# The package types these two wards of Phú Nhuận wrongly as communes.
WRONGLY_TYPED = {"Xã 5": "Phường 5", "Xã 15": "Phường 15"}
TYPES = {
    "Phường": "phuong",
    "Xã": "xa",
    "Thị trấn": "thi-tran",
    "Đặc khu": "dac-khu",
    "Quận": "quan",
    "Huyện": "huyen",
    "Thành phố": "thanh-pho",
    "Thị xã": "thi-xa",
}


def main():
    folder = Path(find_spec("vietnamadminunits").origin).parent / "data"
    database = sqlite3.connect(folder / "dataset.db")
    database.row_factory = sqlite3.Row
    old = list(read(database, "admin_units_legacy", OLD_PROVINCES))
    new = list(read(database, "admin_units", (CITY,)))
    converter = json.loads((folder / "converter_2025.json").read_text("utf-8"))
    write("areas.csv", [*districts(old), *communes(old), *today(new)])
    write("area_successors.csv", successors(old, new, converter))


def read(database, table, provinces):
    marks = ",".join("?" * len(provinces))
    order = "provinceCode, wardCode"
    return database.execute(
        f"SELECT * FROM {table} WHERE provinceCode IN ({marks}) ORDER BY {order}",  # noqa: S608
        provinces,
    )


def districts(old):
    """The 38 districts that ended, once each."""
    seen = {}
    for row in old:
        seen.setdefault(row["districtCode"], row)
    for code, row in sorted(seen.items()):
        yield area(code, row["district"], "district", row["province"], until=CHANGED)


def communes(old):
    """The 441 communes that ended; Côn Đảo was a district without communes."""
    for row in old:
        if row["wardCode"]:
            name = row["ward"]
            if row["districtCode"] == "768":
                name = WRONGLY_TYPED.get(name, name)
            yield area(
                row["wardCode"],
                name,
                "commune",
                row["province"],
                parent=row["districtCode"],
                until=CHANGED,
            )


def today(new):
    """The 168 units since 1 July 2025."""
    for row in new:
        yield area(row["wardCode"], row["ward"], "unit", row["province"], since=CHANGED)


def area(code, name, level, province, parent="", since="", until=""):
    kind = next(TYPES[t] for t in TYPES if name.startswith(t))
    return {
        "code": code,
        "name": re.sub(r"\s+", " ", name),
        "kind": kind,
        "level": level,
        "parent": parent,
        "province": province,
        "valid_from": since,
        "valid_until": until,
    }


def successors(old, new, converter):
    """Old commune → new unit; a split commune has several, one of them the default."""
    code_of = {row["wardKey"]: row["wardCode"] for row in new}
    whole = converter["DICT_PROVINCE_WARD_NO_DIVIDED"]["thanhphohochiminh"]
    split = converter["DICT_PROVINCE_WARD_DIVIDED"]["thanhphohochiminh"]
    into = {key: new_key for new_key, keys in whole.items() for key in keys}
    for row in old:
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        code = row["wardCode"] or row["districtCode"]
        if key in into:
            yield successor(code, code_of[into[key]], is_split=False, is_default=True)
        for part in split.get(key, []):
            yield successor(
                code, code_of[part["newWardKey"]], True, part["isDefaultNewWard"]
            )


def successor(old, new, is_split, is_default):
    return {
        "old": old,
        "new": new,
        "is_split": int(is_split),
        "is_default": int(is_default),
    }


def write(name, rows):
    rows = list(rows)
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
