"""What has to be well for the portal to be well; each look takes a bounded time."""

import shutil
import time
from contextlib import contextmanager
from secrets import token_hex

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage, storages
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from coopsite.core.tasks import CLIPS, DEFAULT
from coopsite.core.tasks.waiting import count_failed, measure_queues

from ..backups import LATEST, backup_age

LEAST_FREE = 1024**3
_WITHIN = "SET LOCAL statement_timeout = '2s'"
# A worker is at hand within seconds, unless it is ill; a clip may wait for two others.
WAITING_SECONDS = {DEFAULT: 15 * 60, CLIPS: 2 * 3600}


def look():
    """Returns {name: (is_well, words)}; what the database keeps from being known is not
    looked at."""
    seen = {"database": _ask(_database)}
    if seen["database"][0]:
        seen["migrations"] = _ask(_migrations)
        seen["queues"] = _ask(_queues)
    for name, check in _OTHERS.items():
        seen[name] = _ask(check)
    return seen


def _ask(check):
    try:
        return check()
    except Exception as error:  # whatever is wrong, the watcher needs an answer
        return False, f"{type(error).__name__}: {error}".strip()[:300]


def seconds_of_database():
    """Returns how long the database takes to answer, within two seconds; connecting has
    DB_CONNECT_TIMEOUT."""
    began = time.monotonic()
    with _bounded(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_contentversion")
    return time.monotonic() - began


@contextmanager
def _bounded():
    """A transaction in which PostgreSQL gives up what takes too long."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_WITHIN)
        yield


def look_at_queues():
    """Returns ({queue: Waiting}, how many tasks were given up)."""
    with _bounded():
        return measure_queues(), count_failed()


def _queues():
    """What failed is a matter for the desk, not of the machine's being well."""
    waiting, failed = look_at_queues()
    words = [
        f"{name}: {one.count} waiting, the oldest {one.seconds:.0f} s"
        for name, one in waiting.items()
    ]
    is_well = all(one.seconds <= WAITING_SECONDS[name] for name, one in waiting.items())
    return is_well, "; ".join([*words, f"{failed} failed"])


def _database():
    return True, f"{seconds_of_database() * 1000:.1f} ms"


def list_unapplied_migrations():
    """Returns the names of migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _migrations():
    pending = list_unapplied_migrations()
    return not pending, ", ".join(pending) or "none pending"


def _cache():
    value = token_hex(8)
    cache.set("health", value, 60)
    return cache.get("health") == value, settings.CACHES["default"]["BACKEND"]


def has_static_files():
    """Returns whether they were gathered: every page names hashed ones."""
    return (settings.STATIC_ROOT / "staticfiles.json").exists()


def _static():
    return has_static_files(), str(settings.STATIC_ROOT)


def _files():
    """Asks both places for a file that is never there."""
    for place in (default_storage, storages["documents"]):
        place.look_at("suc-khoe")
    return True, settings.STORAGES["default"]["BACKEND"]


def _disk():
    usage = shutil.disk_usage(settings.DATA_DIR)
    words = f"{usage.free // 1024**2} MB of {usage.total // 1024**2} MB free"
    return usage.free >= LEAST_FREE, words


def _backup():
    age = backup_age()
    if age is None:
        return False, "never made"
    return age <= LATEST.total_seconds(), f"made {age / 3600:.1f} h ago"


_OTHERS = {
    "cache": _cache,
    "static": _static,
    "files": _files,
    "disk": _disk,
    "backup": _backup,
}
