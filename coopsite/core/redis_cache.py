"""The shared cache on Redis: one that is down or silent costs speed, never a page."""

import logging
import time
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# Seconds for which a cache that did not answer is not asked again.
REST = 5
PACKAGES = ("coopsite", "cooperatives", "news", "templates")
_log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's cache on Redis; what it cannot answer counts as not remembered."""

    # Shared: each thread has a cache of its own, and all of them rest together.
    rests_until = 0.0

    def _ask(self, method, unanswered, *args):
        if time.monotonic() < ForgivingRedisCache.rests_until:
            return unanswered
        try:
            return method(*args)
        except (RedisError, OSError) as error:
            _log.warning("The cache does not answer: %s", error)
            ForgivingRedisCache.rests_until = time.monotonic() + REST
            return unanswered

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().add, False, key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._ask(super().get, default, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().set, None, key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().touch, False, key, timeout, version)

    def delete(self, key, version=None):
        return self._ask(super().delete, False, key, version)

    def get_many(self, keys, version=None):
        return self._ask(super().get_many, {}, keys, version)

    def has_key(self, key, version=None):
        return self._ask(super().has_key, False, key, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().set_many, list(data), data, timeout, version)

    def delete_many(self, keys, version=None):
        return self._ask(super().delete_many, None, keys, version)

    def clear(self):
        return self._ask(super().clear, False)


def key_of_release(key, key_prefix, version):
    """Returns the key with the release in it: what another one remembered may have
    another shape."""
    return f"{key_prefix}:{release()}:{version}:{key}"


@cache
def release():
    """Returns the setting RELEASE; by default a digest of the code and templates."""
    return settings.RELEASE or _digest_code()


def _digest_code():
    digest = sha256()
    for package in PACKAGES:
        for file in sorted((settings.BASE_DIR / package).rglob("*.*")):
            if file.suffix in (".py", ".html", ".txt"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
