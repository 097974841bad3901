"""The shared cache: remembers for one release, and never keeps a page waiting."""

import shutil
import socket
import subprocess
import time
from contextlib import closing

import pytest
from django.core.cache import caches

from coopsite.core import redis_cache
from coopsite.core.redis_cache import ForgivingRedisCache

REDIS = shutil.which("redis-server")


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def cache_at(settings):
    """Returns the cache as the settings make it, at a port of this machine."""

    def make(port):
        settings.CACHES = {
            "default": {
                "BACKEND": "coopsite.core.redis_cache.ForgivingRedisCache",
                "LOCATION": f"redis://127.0.0.1:{port}/0",
                "KEY_PREFIX": "coopsite",
                "KEY_FUNCTION": "coopsite.core.redis_cache.key_of_release",
                "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
            }
        }
        return caches["default"]

    ForgivingRedisCache.rests_until = 0.0
    yield make
    ForgivingRedisCache.rests_until = 0.0


@pytest.fixture
def redis(tmp_path):
    """The port of a real Redis of this test's own."""
    if not REDIS:
        pytest.skip("needs Redis (package redis-server)")
    port = free_port()
    command = [REDIS, "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        for _ in range(100):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
        process.terminate()


def test_it_remembers(redis, cache_at):
    cache = cache_at(redis)
    cache.set("a", {"x": 1}, 60)
    cache.set_many({"b": 2, "c": 3})
    assert cache.get("a") == {"x": 1}
    assert cache.get_many(["a", "b", "z"]) == {"a": {"x": 1}, "b": 2}
    assert cache.add("b", 9) is False
    assert cache.has_key("c") and cache.touch("c", 5) and cache.delete("c")
    cache.delete_many(["b"])
    assert cache.get("b") is None
    cache.clear()
    assert cache.get("a", "gone") == "gone"


def test_another_release_does_not_read_it(redis, cache_at, monkeypatch):
    cache = cache_at(redis)
    monkeypatch.setattr(redis_cache, "release", lambda: "one")
    cache.set("a", 1)
    monkeypatch.setattr(redis_cache, "release", lambda: "two")
    assert cache.get("a") is None


def test_the_release_is_a_setting_or_a_digest_of_the_code(settings):
    redis_cache.release.cache_clear()
    assert len(redis_cache.release()) == 12
    redis_cache.release.cache_clear()
    settings.RELEASE = "2026-11-26"
    assert redis_cache.release() == "2026-11-26"
    redis_cache.release.cache_clear()


def test_one_that_is_down_is_as_if_nothing_were_remembered(cache_at):
    cache = cache_at(free_port())
    assert cache.get("a", "none") == "none"
    assert cache.get_many(["a"]) == {}
    assert cache.set("a", 1) is None
    assert cache.set_many({"a": 1}) == ["a"]
    assert not (cache.add("a", 1) or cache.touch("a") or cache.delete("a"))
    assert not (cache.has_key("a") or cache.delete_many(["a"]) or cache.clear())


def test_a_silent_one_is_asked_once_and_left_alone(cache_at):
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        silent.settimeout(1)
        cache = cache_at(silent.getsockname()[1])
        for _ in range(50):
            assert cache.get("a") is None
        silent.accept()[0].close()
        silent.settimeout(0.3)
        with pytest.raises(TimeoutError):
            silent.accept()
        ForgivingRedisCache.rests_until = 0.0  # the rest is over: asked again
        cache.get("a")
        silent.settimeout(1)
        silent.accept()[0].close()
