"""The sectors' own group goes; the database guards rules as it guards facts.

A stamped rule is never edited, deleted or emptied away: only the marks of being
superseded may be set, once. SQLite rebuilds a table when a later migration alters it and
drops its triggers: such a migration has to run `guard` again (a test watches).
"""

from django.db import migrations, models

RULES = ["sectorgroup", "sizelimit"]
MARKS = ["superseded_at", "superseded_by_id"]

NEVER_DELETED = """
    CREATE OR REPLACE FUNCTION rule_is_never_deleted() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'a recorded % is never deleted', TG_ARGV[0]
            USING ERRCODE = 'check_violation';
    END $$ LANGUAGE plpgsql
"""


def guard_tables(apps, schema_editor, rules):
    """Makes the triggers of the models named, in place of any there were."""
    unguard_tables(schema_editor, rules)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(NEVER_DELETED, None)  # its % is no place of a value
    for rule in rules:
        model = apps.get_model("cooperatives", rule)
        make = _on_postgresql if is_postgresql else _on_sqlite
        for statement in make(rule, model._meta.db_table, _columns(model)):
            schema_editor.execute(statement)


def unguard_tables(schema_editor, rules):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    on = " ON cooperatives_{}" if is_postgresql else ""
    for rule in rules:
        for event in ("update", "delete", "truncate"):
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {rule}_{event}{on.format(rule)}"
            )


def guard(apps, schema_editor):
    guard_tables(apps, schema_editor, RULES)


def unguard(apps, schema_editor):
    unguard_tables(schema_editor, RULES)


def _columns(model):
    return [f.column for f in model._meta.local_fields if f.column not in MARKS]


def _on_postgresql(rule, table, columns):
    for event, each, function in (
        ("update", "ROW", "fact_is_never_edited"),
        ("delete", "ROW", "rule_is_never_deleted"),
        ("truncate", "STATEMENT", "fact_is_never_truncated"),
    ):
        yield (
            f"CREATE TRIGGER {rule}_{event} BEFORE {event.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {function}('{rule}')"
        )


def _on_sqlite(rule, table, columns):
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    yield f"""
        CREATE TRIGGER {rule}_update BEFORE UPDATE ON {table}
        WHEN OLD.superseded_at IS NOT NULL OR {changed}
        BEGIN SELECT RAISE(ABORT, 'a recorded {rule} is never edited'); END
    """
    yield f"""
        CREATE TRIGGER {rule}_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, 'a recorded {rule} is never deleted'); END
    """


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0017_sector_groups")]
    operations = [
        migrations.AlterField(
            "sector",
            "legal_group",
            # Going back, the column is there again before its values are.
            models.CharField(max_length=12, default=""),
        ),
        migrations.RemoveField("sector", "legal_group"),
        migrations.RunPython(guard, unguard),
    ]
