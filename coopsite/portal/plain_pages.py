"""Pages for when nothing else works: files read once, which need no database, no
template, no static file and no setting. Each is whole, style and all: nginx hands some
of them out while no portal runs (deploy/nginx.conf)."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from django.http import HttpResponse

_FOLDER = Path(__file__).resolve().parent.parent.parent / "templates" / "plain"
RETRY_AFTER = 300  # seconds


def _read(name):
    """Returns a page and the policy under which its own style, and nothing else, may
    be used."""
    page = (_FOLDER / name).read_text(encoding="utf-8")
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
    return page, f"{policy}; form-action 'none'; frame-ancestors 'none'"


_NAMES = ("413", "500", "503", "503-uploads", "507")
_PAGES = {name: _read(f"{name}.html") for name in _NAMES}


def plain_page(status, about=""):
    """Returns the page of 413 (too large), 500 (an error), 503 (maintenance; about
    "uploads": their bucket does not answer) or 507 (a full disk)."""
    page, policy = _PAGES[f"{status}-{about}" if about else str(status)]
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    if status == 503:
        headers["Retry-After"] = str(RETRY_AFTER)
    return HttpResponse(page, status=status, headers=headers)
