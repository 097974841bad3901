"""The areas of the city before and after 1 July 2025, and which became which.

Read from cooperatives/data, baked by scripts/bake_areas.py.
"""

import csv
from pathlib import Path

from django.db import migrations

from coopsite.core.vietnamese import sort_key

DATA = Path(__file__).resolve().parent.parent / "data"
# Where each level begins in lists; the 22 districts of 2023 keep their own order.
FIRST = {"district": 300, "unit": 1000, "commune": 2000}


def _read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps, schema_editor):
    area = apps.get_model("cooperatives", "Area")
    area.objects.filter(kind="city").update(kind="thanh-pho")
    rows = sorted(_read("areas.csv"), key=lambda row: sort_key(row["name"]))
    for level in ("district", "commune", "unit"):
        known = dict(area.objects.filter(level="district").values_list("code", "pk"))
        names = dict(area.objects.values_list("pk", "name"))
        new = [r for r in rows if r["level"] == level]
        new = [r for r in new if level != "district" or r["code"] not in known]
        area.objects.bulk_create(
            _area(area, row, FIRST[level] + number, known.get(row["parent"]), names)
            for number, row in enumerate(new)
        )
    _load_successions(apps, area)


def _area(area, row, order, parent, names):
    return area(
        code=row["code"],
        name=f"{row['name']}, {names[parent]}" if parent else row["name"],
        level=row["level"],
        kind=row["kind"],
        parent_id=parent,
        province=row["province"],
        order=order,
        valid_from=row["valid_from"] or None,
        valid_until=row["valid_until"] or None,
    )


def _load_successions(apps, area):
    old = dict(area.objects.exclude(level="unit").values_list("code", "pk"))
    new = dict(area.objects.filter(level="unit").values_list("code", "pk"))
    succession = apps.get_model("cooperatives", "Succession")
    succession.objects.bulk_create(
        succession(
            old_id=old[row["old"]],
            new_id=new[row["new"]],
            is_split=row["is_split"] == "1",
            is_default=row["is_default"] == "1",
        )
        for row in _read("area_successors.csv")
    )


def unload(apps, schema_editor):
    apps.get_model("cooperatives", "Succession").objects.all().delete()
    area = apps.get_model("cooperatives", "Area")
    area.objects.filter(level="commune").delete()
    area.objects.filter(order__gte=FIRST["district"]).delete()
    area.objects.filter(code="769", level="district").update(kind="city")


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0005_areas_old_and_new")]
    operations = [migrations.RunPython(load, unload)]
