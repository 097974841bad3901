"""Lets administrators close an edition that holds personal data."""

from importlib import import_module

from django.db import migrations

roles = import_module("coopsite.accounts.migrations.0002_roles")


def let_administrators_close(apps, schema_editor):
    roles.grant(apps, "news", "edition", {roles.ADMINISTRATOR: ["close"]})


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0008_events"),
        ("accounts", "0002_roles"),
    ]

    operations = [
        migrations.RunPython(let_administrators_close, migrations.RunPython.noop),
    ]
