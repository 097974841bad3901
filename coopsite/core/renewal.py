"""Triggers that renew a domain's token when a row changes that the public sees.

Signals would miss `update()`, `bulk_create` and what is written past the program. A
model says in `content_domain` whose content its rows are, or None where the public sees
none of it. The triggers are made after each `migrate`, and those that are missing made
again: SQLite drops a table's triggers when it rebuilds the table.
"""

from django.apps import apps
from django.db import connections

from .content_version import PART_OF

_PREFIX = "renews_"

# A token is renewed once in a transaction until it is read there: thousands of
# versions of one row would make a long write slow.
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION renew_content_version() RETURNS trigger AS $$
DECLARE renewed text := coalesce(current_setting('coopsite.renewed', true), '');
BEGIN
    IF position(TG_ARGV[0] IN renewed) = 0 THEN
        INSERT INTO core_contentversion (domain, moment, token)
        VALUES (TG_ARGV[0], 'epoch', left(md5(gen_random_uuid()::text), 16))
        ON CONFLICT (domain) DO UPDATE SET token = excluded.token;
        PERFORM set_config('coopsite.renewed', renewed || ' ' || TG_ARGV[0], true);
    END IF;
    RETURN NULL;
END $$ LANGUAGE plpgsql
"""
_POSTGRESQL = """
CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION renew_content_version('{domain}')
"""
_SQLITE = """
CREATE TRIGGER {name}_{event} AFTER {event} ON {table} BEGIN
    INSERT INTO core_contentversion (domain, moment, token)
    VALUES ('{domain}', '1970-01-01 00:00:00', lower(hex(randomblob(8))))
    ON CONFLICT (domain) DO UPDATE SET token = excluded.token;
END
"""
_EXISTING = {
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger",
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
}


def public_tables():
    """Returns {table: the domain whose content its rows are}."""
    return {
        model._meta.db_table: model.content_domain
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "content_domain", None) and not model._meta.proxy
    }


def make_triggers(using="default", **kwargs):
    """Makes the triggers that are missing, removes those of no public table any more.

    Where one was missing, a change may have passed unseen: all tokens are renewed.
    """
    connection = connections[using]
    existing, wanted = get_triggers(connection), _statements(connection)
    with connection.cursor() as cursor:
        for name in existing.keys() - wanted.keys():
            on = f" ON {existing[name]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        missing = [wanted[name] for name in wanted if name not in existing]
        if missing and connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for statement in missing:
            cursor.execute(statement)
        if missing:
            _renew_all(connection, cursor)


def get_triggers(connection):
    """Returns {name: table} of the triggers of this module that the database has."""
    with connection.cursor() as cursor:
        cursor.execute(_EXISTING[connection.vendor])
        rows = cursor.fetchall()
    return {name: table for name, table in rows if name.startswith(_PREFIX)}


def _statements(connection):
    """Returns {name of a trigger: what makes it}, for the tables that there are."""
    tables = set(connection.introspection.table_names())
    statements = {}
    for table, domain in _domains_of_tables():
        if not {table, "core_contentversion"} <= tables:
            continue
        name = f"{_PREFIX}{domain}_{table}"
        if connection.vendor == "postgresql":
            made = _POSTGRESQL.format(name=name, table=table, domain=domain)
            statements[name] = made
            continue
        for event in ("insert", "update", "delete"):
            made = _SQLITE.format(name=name, table=table, domain=domain, event=event)
            statements[f"{name}_{event}"] = made
    return statements


def _domains_of_tables():
    """Yields (table, each domain that a row of it changes)."""
    for table, domain in public_tables().items():
        yield table, domain
        if domain in PART_OF:
            yield table, PART_OF[domain]


def _renew_all(connection, cursor):
    random = "left(md5(gen_random_uuid()::text), 16)"
    if connection.vendor == "sqlite":
        random = "lower(hex(randomblob(8)))"
    cursor.execute(f"UPDATE core_contentversion SET token = {random}")  # noqa: S608
