"""Editors and administrators look after where the old site's addresses lead."""

from importlib import import_module

from django.db import migrations

roles = import_module("coopsite.accounts.migrations.0002_roles")


def give(apps, schema_editor):
    actions = {roles.EDITOR: roles.ALL, roles.ADMINISTRATOR: roles.ALL}
    roles.grant(apps, "old_site", "oldaddress", actions)


class Migration(migrations.Migration):
    dependencies = [("old_site", "0002_old_addresses"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
