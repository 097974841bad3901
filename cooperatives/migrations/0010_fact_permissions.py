"""Keepers record every sort of fact; other staff may look."""

from django.db import migrations

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER, grant

MODELS = ["survey", "designation", "descent", "sizelimit"]


def give_permissions(apps, schema_editor):
    for model in MODELS:
        for role in (REPORTER, EDITOR):
            grant(apps, role, "cooperatives", model, ["view"])
        for role in (KEEPER, ADMINISTRATOR):
            grant(apps, role, "cooperatives", model, ["add", "change", "view"])


class Migration(migrations.Migration):
    dependencies = [
        ("cooperatives", "0009_first_facts"),
        ("accounts", "0002_roles"),
    ]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
