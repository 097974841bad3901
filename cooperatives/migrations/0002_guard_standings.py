"""The database itself refuses to edit or delete a recorded standing.

Only the mark "superseded" may be set, once. Standings of demonstration data may be
deleted. SQLite rebuilds a table when a later migration alters it and drops its
triggers: such a migration has to run these operations again (a test watches).
"""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION standing_is_never_edited() RETURNS trigger AS $$
    BEGIN
        IF OLD.superseded_at IS NOT NULL
            OR to_jsonb(NEW) - 'superseded_at' - 'superseded_by_id'
                IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at' - 'superseded_by_id'
        THEN
            RAISE EXCEPTION 'a recorded standing is never edited'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER standing_update BEFORE UPDATE ON cooperatives_standing
    FOR EACH ROW EXECUTE FUNCTION standing_is_never_edited()
    """,
    """
    CREATE FUNCTION standing_is_never_deleted() RETURNS trigger AS $$
    BEGIN
        IF NOT (SELECT is_demo FROM cooperatives_organisation
                WHERE id = OLD.organisation_id)
        THEN
            RAISE EXCEPTION 'a recorded standing is never deleted'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER standing_delete BEFORE DELETE ON cooperatives_standing
    FOR EACH ROW EXECUTE FUNCTION standing_is_never_deleted()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER standing_update ON cooperatives_standing",
    "DROP TRIGGER standing_delete ON cooperatives_standing",
    "DROP FUNCTION standing_is_never_edited()",
    "DROP FUNCTION standing_is_never_deleted()",
]

_FIXED = [
    "id", "organisation_id", "kind", "effective_from", "operating_status",
    "legal_status", "sector_id", "area_id", "union_id", "decision_number", "reason",
    "recorded_at", "recorded_by_id", "corrects_id",
]
SQLITE = [
    f"""
    CREATE TRIGGER standing_update BEFORE UPDATE ON cooperatives_standing
    WHEN OLD.superseded_at IS NOT NULL
        OR {" OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _FIXED)}
    BEGIN SELECT RAISE(ABORT, 'a recorded standing is never edited'); END
    """,
    """
    CREATE TRIGGER standing_delete BEFORE DELETE ON cooperatives_standing
    WHEN NOT (SELECT is_demo FROM cooperatives_organisation
              WHERE id = OLD.organisation_id)
    BEGIN SELECT RAISE(ABORT, 'a recorded standing is never deleted'); END
    """,
]
SQLITE_BACK = ["DROP TRIGGER standing_update", "DROP TRIGGER standing_delete"]


def _run(schema_editor, on_postgresql, on_sqlite):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in on_postgresql if is_postgresql else on_sqlite:
        schema_editor.execute(statement)


def guard(apps, schema_editor):
    _run(schema_editor, POSTGRESQL, SQLITE)


def unguard(apps, schema_editor):
    _run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0001_register")]
    operations = [migrations.RunPython(guard, unguard)]
