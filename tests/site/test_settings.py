"""The settings as a process in service reads them from its environment."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from environs import EnvError

from coopsite.database_settings import TIMEOUTS

ROOT = Path(__file__).resolve().parent.parent.parent
LONG_KEY = "kV7pQ2xR9mT4wY8zB3nC6dF1gH5jL0sA" * 2


def read_settings(**environment):
    """Return the settings, read anew with nothing but `environment`: a process that
    does only that costs a hundred times as much."""
    spec = find_spec("coopsite.settings")
    module = module_from_spec(spec)
    with mock.patch.dict(os.environ, environment, clear=True):
        spec.loader.exec_module(module)
    return module


def run(*command, **environment):
    """Run Python with nothing but `environment` (and no .env of a developer)."""
    kept = {k: os.environ[k] for k in ("PATH", "LANG") if k in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**kept, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def check(*options, **environment):
    return run("manage.py", "check", *options, **environment)


def test_production_settings_leave_the_deployment_check_without_finding(tmp_path):
    result = check(
        "--deploy",
        "--fail-level=INFO",
        SECRET_KEY=LONG_KEY,
        ALLOWED_HOSTS="example.org",
        COOPSITE_DATA=str(tmp_path),
    )
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize(("https", "prefix"), [("on", "__Host-"), ("off", "")])
def test_over_https_no_other_host_can_plant_a_cookie(https, prefix):
    known = read_settings(SECRET_KEY=LONG_KEY, ALLOWED_HOSTS="a.vn", HTTPS=https)
    names = known.SESSION_COOKIE_NAME, known.CSRF_COOKIE_NAME
    assert names == (f"{prefix}sessionid", f"{prefix}csrftoken")


def test_a_missing_secret_key_is_demanded():
    result = check(SECRET_KEY="")
    assert result.returncode != 0
    assert "SECRET_KEY is not set." in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("HTTPS", "perhaps"),
        ("BEHIND_PROXY", "2"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "two"),
        ("DATABASE_URL", "hello"),
        ("DATABASE_URL", "mysql://a@b/c"),
        ("DATABASE_URL", "postgres://a@b:port/c"),
        ("CACHE_URL", "hello"),
        ("CACHE_URL", "http://127.0.0.1"),
        ("IDLE_MINUTES", "1"),
        ("SITE_ADDRESS", "lienminhhtx.vn"),
        ("SITE_ADDRESS", "https://a.vn/duong-dan"),
        ("HSTS_SECONDS", "-1"),
        ("HSTS_SECONDS", "a year"),
        ("DB_STATEMENT_TIMEOUT", "-5"),
        ("DB_LOCK_TIMEOUT", "soon"),
        ("DB_SERVER_CURSORS", "never"),
        ("LOG_FORMAT", "xml"),
        ("MEDIA_STORAGE", "/srv/media"),
        ("TASKS_BACKEND", "celery"),
    ],
)
def test_a_malformed_value_fails_with_a_sentence_that_names_it(name, value):
    with pytest.raises((ImproperlyConfigured, EnvError)) as refused:
        read_settings(**{"SECRET_KEY": LONG_KEY, name: value})
    assert name in str(refused.value).splitlines()[-1]


def test_https_is_asked_for_an_hour_of_this_host_alone():
    known = read_settings(SECRET_KEY=LONG_KEY)
    assert known.SECURE_HSTS_SECONDS == 3600
    assert not hasattr(known, "SECURE_HSTS_INCLUDE_SUBDOMAINS")


def test_postgresql_is_told_how_long_it_may_keep_us():
    known = read_settings(
        SECRET_KEY=LONG_KEY,
        DATABASE_URL="postgres://a@b/c?sslmode=require",
        DB_LOCK_TIMEOUT="3",
        DB_SERVER_CURSORS="off",
    ).DATABASES["default"]
    assert known["DISABLE_SERVER_SIDE_CURSORS"] is True
    told = known["OPTIONS"]
    assert (told["connect_timeout"], told["sslmode"]) == (5, "require")
    for words in ("statement_timeout=60s", "lock_timeout=3s"):
        assert words in told["options"]


def test_a_log_in_json_is_one_object_a_line():
    code = (
        "import logging; from django.conf import settings;"
        "from django.utils.log import configure_logging;"
        "configure_logging(settings.LOGGING_CONFIG, settings.LOGGING);"
        "logging.getLogger('news').warning('hai\\ndòng %s', 'chữ')"
    )
    printed = run(
        "-c",
        code,
        SECRET_KEY=LONG_KEY,
        LOG_FORMAT="json",
        DJANGO_SETTINGS_MODULE="coopsite.settings",
    ).stderr
    line = json.loads(printed.splitlines()[-1])
    assert (line["level"], line["logger"]) == ("WARNING", "news")
    assert line["message"] == "hai\ndòng chữ"


@pytest.mark.parametrize("name", ["plain", "a b", "a#b?c", "50%20", "hợp tác xã"])
def test_the_data_folder_may_have_any_name(tmp_path, name):
    data = tmp_path / name
    known = read_settings(SECRET_KEY=LONG_KEY, COOPSITE_DATA=str(data))
    assert known.DATABASES["default"]["NAME"] == str(data / "coopsite.sqlite3")


def test_the_locks_name_packages_only():
    """No address, no path: where packages come from is the environment's business."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert not any(line.startswith(("-", "/", ".")) for line in text.splitlines())


def test_both_locks_agree_and_leave_psycopg_3_out():
    def pinned(name):
        lines = (ROOT / name).read_text().splitlines()
        return {line.rstrip(" \\") for line in lines if "==" in line}

    runtime, dev = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert runtime <= dev
    assert not any(line.startswith("psycopg==") for line in dev)


def test_the_example_explains_each_variable_that_is_read():
    sources = [ROOT / "coopsite" / name for name in ("settings.py", "start.py")]
    read = set(TIMEOUTS)
    example = (ROOT / ".env.example").read_text()
    for source in sources:
        read |= set(
            re.findall(
                r'env(?:iron)?\.(?:str|bool|int|list|get|dj_db_url)\(\s*"(\w+)"',
                source.read_text(),
            )
        )
    assert {"SECRET_KEY", "DATABASE_URL", "PORT"} <= read
    for name in read:
        assert f"\n#{name}=" in example


@pytest.mark.postgresql
def test_the_database_ends_what_takes_too_long(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        assert cursor.fetchone() == ("1min",)
        cursor.execute("SELECT current_setting('lock_timeout')")
        assert cursor.fetchone() == ("20s",)
        cursor.execute("SELECT current_setting('idle_in_transaction_session_timeout')")
        assert cursor.fetchone() == ("1min",)
