"""Gathers the static files, without what CKEditor carries and we never load.

Its 60 languages and unused plugins are nine tenths of all files: collecting and
compressing them took half a minute. Those that could send a draft to another company
(spelling services, PDF export) are then not even served.
"""

import hashlib
import os

from django.contrib.staticfiles import apps
from django.utils.csp import build_policy
from whitenoise.storage import CompressedManifestStaticFilesStorage

UNUSED_PLUGINS = [
    "codesnippet",
    "codesnippetgeshi",
    "docprops",
    "embed",
    "embedsemantic",
    "exportpdf",
    "flash",
    "forms",
    "iframe",
    "iframedialog",
    "mathjax",
    "preview",
    "scayt",
    "smiley",
    "sourcedialog",
    "templates",
    "uicolor",
    "wsc",
]


class StaticFilesConfig(apps.StaticFilesConfig):
    ignore_patterns = [
        *apps.StaticFilesConfig.ignore_patterns,
        "root/*",  # served at / and nowhere else
        # Of the languages, Vietnamese is used and English is CKEditor's fallback.
        "ckeditor/*/lang/[!ev]*",
        "ckeditor/*/lang/e[!n]*",
        *(f"ckeditor/ckeditor/plugins/{name}/*" for name in UNUSED_PLUGINS),
        "ckeditor/galleriffic/*",
        "ckeditor/*.md",
    ]


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """The hashed files, of which a page names a dozen: each address is worked out once,
    since the list of them is read once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._addresses = {}

    def url(self, name, force=False):
        address = self._addresses.get(name)
        if address is None:
            address = self._addresses[name] = super().url(name, force)
        return address


def add_policy(headers, path, url):
    """Puts the pages' policy on a static file, which WhiteNoise answers before the
    policy's own middleware: a script within a drawing may not run either."""
    from django.conf import settings

    headers["Content-Security-Policy"] = build_policy(settings.SECURE_CSP)


def collect_static_files(data, tell):
    """Gathers, hashes and compresses static files when one of them changed since the
    last time; `data` is the folder that remembers, `tell` prints a line."""
    from django.conf import settings
    from django.core.management import call_command

    seen, now = data / "static.fingerprint", fingerprint_of_static_files()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.exists() and seen.exists() and seen.read_text() == now:
        tell("[4/6] Tệp tĩnh không đổi")
        return
    tell("[4/6] Gom tệp tĩnh")
    call_command("collectstatic", verbosity=0, interactive=False)
    seen.write_text(now)


def fingerprint_of_static_files():
    """Returns a digest of each static file's name, size and time of change."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = os.stat(storage.path(name))
            digest.update(f"{name}|{facts.st_size}|{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
