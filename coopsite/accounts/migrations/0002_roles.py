"""The four groups of staff; each app's own migration gives them permissions."""

from django.db import migrations

from coopsite.accounts.roles import ADMINISTRATOR, ROLES, grant


def make_roles(apps, schema_editor):
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)
    grant(apps, ADMINISTRATOR, "accounts", "user", ["add", "change", "delete", "view"])
    grant(apps, ADMINISTRATOR, "auth", "group", ["add", "change", "delete", "view"])


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_user"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, remove_roles)]
