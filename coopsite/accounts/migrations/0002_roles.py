"""The four groups of staff, and what each may do.

Reporters write, editors publish and order the sections, keepers hold the register,
administrators do all of it and look after people. A later migration that brings a model
calls `grant` of this one.
"""

from django.db import migrations

REPORTER = "Phóng viên"
EDITOR = "Biên tập viên"
KEEPER = "Quản lý sổ bộ"
ADMINISTRATOR = "Quản trị"
STAFF = [REPORTER, EDITOR, KEEPER, ADMINISTRATOR]

LOOK = ["view"]
WRITE = ["add", "change", "view"]
ALL = [*WRITE, "delete"]
# app: {models: {role: actions}}
PERMISSIONS = {
    "accounts": {("user",): {ADMINISTRATOR: ALL}},
    "auth": {("group",): {ADMINISTRATOR: ALL}},
    "news": {
        ("article", "videoclip"): {
            REPORTER: WRITE,
            EDITOR: [*ALL, "publish"],
            ADMINISTRATOR: [*ALL, "publish"],
        },
        ("image",): {REPORTER: WRITE, EDITOR: ALL, ADMINISTRATOR: ALL},
        ("section",): {REPORTER: LOOK, EDITOR: ALL, ADMINISTRATOR: ALL},
    },
    "old_site": {("oldpage",): {EDITOR: LOOK, ADMINISTRATOR: LOOK}},
    "cooperatives": {
        (
            "cooperative",
            "union",
            "standing",
            "designation",
            "survey",
            "reorganisation",
            "sector",
            "sizelimit",
            "area",
        ): {REPORTER: LOOK, EDITOR: LOOK, KEEPER: WRITE, ADMINISTRATOR: WRITE},
    },
}


def make_roles(apps, schema_editor):
    for name in STAFF:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)
    for app_label, models in PERMISSIONS.items():
        for names, roles in models.items():
            for model in names:
                grant(apps, app_label, model, roles)


def grant(apps, app_label, model, roles):
    """Gives each of `roles` ({name: actions}) its permissions on a model.

    Permissions are normally made after all migrations, so the missing ones are made
    here under the names Django would give them.
    """
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label=app_label, model=model)
    for role, actions in roles.items():
        group = apps.get_model("auth", "Group").objects.get(name=role)
        for action in actions:
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            group.permissions.add(permission)


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=STAFF).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("news", "0001_initial"),
        ("old_site", "0001_initial"),
        ("cooperatives", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, remove_roles)]
