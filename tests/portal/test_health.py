"""What watchers are told: alive, whole, figures."""

import re
import time
from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coopsite.accounts.mail import deliver
from coopsite.portal.health import checks
from coopsite.storage_settings import uploads_of
from news.video import look_into_clip
from tests.factories.news import make_article

TOKEN = "kV7pQ2xR9mT4wY8zB3nC6dF1"
FULL, FIGURES = "/suc-khoe/day-du/", "/suc-khoe/so-do/"


@pytest.fixture
def watched(client, settings, tmp_path, memory):
    """A client that sends the token; everything is well."""
    settings.HEALTH_TOKEN, settings.DATA_DIR = TOKEN, tmp_path
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").touch()
    (tmp_path / "last-backup").touch()
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    return client


def without_database():
    down = OperationalError("no database")
    return mock.patch.object(connection, "cursor", side_effect=down)


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "evil.vn", "a b"])
def test_alive_is_told_to_any_host_without_https_and_database(client, settings, host):
    """A query would fail the test."""
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/suc-khoe/", headers={"host": host})
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"


def test_alive_is_told_during_maintenance_and_only_read(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    assert client.get("/suc-khoe/").status_code == 200
    assert client.head("/suc-khoe/").status_code == 200
    assert client.post("/suc-khoe/").status_code == 405


@pytest.mark.parametrize("address", [FULL, FIGURES])
@pytest.mark.parametrize("sent", ["", "Bearer ", f"Bearer {TOKEN}x", "Bearer Đ", TOKEN])
def test_who_does_not_know_the_token_is_told_nothing(client, settings, address, sent):
    settings.HEALTH_TOKEN = TOKEN
    response = client.get(address, headers={"authorization": sent})
    assert (response.status_code, response.json()) == (403, {"status": "unknown"})


@pytest.mark.parametrize("address", [FULL, FIGURES])
def test_without_a_token_set_nobody_is_told(client, address):
    assert client.get(address, headers={"authorization": "Bearer "}).status_code == 403


def test_all_is_well(watched, db):
    response = watched.get(FULL)
    assert response.status_code == 200, response.json()
    assert response.json()["status"] == "ok"
    assert set(response.json()) == {
        "status", "database", "migrations", "queues", "cache", "static", "files",
        "disk", "backup",
    }  # fmt: skip


def bad_parts(response):
    assert response.status_code == 503
    parts = {k: v for k, v in response.json().items() if k != "status"}
    return {name for name, part in parts.items() if not part["ok"]}


def test_a_database_that_does_not_answer_is_bad(watched, db):
    with without_database():
        assert bad_parts(watched.get(FULL)) == {"database"}


def test_a_bucket_that_does_not_answer_is_bad_and_its_key_is_not_told(
    watched, db, settings
):
    nowhere = "s3+http://a-key:a-secret@127.0.0.1:9/{}".format
    places = uploads_of(nowhere("one"), nowhere("other"))
    settings.STORAGES = settings.STORAGES | places
    response = watched.get(FULL)
    assert bad_parts(response) == {"files"}
    assert "a-secret" not in response.text


def test_each_part_that_is_not_well_is_named(watched, db, settings, monkeypatch):
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    (settings.DATA_DIR / "last-backup").unlink()
    monkeypatch.setattr(checks, "LEAST_FREE", 10**18)
    monkeypatch.setattr(checks, "list_unapplied_migrations", lambda: ["news.0099_x"])
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    }
    response = watched.get(FULL)
    parts = {"migrations", "cache", "static", "disk", "backup"}
    assert bad_parts(response) == parts
    assert response.json()["migrations"]["words"] == "news.0099_x"


def test_a_backup_of_the_day_before_yesterday_is_bad(watched, db, monkeypatch):
    later = time.time() + 26 * 3600 + 1
    monkeypatch.setattr("coopsite.portal.backups.time.time", lambda: later)
    assert bad_parts(watched.get(FULL)) == {"backup"}


@pytest.mark.parametrize(
    ("task", "minutes", "bad"),
    [(deliver, 14, set()), (deliver, 16, {"queues"}), (look_into_clip, 16, set())],
)
def test_a_queue_that_nobody_works_on_is_bad(queued, watched, db, task, minutes, bad):
    result = task.enqueue(1, 2, 3) if task is deliver else task.enqueue(1)
    since = timezone.now() - timedelta(minutes=minutes)
    DBTaskResult.objects.filter(pk=result.id).update(enqueued_at=since)
    parts = watched.get(FULL).json()
    assert {name for name in parts if name != "status" and not parts[name]["ok"]} == bad
    text = watched.get(FIGURES).content.decode()
    queue = task.queue_name
    assert f'coopsite_tasks_waiting{{queue="{queue}"}} 1\n' in text
    assert f'coopsite_tasks_oldest_seconds{{queue="{queue}"}} {minutes * 60}\n' in text
    assert "coopsite_tasks_failed 0\n" in text


def test_the_figures_count_pages_kept_and_made(watched, db, settings):
    def figures():
        text = watched.get(FIGURES).content.decode()
        pairs = (line.rsplit(" ", 1) for line in text.splitlines())
        return {re.sub(r"\{.*", "", name): float(value) for name, value in pairs}

    settings.PAGE_CACHE_MB = 8
    make_article()
    before = figures()
    for _ in range(3):
        watched.get("/tin-tuc/")
    after = figures()
    made, kept = (
        "coopsite_pages_made_total",
        "coopsite_pages_answered_from_memory_total",
    )
    assert (after[made] - before[made], after[kept] - before[kept]) == (1, 2)
    assert after["coopsite_pages_kept"] == 1
    assert after["coopsite_pages_kept_bytes"] > 1000
    assert after["coopsite_database_up"] == 1
    assert 0 < after["coopsite_database_seconds"] < 2


def test_the_figures_tell_that_the_database_is_down(watched, db):
    with without_database():
        text = watched.get(FIGURES).content.decode()
    assert "coopsite_database_up 0" in text
