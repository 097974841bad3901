"""The database guards what is recorded of areas as it guards all rules.

No area is deleted: standings name them.
"""

from importlib import import_module

from django.db import migrations

AREAS = ["arearecord", "succession", "currentunit"]
rules = import_module("cooperatives.migrations.0018_guard_rules")


def guard(apps, schema_editor):
    rules.guard_tables(apps, schema_editor, AREAS)


def unguard(apps, schema_editor):
    """Goes back to rows that hold one knowledge only: today's."""
    rules.unguard_tables(schema_editor, AREAS)
    for name in ("Succession", "CurrentUnit"):
        rows = apps.get_model("cooperatives", name).objects
        rows.filter(superseded_at__isnull=False).delete()


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0020_area_records")]
    operations = [migrations.RunPython(guard, unguard)]
