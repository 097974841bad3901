"""The four groups of staff, and how each app's migration gives them permissions."""

REPORTER = "Phóng viên"
EDITOR = "Biên tập viên"
KEEPER = "Quản lý sổ bộ"
ADMINISTRATOR = "Quản trị"
ROLES = [REPORTER, EDITOR, KEEPER, ADMINISTRATOR]


def grant(apps, role, app_label, model, actions):
    """Give `role` the permissions `actions` ("add", "change" …) on a model.

    For migrations: permissions are normally made after them, so the missing ones
    are made here under the names Django would give them.
    """
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label=app_label, model=model)
    group = apps.get_model("auth", "Group").objects.get(name=role)
    for action in actions:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {model}"},
        )
        group.permissions.add(permission)
