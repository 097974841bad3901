"""The database itself refuses to edit or delete a recorded fact of any sort.

Only the marks of being superseded may be set, once. Facts of demonstration data may
be deleted. SQLite rebuilds a table when a later migration alters it and drops its
triggers: such a migration has to run `guard` again (a test watches).
"""

from django.db import migrations

FACTS = ["standing", "survey", "designation", "descent"]
MARKS = ["superseded_at", "superseded_by_id", "withdrawal_reason"]

_MARKS_LEFT_OUT = "".join(f" - '{mark}'" for mark in MARKS)
POSTGRESQL_FUNCTIONS = [
    f"""
    CREATE OR REPLACE FUNCTION fact_is_never_edited() RETURNS trigger AS $$
    BEGIN
        IF OLD.superseded_at IS NOT NULL
            OR to_jsonb(NEW){_MARKS_LEFT_OUT} IS DISTINCT FROM to_jsonb(OLD){_MARKS_LEFT_OUT}
        THEN
            RAISE EXCEPTION 'a recorded % is never edited', TG_ARGV[0]
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE OR REPLACE FUNCTION fact_is_never_deleted() RETURNS trigger AS $$
    BEGIN
        IF NOT (SELECT is_demo FROM cooperatives_organisation
                WHERE id = OLD.organisation_id)
        THEN
            RAISE EXCEPTION 'a recorded % is never deleted', TG_ARGV[0]
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END $$ LANGUAGE plpgsql
    """,
]


def guard(apps, schema_editor):
    """Make the triggers of each sort of fact, in place of any there were."""
    unguard(apps, schema_editor)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        for statement in POSTGRESQL_FUNCTIONS:
            schema_editor.execute(statement, None)  # its % is no place of a value
    for fact in FACTS:
        model = apps.get_model("cooperatives", fact)
        make = _on_postgresql if is_postgresql else _on_sqlite
        for statement in make(fact, model._meta.db_table, _columns(model)):
            schema_editor.execute(statement)


def unguard(apps, schema_editor):
    on = " ON cooperatives_{}" if schema_editor.connection.vendor == "postgresql" else ""
    for fact in FACTS:
        for event in ("update", "delete"):
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {fact}_{event}{on.format(fact)}"
            )


def _columns(model):
    return [f.column for f in model._meta.local_fields if f.column not in MARKS]


def _on_postgresql(fact, table, columns):
    yield (
        f"CREATE TRIGGER {fact}_update BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION fact_is_never_edited('{fact}')"
    )
    yield (
        f"CREATE TRIGGER {fact}_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION fact_is_never_deleted('{fact}')"
    )


def _on_sqlite(fact, table, columns):
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    yield f"""
        CREATE TRIGGER {fact}_update BEFORE UPDATE ON {table}
        WHEN OLD.superseded_at IS NOT NULL OR {changed}
        BEGIN SELECT RAISE(ABORT, 'a recorded {fact} is never edited'); END
    """
    yield f"""
        CREATE TRIGGER {fact}_delete BEFORE DELETE ON {table}
        WHEN NOT (SELECT is_demo FROM cooperatives_organisation
                  WHERE id = OLD.organisation_id)
        BEGIN SELECT RAISE(ABORT, 'a recorded {fact} is never deleted'); END
    """


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0007_facts")]
    operations = [migrations.RunPython(guard, unguard)]
