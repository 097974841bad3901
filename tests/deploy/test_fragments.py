"""The fragments of PostgreSQL's and Redis' settings, read by these themselves."""

import re
import shutil
import subprocess

import pytest
from django.db import connection

from tests.deploy.places import ROOT, end, free_port, wait_until

DEPLOY = ROOT / "deploy"
REDIS = shutil.which("redis-server")


def settings_of(name):
    lines = (DEPLOY / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.postgresql
def test_postgresql_knows_each_setting_and_takes_its_value(db):
    with connection.cursor() as cursor:
        for line in settings_of("postgresql.conf"):
            name, value = re.fullmatch(r"(\w+) = '?(.*?)'?", line).groups()
            cursor.execute(
                "SELECT vartype, enumvals, context FROM pg_settings WHERE name = %s",
                [name],
            )
            kind, words, _ = cursor.fetchone()
            if kind == "enum":
                assert value in words, name
            if kind in ("integer", "real"):
                assert re.fullmatch(r"-?[\d.]+(GB|MB|s)?", value), name


@pytest.mark.served
@pytest.mark.skipif(not REDIS, reason="needs redis-server (package redis-server)")
def test_redis_starts_with_the_fragment_and_writes_nothing(tmp_path):
    port = free_port()
    command = [REDIS, DEPLOY / "redis.conf", "--port", str(port), "--dir", tmp_path]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def ask(*words):
        told = ["redis-cli", "-p", str(port), *words]
        return subprocess.run(told, capture_output=True, text=True).stdout.strip()

    try:
        wait_until(lambda: ask("PING") == "PONG")
        assert ask("CONFIG", "GET", "maxmemory-policy").endswith("allkeys-lru")
        ask("SET", "a", "b")
    finally:
        end(process)
    assert list(tmp_path.iterdir()) == []
