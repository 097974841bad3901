"""Reporters write; editors publish and order the sections."""

from django.db import migrations

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, REPORTER, grant

ALL = ["add", "change", "delete", "view"]


def give_permissions(apps, schema_editor):
    for model in ("article", "videoclip"):
        grant(apps, REPORTER, "news", model, ["add", "change", "view"])
    grant(apps, REPORTER, "news", "image", ["add", "change", "view"])
    grant(apps, REPORTER, "news", "section", ["view"])
    for role in (EDITOR, ADMINISTRATOR):
        for model in ("article", "videoclip"):
            grant(apps, role, "news", model, [*ALL, "publish"])
        for model in ("image", "section"):
            grant(apps, role, "news", model, ALL)


class Migration(migrations.Migration):
    dependencies = [("news", "0002_sections"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
