"""The triggers that the database has."""

from django.db import connection

_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def trigger_names():
    """Return the names of all triggers; SQLite drops those of a table that a migration
    makes anew."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES[connection.vendor])
        return {name for (name,) in cursor.fetchall()}
