"""Asks an address whether it leads anywhere: one of ours without a network, another
through it, with patience that has an end."""

import ipaddress
import socket
from contextlib import closing
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

PATIENCE = 10  # seconds for one answer from elsewhere
_HOPS = 5
_GONE = {404: "Không có trang này (404)", 410: "Trang đã gỡ (410)"}
_AGENT = "coopsite-check-links"


def ask_ourselves(path):
    """Returns why a reader of `path` finds nothing there; "" where all is well. The
    portal answers itself, in this process."""
    for _ in range(_HOPS):
        status, location = _answer(path)
        if status < 300 or status == 503:  # during maintenance one cannot tell
            return ""
        if status >= 400:
            return _GONE.get(status, f"Cổng thông tin trả lời {status}")
        if not location.startswith("/") or location.startswith("//"):
            return ""  # it leads elsewhere
        path = location
    return "Dẫn vòng quanh mãi"


def _answer(path):
    """Returns (status, where a redirect leads)."""
    parts, site = urlsplit(path), urlsplit(settings.SITE_ADDRESS)
    environ = {
        "REQUEST_METHOD": "HEAD",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "HTTP_HOST": site.netloc,
        "wsgi.url_scheme": site.scheme,
        "HTTP_X_FORWARDED_PROTO": site.scheme,
    }
    setup_testing_defaults(environ)
    heads = []

    def start_response(status, headers, exc_info=None):
        heads.append((int(status[:3]), dict(headers)))

    with closing(WSGIHandler()(environ, start_response)):
        [(status, headers)] = heads
    location = headers.get("Location", "").removeprefix(settings.SITE_ADDRESS)
    return status, location


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        """A page that moved is there: nobody follows, so none leads to our own net."""


def is_public_host(host):
    """Returns whether all addresses of `host` lie in the public internet."""
    found = {one[4][0] for one in socket.getaddrinfo(host, None)}
    return all(ipaddress.ip_address(one).is_global for one in found)


def ask_elsewhere(address, is_allowed=is_public_host):
    """Returns why a reader of the web address finds nothing there; "" where something
    is, or where one cannot tell: many servers refuse programs (403, 429)."""
    opener = build_opener(_NoRedirect, ProxyHandler({}))
    try:
        if not is_allowed(urlsplit(address).hostname or ""):
            return "Dẫn vào mạng nội bộ"
        head = Request(address, method="HEAD", headers={"User-Agent": _AGENT})  # noqa: S310
        with opener.open(head, timeout=PATIENCE):
            return ""
    except HTTPError as error:
        with error:
            return _GONE.get(error.code, "")
    except (ValueError, UnicodeError):
        return "Địa chỉ viết sai"
    except (OSError, HTTPException) as error:
        is_unknown = isinstance(getattr(error, "reason", error), socket.gaierror)
        return "Không có máy chủ này" if is_unknown else "Máy chủ không trả lời"
