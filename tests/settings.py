"""The settings of the tests: production's, plus what tests need on any machine."""

import os
import tempfile

_scratch = tempfile.mkdtemp(prefix="coopsite-tests-")
os.environ.setdefault(
    "SECRET_KEY", "only-for-the-tests-and-never-for-a-served-site-0123456789"
)
os.environ.setdefault("COOPSITE_DATA", _scratch)
os.environ.setdefault("HTTPS", "off")
os.environ.setdefault("SECOND_FACTOR_FOR", "")
os.environ.setdefault("EXPECT_BACKUPS", "off")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")

from coopsite.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES |= {  # noqa: F405  # templates name static files that were never gathered
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Pages that are kept would hide what a page was made of; they have tests of their own.
# What is remembered is, by each process as in service, until the end of each test.
PAGE_CACHE_MB = 0
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  # whitenoise warns else
