"""Addresses of links, without what only tracks readers."""

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

_SCHEMES = ("http", "https", "mailto", "tel")
_TRACKING = re.compile(
    r"(__cft__.*|__tn__|__eep__|utm_.*|fbclid|gclid|zarsrc|mibextid)"
)
# Pages that only lead on to the address they bear.
_REDIRECTS = {
    "l.facebook.com": "u",
    "lm.facebook.com": "u",
    "www.google.com": "q",
    "safelinks.protection.outlook.com": "url",
}


def tidy_address(address, own_hosts=(), redirects=3):
    """Returns the address of a link as an article may have it, or "" where there is
    none: a script, a file of somebody's disk, a place in another page."""
    address = re.sub(r"[\s\0]+", "", address) if ":" in address else address.strip()
    if address.lower().startswith("www."):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if not parts.scheme:
        is_path = address.startswith("/") and not address.startswith("//")
        return address if is_path else ""
    if parts.scheme not in _SCHEMES or (parts.scheme in _SCHEMES[:2] and not host):
        return ""
    if redirects and (target := _target(parts, host)):
        return tidy_address(target, own_hosts, redirects - 1)
    query = parts.query
    if _TRACKING.search(query):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([one for one in pairs if not _TRACKING.fullmatch(one[0])])
    if parts.netloc.lower() in own_hosts:
        return urlunsplit(("", "", parts.path or "/", query, parts.fragment))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))


def _target(parts, host):
    """Returns the address that a redirect leads on to."""
    for name, parameter in _REDIRECTS.items():
        if host == name or host.endswith(f".{name}"):
            if name == "www.google.com" and parts.path != "/url":
                continue
            found = parse_qs(parts.query).get(parameter, [""])[0]
            return found if found.startswith(("http://", "https://")) else ""
    return ""
