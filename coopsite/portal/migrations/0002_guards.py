"""The database itself keeps what the public has read of a page, as it was.

As for articles (`news` 0007_guards): of an edition nothing changes but its moments
while they lie ahead, and, once, its closing; two of a page never overlap; what was
public is not deleted, but for demonstration data. Clocks of database and program may
differ by five minutes. Versions of a page are never altered (`accounts` 0003).

SQLite drops the triggers of a table that a later migration makes anew: such a migration
has to run `guard` of this one again (a test watches).
"""

from importlib import import_module

from django.db import migrations

logs = import_module("coopsite.accounts.migrations.0003_guards_of_logs")

VERSIONS = [("portal", "historicalpage")]
WORDS = ["title", "lead", "body"]
_FIXED = ["page_id", "number", "kind", "created_at", "published_by_id"]
_CLOSING = ["closed_at", "closed_by_id", "closed_reason"]
_IS_DEMO = "(SELECT is_demo FROM portal_page WHERE id = OLD.page_id)"
_NEVER_TRUNCATED = ["pageedition", "pagewithdrawal"]


def _overlaps(forever):
    return f"""
        EXISTS (
            SELECT 1 FROM portal_pageedition o
            WHERE o.page_id = NEW.page_id AND o.id <> NEW.id
            AND o.live_from < COALESCE(NEW.live_until, {forever})
            AND NEW.live_from < COALESCE(o.live_until, {forever})
        )
    """


def _rules(now, minutes_ago, forever, differs):
    """Returns {name: (table, event, the condition that is refused, what it says)}."""

    def any_of(names):
        return " OR ".join(differs(name) for name in names)

    closes = "(OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)"
    blanked = " AND ".join(f"(NEW.{name} = '')" for name in WORDS)
    return {
        "pageedition_insert": (
            "pageedition",
            "INSERT",
            f"""{_overlaps(forever)} OR (NEW.live_from < {minutes_ago} AND EXISTS (
                SELECT 1 FROM portal_pageedition o
                WHERE o.page_id = NEW.page_id AND o.id <> NEW.id))""",
            "editions follow one another",
        ),
        "pageedition_moments": (
            "pageedition",
            "UPDATE",
            f"""({differs("live_from")} AND OLD.live_from <= {now})
                OR ({differs("live_until")} AND (
                    (OLD.live_until IS NOT NULL AND OLD.live_until <= {now})
                    OR NEW.live_until < {minutes_ago}))
                OR {_overlaps(forever)}""",
            "what was public when is never edited",
        ),
        "pageedition_words": (
            "pageedition",
            "UPDATE",
            f"""OLD.closed_at IS NOT NULL OR {any_of(_FIXED)}
                OR (NOT {closes} AND ({any_of([*WORDS, "note", *_CLOSING])}))
                OR ({closes} AND NOT ({blanked}))""",
            "an edition is never edited",
        ),
        "pageedition_delete": (
            "pageedition",
            "DELETE",
            f"OLD.live_from <= {now} AND NOT {_IS_DEMO}",
            "what was public is never deleted",
        ),
        "pagewithdrawal_update": (
            "pagewithdrawal",
            "UPDATE",
            "1 = 1",
            "a withdrawal stands",
        ),
        "pagewithdrawal_delete": (
            "pagewithdrawal",
            "DELETE",
            f"NOT {_IS_DEMO}",
            "a withdrawal stands",
        ),
        "page_first": (
            "page",
            "UPDATE",
            f"{differs('first_published_at')} AND OLD.first_published_at <= {now}",
            "the first publication stands",
        ),
        "page_delete": (
            "page",
            "DELETE",
            f"OLD.first_published_at <= {now} AND NOT OLD.is_demo",
            "what was public is never deleted",
        ),
    }


def guard(apps, schema_editor):
    """Makes the triggers, in place of any there were."""
    unguard(apps, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        _guard_postgresql(schema_editor)
    else:
        _guard_sqlite(schema_editor)
    logs.guard(apps, schema_editor, VERSIONS)


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, (table, *_) in _rules("1", "1", "1", str).items():
        on = f" ON portal_{table}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS portal_{name}{on}")
    if is_postgresql:
        for table in _NEVER_TRUNCATED:
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS portal_{table}_truncate ON portal_{table}"
            )
    logs.unguard(apps, schema_editor, VERSIONS)


def _guard_sqlite(schema_editor):
    rules = _rules(
        "strftime('%Y-%m-%d %H:%M:%f', 'now')",
        "strftime('%Y-%m-%d %H:%M:%f', 'now', '-5 minutes')",
        "'9999-12-31'",  # text that SQLite takes for no number
        lambda name: f"NEW.{name} IS NOT OLD.{name}",
    )
    for name, (table, event, condition, message) in rules.items():
        # An overlap is known by the row's key, which it has only after the insert.
        when = "AFTER" if event == "INSERT" else "BEFORE"
        schema_editor.execute(
            f"CREATE TRIGGER portal_{name} {when} {event} ON portal_{table} "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END",
            None,
        )


def _guard_postgresql(schema_editor):
    rules = _rules(
        "clock_timestamp()",
        "clock_timestamp() - interval '5 minutes'",
        "'infinity'::timestamptz",
        lambda name: f"NEW.{name} IS DISTINCT FROM OLD.{name}",
    )
    for name, (table, event, condition, message) in rules.items():
        # Who writes editions of one page at once waits for the other.
        locks = "PERFORM 1 FROM portal_page WHERE id = NEW.page_id FOR UPDATE;"
        is_locked = name in ("pageedition_insert", "pageedition_moments")
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION portal_{name}() RETURNS trigger AS $$ BEGIN "
            f"{locks if is_locked else ''} "
            f"IF {condition} THEN RAISE EXCEPTION '{message}' "
            "USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql",
            None,
        )
        schema_editor.execute(
            f"CREATE TRIGGER portal_{name} BEFORE {event} ON portal_{table} "
            f"FOR EACH ROW EXECUTE FUNCTION portal_{name}()",
            None,
        )
    for table in _NEVER_TRUNCATED:
        schema_editor.execute(
            f"CREATE TRIGGER portal_{table}_truncate BEFORE TRUNCATE ON portal_{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_truncated"
            f"('{table}')",
            None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_pages"),
        ("accounts", "0003_guards_of_logs"),
        ("cooperatives", "0002_guards"),  # `record_is_never_truncated`
    ]

    operations = [migrations.RunPython(guard, unguard)]
