"""The areas of every generation since 2004, and which became which on what day.

Read from cooperatives/data, baked by scripts/bake_areas.py. Rows of 0006 that are still
right keep their ids: they are the districts and communes that ended on 01/07/2025, and
the units since.
"""

import csv
from importlib import import_module
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
COPIED = ["key", "code", "name", "kind", "level", "province", "order"]
UNITS_BEGAN = "2025-07-01"
LEVELS = ("district", "unit", "commune")  # parents first


def _read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps, schema_editor):
    area = apps.get_model("cooperatives", "Area")
    succession = apps.get_model("cooperatives", "Succession")
    succession.objects.all().delete()
    rows = _read("area_generations.csv")
    old = {(row.level, row.code): row.pk for row in area.objects.all()}
    taken = {old.get((row["level"], row["code"])) for row in rows if _is_of_2025(row)}
    area.objects.exclude(pk__in=taken - {None}).delete()
    keys = {}
    for level in LEVELS:
        made = [_area(area, row, old, keys) for row in rows if row["level"] == level]
        known = [row for row in made if row.pk]
        fields = [f.name for f in area._meta.fields if f.name != "id"]
        area.objects.bulk_update(known, fields, 100)
        area.objects.bulk_create([row for row in made if not row.pk], 100)
        keys = dict(area.objects.values_list("key", "pk"))
    succession.objects.bulk_create(
        [_succession(succession, row, keys) for row in _read("area_succession_dates.csv")],
        100,
    )
    current_unit = apps.get_model("cooperatives", "CurrentUnit")
    current_unit.objects.bulk_create(
        [_unit(current_unit, row, keys) for row in _read("area_current_units.csv")], 100
    )


def _is_of_2025(row):
    return row["level"] == "unit" or row["valid_until"] == UNITS_BEGAN


def _area(area, row, old, keys):
    return area(
        pk=old.get((row["level"], row["code"])) if _is_of_2025(row) else None,
        parent_id=keys[row["parent"]] if row["parent"] else None,
        valid_from=row["valid_from"] or None,
        valid_until=row["valid_until"] or None,
        note=_note(row),
        **{name: row[name] for name in COPIED},
    )


def _note(row):
    said = [
        row["basis_from"] and f"Lập ra: {row['basis_from']}.",
        row["basis_until"] and f"Thôi tồn tại: {row['basis_until']}.",
        row["note"],
        row["doubt"] and f"Chưa chắc: {row['doubt']}.",
    ]
    return "\n".join(filter(None, said))


def _succession(succession, row, keys):
    return succession(
        old_id=keys[row["old"]],
        new_id=keys[row["new"]],
        day=row["day"],
        kind=row["kind"],
        is_split=row["is_split"] == "1",
        is_default=row["is_default"] == "1",
        note="; ".join(filter(None, [row["note"], row["doubt"]])),
    )


def _unit(current_unit, row, keys):
    return current_unit(
        area_id=keys[row["area"]],
        unit_id=keys[row["unit"]],
        is_default=row["is_default"] == "1",
        is_assumed=row["is_assumed"] == "1",
    )


def unload(apps, schema_editor):
    """Go back to the areas of 0003 and 0006, which are read again; ids are new."""
    for name in ("CurrentUnit", "Succession"):
        apps.get_model("cooperatives", name).objects.all().delete()
    area = apps.get_model("cooperatives", "Area")
    area.objects.filter(level="commune").delete()
    area.objects.all().delete()
    first = import_module("cooperatives.migrations.0003_sectors_and_districts")
    for order, (code, name, kind) in enumerate(first.DISTRICTS, 1):
        area.objects.create(
            code=code,
            name=name,
            kind=kind,
            level="district",
            province="Thành phố Hồ Chí Minh",
            order=order * 10,
            valid_until=first.DISTRICTS_ENDED,
        )
    import_module("cooperatives.migrations.0006_load_areas").load(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0012_area_generations")]
    operations = [migrations.RunPython(load, unload)]
