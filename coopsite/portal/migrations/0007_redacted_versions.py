"""Lets the words of a page's version go once an edition of the page is closed.

As for articles (`news` 0013): versions are never edited (`accounts` 0003); the trigger
lets through what blanks every word and adds to what the version says of itself, and
changes nothing else, where the page has a closed edition.

A migration that makes `portal_pageedition` anew on SQLite runs `unguard` before and
`guard` after; one that calls `guard` of 0002 runs this one again.
"""

from importlib import import_module

from django.db import migrations

guards = import_module("coopsite.portal.migrations.0002_guards")

TABLE, TRIGGER = "portal_historicalpage", "historicalpage_update"
_WHY = "history_change_reason"
_CHANGED = [*guards.WORDS, _WHY]
_SAID = f"COALESCE(OLD.{_WHY}, '')"
_IS_REDACTION = f"""
    {" AND ".join(f"NEW.{name} = ''" for name in guards.WORDS)}
    AND OLD.title <> '' AND length(NEW.{_WHY}) > length({_SAID})
    AND substr(NEW.{_WHY}, 1, length({_SAID})) = {_SAID}
    AND EXISTS (SELECT 1 FROM portal_pageedition e
                WHERE e.page_id = OLD.id AND e.closed_at IS NOT NULL)
"""
_REFUSAL = "a recorded historicalpage is never edited"
_KEPT = ", ".join(f"'{name}'" for name in _CHANGED)
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION portal_version_is_only_redacted() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
    IF to_jsonb(NEW) - ARRAY[{_KEPT}] <> to_jsonb(OLD) - ARRAY[{_KEPT}]
        OR NOT COALESCE({_IS_REDACTION}, false)
    THEN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW; END $$
"""


def guard(apps, schema_editor):
    """Makes the trigger that lets a redaction through, in place of the strict one."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER} ON {TABLE}")
        schema_editor.execute(FUNCTION, None)
        schema_editor.execute(
            f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            "WHEN (to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD)) "
            "EXECUTE FUNCTION portal_version_is_only_redacted()"
        )
        return
    fields = apps.get_model("portal", "historicalpage")._meta.local_fields
    columns = {field.column for field in fields}
    differs = {name: f'NEW."{name}" IS NOT OLD."{name}"' for name in sorted(columns)}
    others = [sql for name, sql in differs.items() if name not in _CHANGED]
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER}")
    schema_editor.execute(
        f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON {TABLE} "
        f"WHEN ({' OR '.join(differs.values())}) "
        f"AND ({' OR '.join(others)} OR NOT COALESCE({_IS_REDACTION}, 0)) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
        None,
    )


def unguard(apps, schema_editor):
    """Makes the triggers that let nothing through."""
    guards.logs.guard(apps, schema_editor, guards.VERSIONS)


class Migration(migrations.Migration):
    dependencies = [("portal", "0006_page_clip_uses")]
    operations = [migrations.RunPython(guard, unguard)]
