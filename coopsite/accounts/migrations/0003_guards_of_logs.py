"""The database itself refuses to edit, delete or empty away the log and the versions.

Of an entry of the log the kind may become unknown, when its model goes; of a version of
a clip the file may be replaced by the one that was made of it. Versions of demonstration
data may be deleted. On PostgreSQL TRUNCATE is refused as for facts (`cooperatives`
0002_guards, whose function this one calls).

SQLite rebuilds a table when a later migration alters it and drops its triggers: such a
migration has to run `guard` of this one again (a test watches). A new log calls it, too.
"""

from django.db import migrations

LOGS = [
    ("admin", "logentry"),
    ("news", "historicalarticle"),
    ("news", "historicalvideoclip"),
    ("cooperatives", "historicalcooperative"),
    ("cooperatives", "historicalunion"),
]
MAY_CHANGE = {"logentry": "content_type_id", "historicalvideoclip": "file"}

FUNCTION = """
    CREATE OR REPLACE FUNCTION log_is_never_altered() RETURNS trigger AS $$ BEGIN
    RAISE EXCEPTION 'a recorded % is never %', TG_ARGV[0], TG_ARGV[1]
    USING ERRCODE = 'check_violation'; END $$ LANGUAGE plpgsql
"""


def guard(apps, schema_editor, logs=LOGS):
    """Makes the triggers of the models named, in place of any there were."""
    unguard(apps, schema_editor, logs)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(FUNCTION, None)  # its % is no place of a value
    make = _on_postgresql if is_postgresql else _on_sqlite
    for app_label, name in logs:
        for statement in make(apps.get_model(app_label, name)):
            schema_editor.execute(statement)


def unguard(apps, schema_editor, logs=LOGS):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for app_label, name in logs:
        table = apps.get_model(app_label, name)._meta.db_table
        on = f" ON {table}" if is_postgresql else ""
        for event in ("update", "delete", "truncate"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}{on}")


def _deletable(model):
    """Returns the condition under which a row may not be deleted."""
    columns = {field.column for field in model._meta.local_fields}
    return "WHEN (NOT OLD.is_demo)" if "is_demo" in columns else ""


def _on_postgresql(model):
    name, table = model._meta.model_name, model._meta.db_table
    rest = f" - '{MAY_CHANGE[name]}'" if name in MAY_CHANGE else ""
    edited = f"to_jsonb(NEW){rest} IS DISTINCT FROM to_jsonb(OLD){rest}"
    for event, done, when in (
        ("UPDATE", "edited", f"WHEN ({edited})"),
        ("DELETE", "deleted", _deletable(model)),
    ):
        yield (
            f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} "
            f"FOR EACH ROW {when} "
            f"EXECUTE FUNCTION log_is_never_altered('{name}', '{done}')"
        )
    yield (
        f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_truncated('{name}')"
    )


def _on_sqlite(model):
    name, table = model._meta.model_name, model._meta.db_table
    columns = {field.column for field in model._meta.local_fields}
    kept = sorted(columns - {MAY_CHANGE.get(name)})
    edited = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in kept)
    for event, done, when in (
        ("UPDATE", "edited", f"WHEN {edited}"),
        ("DELETE", "deleted", _deletable(model)),
    ):
        yield f"""
            CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} {when}
            BEGIN SELECT RAISE(ABORT, 'a recorded {name} is never {done}'); END
        """


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("news", "0003_match_text"),
        ("cooperatives", "0005_match_text"),
    ]
    operations = [migrations.RunPython(guard, unguard)]
