"""The database itself keeps what the public has read, in order and as it was.

Of an edition nothing changes but the HTML derived from it, its place on the home page,
its moments while they lie ahead, and, once, its closing. Two of an article never
overlap. What was public is not deleted, but for demonstration data. Clocks of database
and program may differ by five minutes. On PostgreSQL TRUNCATE is refused like DELETE.

SQLite drops the triggers of a table that a later migration makes anew: such a migration
has to run `guard` of this one again (a test watches).
"""

from importlib import import_module

from django.db import migrations

leave_status = import_module("news.migrations.0006_leave_status")

# What may change in an edition, each under its own condition.
_CLOSING = ["closed_at", "closed_by_id", "closed_reason"]
_BLANKED = [
    "title", "lead", "body", "cover_alt", "cover_caption", "cover_credit", "byline",
    "source",
]  # fmt: skip
_OPEN = ["html", "renderer", "is_featured", "live_from", "live_until"]
TABLES = ["article", "edition", "withdrawal"]

_IS_DEMO = "(SELECT is_demo FROM news_article WHERE id = OLD.article_id)"


def _overlaps(coalesce_end):
    return f"""
        EXISTS (
            SELECT 1 FROM news_edition o
            WHERE o.article_id = NEW.article_id AND o.id <> NEW.id
            AND o.live_from < COALESCE(NEW.live_until, {coalesce_end})
            AND NEW.live_from < COALESCE(o.live_until, {coalesce_end})
        )
    """


def _rules(now, minutes_ago, forever, differs):
    """Returns {name: (table, event, the condition that is refused, what it says)}."""
    fixed = _FIXED
    closes = "(OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)"
    words = [*_BLANKED, "cover_id", "note"]
    blanked = " AND ".join(
        [f"(NEW.{name} = '')" for name in _BLANKED]
        + ["NEW.cover_id IS NULL", "NEW.html = ''"]
    )
    changed = " OR ".join(differs(name) for name in words)
    return {
        "edition_insert": (
            "edition",
            "INSERT",
            f"""{_overlaps(forever)} OR (NEW.live_from < {minutes_ago} AND EXISTS (
                SELECT 1 FROM news_edition o
                WHERE o.article_id = NEW.article_id AND o.id <> NEW.id))""",
            "editions follow one another",
        ),
        "edition_moments": (
            "edition",
            "UPDATE",
            f"""({differs("live_from")} AND OLD.live_from <= {now})
                OR ({differs("live_until")} AND (
                    (OLD.live_until IS NOT NULL AND OLD.live_until <= {now})
                    OR NEW.live_until < {minutes_ago}))
                OR {_overlaps(forever)}""",
            "what was public when is never edited",
        ),
        "edition_words": (
            "edition",
            "UPDATE",
            f"""OLD.closed_at IS NOT NULL
                OR {" OR ".join(differs(name) for name in fixed)}
                OR (NOT {closes} AND ({changed}
                    OR {" OR ".join(differs(name) for name in _CLOSING)}))
                OR ({closes} AND NOT ({blanked}))""",
            "an edition is never edited",
        ),
        "edition_delete": (
            "edition",
            "DELETE",
            f"OLD.live_from <= {now} AND NOT {_IS_DEMO}",
            "what was public is never deleted",
        ),
        "withdrawal_update": ("withdrawal", "UPDATE", "1 = 1", "a withdrawal stands"),
        "withdrawal_delete": (
            "withdrawal",
            "DELETE",
            f"NOT {_IS_DEMO}",
            "a withdrawal stands",
        ),
        "article_first": (
            "article",
            "UPDATE",
            f"{differs('first_published_at')} AND OLD.first_published_at <= {now}",
            "the first publication stands",
        ),
        "article_delete": (
            "article",
            "DELETE",
            f"OLD.first_published_at <= {now} AND NOT OLD.is_demo",
            "what was public is never deleted",
        ),
    }


_FIXED = [
    "article_id", "section_id", "number", "first_published_at", "kind", "created_at",
    "published_by_id", "known_at",
]  # fmt: skip


def guard(apps, schema_editor, tables=TABLES):
    """Makes the triggers of the tables named, in place of any there were."""
    unguard(apps, schema_editor, tables)
    if schema_editor.connection.vendor == "postgresql":
        _guard_postgresql(schema_editor, tables)
    else:
        _guard_sqlite(schema_editor, tables)


def unguard(apps, schema_editor, tables=TABLES):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    names = dict.fromkeys(_rules("1", "1", "1", str)) if is_postgresql else None
    for name, (table, *_) in _rules("1", "1", "1", str).items():
        if table in tables:
            on = f" ON news_{table}" if names is not None else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS news_{name}{on}")
    if is_postgresql:
        for table in tables:
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS news_{table}_truncate ON news_{table}"
            )


def _guard_sqlite(schema_editor, tables):
    rules = _rules(
        "strftime('%Y-%m-%d %H:%M:%f', 'now')",
        "strftime('%Y-%m-%d %H:%M:%f', 'now', '-5 minutes')",
        "'9999-12-31'",  # text that SQLite takes for no number
        lambda name: f"NEW.{name} IS NOT OLD.{name}",
    )
    for name, (table, event, condition, said) in rules.items():
        # An overlap is known by the row's key, which it has only after the insert.
        when = "AFTER" if event == "INSERT" else "BEFORE"
        if table in tables:
            schema_editor.execute(
                f"CREATE TRIGGER news_{name} {when} {event} ON news_{table} "
                f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{said}'); END",
                None,
            )


def _guard_postgresql(schema_editor, tables):
    rules = _rules(
        "clock_timestamp()",
        "clock_timestamp() - interval '5 minutes'",
        "'infinity'::timestamptz",
        lambda name: f"NEW.{name} IS DISTINCT FROM OLD.{name}",
    )
    for name, (table, event, condition, said) in rules.items():
        if table not in tables:
            continue
        # Who writes editions of one article at once waits for the other.
        locks = "PERFORM 1 FROM news_article WHERE id = NEW.article_id FOR UPDATE;"
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION news_{name}() RETURNS trigger AS $$ BEGIN "
            f"{locks if name in ('edition_insert', 'edition_moments') else ''} "
            f"IF {condition} THEN RAISE EXCEPTION '{said}' "
            "USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql",
            None,
        )
        schema_editor.execute(
            f"CREATE TRIGGER news_{name} BEFORE {event} ON news_{table} "
            f"FOR EACH ROW EXECUTE FUNCTION news_{name}()",
            None,
        )
    for table in {"edition", "withdrawal"} & set(tables):
        schema_editor.execute(
            f"CREATE TRIGGER news_{table}_truncate BEFORE TRUNCATE ON news_{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_truncated"
            f"('{table}')",
            None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0006_leave_status"),
        ("cooperatives", "0002_guards"),  # `record_is_never_truncated`
    ]

    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(
            leave_status.guard_versions, leave_status.unguard_versions
        ),
    ]
