"""Editors and administrators write and publish pages and notices; what stands at the
foot of every page is the administrators' to change."""

from importlib import import_module

from django.db import migrations

roles = import_module("coopsite.accounts.migrations.0002_roles")

PERMISSIONS = {
    "page": {
        roles.REPORTER: roles.LOOK,
        roles.EDITOR: [*roles.ALL, "publish"],
        roles.ADMINISTRATOR: [*roles.ALL, "publish"],
    },
    "notice": {
        roles.REPORTER: roles.LOOK,
        roles.EDITOR: roles.ALL,
        roles.ADMINISTRATOR: roles.ALL,
    },
    "sitedetails": {
        roles.REPORTER: roles.LOOK,
        roles.EDITOR: roles.LOOK,
        roles.ADMINISTRATOR: roles.WRITE,
    },
}


def give(apps, schema_editor):
    for model, actions in PERMISSIONS.items():
        roles.grant(apps, "portal", model, actions)


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_guards"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
