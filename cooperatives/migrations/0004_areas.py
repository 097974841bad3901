"""The areas of every generation since 2004, and which became which on what day.

Read from cooperatives/data, baked by scripts/bake_areas.py; all of it known since ever.
"""

import csv
from datetime import UTC, datetime
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
SINCE_EVER = datetime(1900, 1, 1, tzinfo=UTC)
LEVELS = ("district", "unit", "commune")  # parents first
NAMED = ["key", "code", "name", "kind", "level", "province", "order"]
RECORDED = ["name", "code", "kind", "parent_id", "province", "valid_from", "valid_until"]


def load(apps, schema_editor):
    keys = _load_areas(apps.get_model("cooperatives", "Area"))
    for name, file, make in (
        ("Succession", "area_succession_dates.csv", _succession),
        ("CurrentUnit", "area_current_units.csv", _current_unit),
    ):
        model = apps.get_model("cooperatives", name)
        model.objects.bulk_create([make(model, row, keys) for row in _read(file)], 100)
    record = apps.get_model("cooperatives", "AreaRecord")
    record.objects.bulk_create(
        [
            record(
                area=area,
                recorded_at=SINCE_EVER,
                **{name: getattr(area, name) for name in RECORDED},
            )
            for area in apps.get_model("cooperatives", "Area").objects.order_by("pk")
        ],
        100,
    )


def _read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_areas(area):
    """Adds all areas; returns {key: id}."""
    rows, keys = _read("area_generations.csv"), {}
    for level in LEVELS:
        area.objects.bulk_create(
            [_area(area, row, keys) for row in rows if row["level"] == level], 100
        )
        keys = dict(area.objects.values_list("key", "pk"))
    return keys


def _area(area, row, keys):
    return area(
        parent_id=keys[row["parent"]] if row["parent"] else None,
        valid_from=row["valid_from"] or None,
        valid_until=row["valid_until"] or None,
        note=_note(row),
        **{name: row[name] for name in NAMED},
    )


def _note(row):
    lines = [
        row["basis_from"] and f"Lập ra: {row['basis_from']}.",
        row["basis_until"] and f"Thôi tồn tại: {row['basis_until']}.",
        row["note"],
        row["doubt"] and f"Chưa chắc: {row['doubt']}.",
    ]
    return "\n".join(filter(None, lines))


def _succession(succession, row, keys):
    return succession(
        old_id=keys[row["old"]],
        new_id=keys[row["new"]],
        day=row["day"],
        kind=row["kind"],
        is_split=row["is_split"] == "1",
        is_default=row["is_default"] == "1",
        note="; ".join(filter(None, [row["note"], row["doubt"]])),
        recorded_at=SINCE_EVER,
    )


def _current_unit(current_unit, row, keys):
    return current_unit(
        area_id=keys[row["area"]],
        unit_id=keys[row["unit"]],
        is_default=row["is_default"] == "1",
        is_assumed=row["is_assumed"] == "1",
        recorded_at=SINCE_EVER,
    )


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0003_first_rules")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
