"""Lets the words of a version go once an edition of its article is closed.

Versions are never edited (`accounts` 0003_guards_of_logs); the closing of an edition has
to reach them. The trigger lets through what blanks every word and adds to what the
version says of itself, and changes nothing else, where the article has a closed edition.

A migration that makes `news_edition` anew on SQLite runs `unguard` before and `guard`
after: the trigger names that table. One that calls `guard` of accounts 0003 for the
versions runs this one again.
"""

from importlib import import_module

from django.db import migrations

LOGS = import_module("coopsite.accounts.migrations.0003_guards_of_logs")
VERSIONS = [("news", "historicalarticle")]
NAME, TABLE = "historicalarticle", "news_historicalarticle"
WORDS = [
    "title", "lead", "body", "cover_alt", "cover_caption", "cover_credit", "byline",
    "source",
]  # fmt: skip
_WHY = "history_change_reason"
_CHANGED = [*WORDS, "cover_id", _WHY]
_BLANKS = " AND ".join(
    [f"NEW.{name} = ''" for name in WORDS]
    + [
        "NEW.cover_id IS NULL",
        "OLD.title <> ''",
        f"length(NEW.{_WHY}) > length(COALESCE(OLD.{_WHY}, ''))",
        f"substr(NEW.{_WHY}, 1, length(COALESCE(OLD.{_WHY}, '')))"
        f" = COALESCE(OLD.{_WHY}, '')",
        "EXISTS (SELECT 1 FROM news_edition e"
        " WHERE e.article_id = OLD.id AND e.closed_at IS NOT NULL)",
    ]
)

FUNCTION = f"""
    CREATE OR REPLACE FUNCTION news_version_is_only_redacted() RETURNS trigger AS $$
    BEGIN
    IF to_jsonb(NEW) - ARRAY[{", ".join(f"'{name}'" for name in _CHANGED)}]
        = to_jsonb(OLD) - ARRAY[{", ".join(f"'{name}'" for name in _CHANGED)}]
        AND {_BLANKS}
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a recorded {NAME} is never edited'
    USING ERRCODE = 'check_violation'; END $$ LANGUAGE plpgsql
"""


def guard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    on = f" ON {TABLE}" if is_postgresql else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}_update{on}")
    if is_postgresql:
        schema_editor.execute(FUNCTION, None)
        schema_editor.execute(
            f"CREATE TRIGGER {NAME}_update BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            "WHEN (to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD)) "
            "EXECUTE FUNCTION news_version_is_only_redacted()"
        )
        return
    fields = apps.get_model("news", NAME)._meta.local_fields
    columns = [field.column for field in fields]
    fixed = _differs(sorted(set(columns) - set(_CHANGED)))
    schema_editor.execute(
        f"CREATE TRIGGER {NAME}_update BEFORE UPDATE ON {TABLE} "
        f"WHEN ({_differs(columns)}) AND (({fixed}) OR NOT COALESCE({_BLANKS}, 0)) "
        f"BEGIN SELECT RAISE(ABORT, 'a recorded {NAME} is never edited'); END",
        None,
    )


def _differs(columns):
    return " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in columns)


def unguard(apps, schema_editor):
    """Makes the triggers that let nothing through."""
    LOGS.guard(apps, schema_editor, VERSIONS)


class Migration(migrations.Migration):
    dependencies = [("news", "0011_library_words_and_clip_uses")]
    operations = [migrations.RunPython(guard, unguard)]
