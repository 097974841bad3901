"""Editors and administrators may look at what was read; nobody changes it."""

from django.db import migrations

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, grant


def give_permissions(apps, schema_editor):
    for role in (EDITOR, ADMINISTRATOR):
        grant(apps, role, "old_site", "oldpage", ["view"])


class Migration(migrations.Migration):
    dependencies = [("old_site", "0001_pages_read"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
