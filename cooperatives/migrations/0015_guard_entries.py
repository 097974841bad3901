"""The database itself refuses to edit, delete or empty away recorded facts.

In place of the triggers of before: entries are guarded as all facts are; of a standing,
which follows from entries, only the mark of being superseded may be set, once. On
PostgreSQL TRUNCATE is refused like DELETE, but for a session that says
`SET coopsite.may_truncate = 'on'`, as only the tests do between two of them.
"""

from django.db import migrations

FACTS = ["standing", "standingentry", "survey", "designation", "descent"]
MARKS = ["superseded_at", "superseded_by_id", "withdrawal_reason"]

REFUSE_TRUNCATE = """
    CREATE OR REPLACE FUNCTION fact_is_never_truncated() RETURNS trigger AS $$
    BEGIN
        IF current_setting('coopsite.may_truncate', true) IS DISTINCT FROM 'on' THEN
            RAISE EXCEPTION 'a recorded % is never deleted', TG_ARGV[0]
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$ LANGUAGE plpgsql
"""


def guard(apps, schema_editor):
    """Makes the triggers of each sort of fact, in place of any there were."""
    unguard(apps, schema_editor)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(REFUSE_TRUNCATE, None)  # its % is no place of a value
    for fact in FACTS:
        model = apps.get_model("cooperatives", fact)
        make = _on_postgresql if is_postgresql else _on_sqlite
        for statement in make(fact, model._meta.db_table, _columns(model)):
            schema_editor.execute(statement)


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    on = " ON cooperatives_{}" if is_postgresql else ""
    for fact in FACTS:
        for event in ("update", "delete", "truncate"):
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
    yield (
        f"CREATE TRIGGER {fact}_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION fact_is_never_truncated('{fact}')"
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
    dependencies = [("cooperatives", "0014_area_keys")]
    operations = [migrations.RunPython(guard, unguard)]
