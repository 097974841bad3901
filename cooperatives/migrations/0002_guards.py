"""The database itself refuses to edit, delete or empty away what was recorded.

Of a fact or a rule only the marks of being superseded may be set, once. Facts of
demonstration data may be deleted. On PostgreSQL TRUNCATE is refused like DELETE, but for
a session that says `SET coopsite.may_truncate = 'on'`, as only the tests do.

All triggers of the register are made here. SQLite rebuilds a table when a later
migration alters it and drops its triggers: such a migration has to run `guard` of this
one again (a test watches).
"""

from django.db import migrations

# Whose rows the database guards, and whether those of the demonstration may go.
FACTS = ["standing", "standingentry", "survey", "designation", "reorganisation"]
RULES = ["sectorgroup", "sizelimit", "arearecord", "succession", "currentunit"]
MARKS = ["superseded_at", "superseded_by_id", "withdrawal_reason"]

_MARKS_LEFT_OUT = "".join(f" - '{mark}'" for mark in MARKS)
_IS_OF_DEMO = """
    (SELECT is_demo FROM cooperatives_organisation WHERE id = OLD.organisation_id)
"""


def _function(name, body):
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} END $$ "
        "LANGUAGE plpgsql"
    )


def _refuse(what):
    return (
        f"RAISE EXCEPTION 'a recorded % is never {what}', TG_ARGV[0] "
        "USING ERRCODE = 'check_violation';"
    )


FUNCTIONS = [
    _function(
        "record_is_never_edited",
        f"""
        IF OLD.superseded_at IS NOT NULL
            OR to_jsonb(NEW){_MARKS_LEFT_OUT} IS DISTINCT FROM to_jsonb(OLD){_MARKS_LEFT_OUT}
        THEN {_refuse("edited")} END IF;
        RETURN NEW;
        """,
    ),
    _function(
        "fact_is_never_deleted",
        f"IF NOT {_IS_OF_DEMO} THEN {_refuse('deleted')} END IF; RETURN OLD;",
    ),
    _function("rule_is_never_deleted", _refuse("deleted")),
    _function(
        "record_is_never_truncated",
        f"""
        IF current_setting('coopsite.may_truncate', true) IS DISTINCT FROM 'on'
        THEN {_refuse("deleted")} END IF;
        RETURN NULL;
        """,
    ),
]


def guard(apps, schema_editor, names=(*FACTS, *RULES)):
    """Makes the triggers of the models named, in place of any there were."""
    unguard(apps, schema_editor, names)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        for statement in FUNCTIONS:
            schema_editor.execute(statement, None)  # its % is no place of a value
    make = _on_postgresql if is_postgresql else _on_sqlite
    for name in names:
        for statement in make(apps.get_model("cooperatives", name)):
            schema_editor.execute(statement)


def unguard(apps, schema_editor, names=(*FACTS, *RULES)):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name in names:
        on = f" ON cooperatives_{name}" if is_postgresql else ""
        for event in ("update", "delete", "truncate"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}{on}")


def _on_postgresql(model):
    name, table = model._meta.model_name, model._meta.db_table
    kind = "fact" if name in FACTS else "rule"
    for event, each, function in (
        ("update", "ROW", "record_is_never_edited"),
        ("delete", "ROW", f"{kind}_is_never_deleted"),
        ("truncate", "STATEMENT", "record_is_never_truncated"),
    ):
        yield (
            f"CREATE TRIGGER {name}_{event} BEFORE {event.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {function}('{name}')"
        )


def _on_sqlite(model):
    name, table = model._meta.model_name, model._meta.db_table
    columns = [f.column for f in model._meta.local_fields if f.column not in MARKS]
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    when = f"WHEN NOT {_IS_OF_DEMO}" if name in FACTS else ""
    yield f"""
        CREATE TRIGGER {name}_update BEFORE UPDATE ON {table}
        WHEN OLD.superseded_at IS NOT NULL OR {changed}
        BEGIN SELECT RAISE(ABORT, 'a recorded {name} is never edited'); END
    """
    yield f"""
        CREATE TRIGGER {name}_delete BEFORE DELETE ON {table} {when}
        BEGIN SELECT RAISE(ABORT, 'a recorded {name} is never deleted'); END
    """


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
