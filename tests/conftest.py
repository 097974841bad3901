"""What every test shares: where files go, how wild the wild input is.

And what a machine lacks: tests that need it are skipped, a closing line says so, and
where CI is true a skipped test fails the run.
"""

import gc
import itertools
import logging
import os
import shutil
from collections import Counter

import pytest
from _pytest import main
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from coopsite.core.call_stack import with_room

# Fixtures of a test's database are rolled back at its end, not after each example.
for profile, max_examples in (("tests", 15), ("proofs", 50)):
    hypothesis_settings.register_profile(
        profile,
        deadline=None,
        max_examples=max_examples,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
        ],
    )
hypothesis_settings.load_profile("tests")  # `make proofs` names the other

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def chromium():
    """Return the path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def pytest_collection_modifyitems(config, items):
    """Leave PostgreSQL's tests to its own run, and to the run on SQLite those that no
    database changes; skip the browser's where none is."""
    from django.conf import settings

    engine = settings.DATABASES["default"]["ENGINE"]
    on_postgresql = engine.endswith("postgresql")
    belongs = _asks_a_database if on_postgresql else _runs_anywhere
    config.hook.pytest_deselected(items=[i for i in items if not belongs(i)])
    items[:] = filter(belongs, items)
    if not chromium():
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip("needs Chromium (package chromium)"))


def _runs_anywhere(item):
    return not item.get_closest_marker("postgresql")


def _asks_a_database(item):
    fixtures = {"db", "transactional_db", "database", "django_db_setup"}
    return item.get_closest_marker("django_db") or fixtures & set(item.fixturenames)


class _Spread(LoadScopeScheduling):
    """Gives each process one test after the other, in the order collected: what empties
    the database comes last. Files that share costly fixtures stay in one process."""

    TOGETHER = (
        "tests/site/test_start.py",
        "tests/demo/test_demo.py",
        "tests/deploy/test_nginx.py",
        "tests/deploy/test_two_servers.py",
        "tests/core/test_bucket_storage.py",
        "tests/news/test_clip_files.py",
        "tests/site/test_dangerous_code.py",
        "tests/site/test_house.py",
    )

    def mark_test_complete(self, node, item_index, duration=0):
        """Forgets what is done, which would be counted again with each test."""
        super().mark_test_complete(node, item_index, duration)
        work = self.assigned_work[node]
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(work[scope].values()):
            del work[scope]

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        return file if file in self.TOGETHER else nodeid


def pytest_cmdline_main(config):
    """Run pytest as it does by itself, with room for deep calls."""
    return with_room(main.pytest_cmdline_main)(config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Spread the tests our way, whatever `--dist` says."""
    return _Spread(config, log)


def pytest_collection_finish():
    """Spare the garbage collector what was imported and collected: it stays to the end
    of the run."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """Fail a run of CI in which anything was skipped."""
    if IN_CI and exitstatus == 0 and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter, config):
    """Close with one line for each reason why tests were skipped."""
    yield
    for reason, count in _skipped(config).items():
        terminalreporter.line(f"NOT TESTED HERE: {count} tests: {reason}")
    if IN_CI and _skipped(config):
        terminalreporter.line("CI is true, so nothing may be skipped: the run fails.")


def _skipped(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return Counter(r.longrepr[2].removeprefix("Skipped: ") for r in reports)


@pytest.fixture(scope="session")
def media_roots(tmp_path_factory):
    """Give the paths of media folders, each of its own."""
    folder = tmp_path_factory.mktemp("media")
    return (folder / str(number) for number in itertools.count(1))


@pytest.fixture(autouse=True)
def own_media(settings, media_roots):
    """Give each test a media folder, which the first file makes."""
    settings.MEDIA_ROOT = next(media_roots)


@pytest.fixture
def media_root(settings):
    """Return the path of the test's empty media folder."""
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    return settings.MEDIA_ROOT


@pytest.fixture
def document_root(monkeypatch, tmp_path):
    """Give the test a folder of its own for scanned decisions; return its path."""
    from django.core.files.storage import storages

    folder = tmp_path / "documents"
    monkeypatch.setattr(storages["documents"], "location", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_page_kept():
    """Let each test begin with no page kept: what is rolled back leaves its tokens."""
    from coopsite.core import boundaries
    from coopsite.core.page_cache import frame, middleware
    from coopsite.core.remembered import at_hand

    middleware.entries.clear()
    frame._kept = (None, "")
    boundaries._kept.clear()
    boundaries._kept.update(_spans_of_empty_portal)
    at_hand.clear()
    for key, answer in _of_empty_portal:
        at_hand.put(key, answer)


@pytest.fixture
def nothing_remembered(settings):
    """Lets each question be asked anew, to count what it costs."""
    settings.REMEMBERED_AT_HAND = 0


@pytest.fixture
def memory(settings):
    """Lets answers be remembered in the shared cache, too; begins with none."""
    from django.core.cache import cache

    from coopsite.core.remembered import at_hand

    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    for kept in (cache, at_hand):
        kept.clear()
    yield
    for kept in (cache, at_hand):
        kept.clear()


@pytest.fixture
def one_connection(monkeypatch):
    """Lets no end of a request or task close the connection, whose transaction is the
    test's."""
    from django.db.backends.base.base import BaseDatabaseWrapper as Wrapper

    monkeypatch.setattr(Wrapper, "close_if_unusable_or_obsolete", lambda self: None)


@pytest.fixture
def queued(settings, tmp_path, one_connection):
    """Keeps tasks in the database; a worker that a test runs leaves the log alone."""
    from coopsite.task_settings import tasks_of

    settings.TASKS = tasks_of("database")
    settings.DATA_DIR = tmp_path
    yield
    for name in ("django.tasks", "django_tasks_db"):
        logging.getLogger(name).setLevel(logging.NOTSET)


# Far above every other key: a standing's id handed over as its entry's finds nothing.
FIRST_STANDING = 5_000_000


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_modify_db_settings, django_db_blocker):
    """Make the tests' database; let no standing bear the id of an entry."""
    from tests.kept_database import reuse_database

    folder = request.config.cache.mkdir("database")
    with django_db_blocker.unblock():
        with reuse_database(folder):
            request.getfixturevalue("django_db_setup")
        start_standings_at(FIRST_STANDING)
        _look_at_empty_portal()


# What is remembered after a look at it: {key: answer}, for each test to begin with.
_of_empty_portal = []
_spans_of_empty_portal = {}


def _look_at_empty_portal():
    from django.test import Client

    from coopsite.core import boundaries
    from coopsite.core.remembered import at_hand

    at_hand.clear()
    Client().get("/")
    _of_empty_portal.extend(at_hand.items())
    _spans_of_empty_portal.update(boundaries._kept)


def start_standings_at(key):
    """Let the next standing's id follow `key`."""
    from django.db import connection

    table = "cooperatives_standing"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, key]
            )
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, key])


@pytest.fixture(autouse=True, scope="session")
def flush_may_truncate():
    """Let the flush between two tests, and nothing else, empty tables of facts."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    original = connection.ops.sql_flush

    def sql_flush(*args, **kwargs):
        allowed = "SET LOCAL coopsite.may_truncate = 'on';"
        return [allowed, *original(*args, **kwargs)]

    connection.ops.sql_flush = sql_flush
    yield
    connection.ops.sql_flush = original


@pytest.fixture
def superuser(db):
    """A person who may do everything."""
    from tests.factories.people import make_user

    return make_user("quantri", is_staff=True, is_superuser=True)


@pytest.fixture
def staff_client(client, superuser):
    """A client signed in as `superuser`."""
    client.force_login(superuser)
    return client
