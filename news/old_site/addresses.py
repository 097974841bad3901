"""Addresses of the old site: how they are written down, and what is wrong with one."""

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from coopsite.core.vietnamese import clean_text
from news.publishing import is_broken

MAX_LENGTH = 500
_NOT_AN_ADDRESS = "Hãy ghi một địa chỉ của trang cũ, ví dụ /chi-tiet.aspx?id=123."
_TOO_LONG = f"Địa chỉ dài quá {MAX_LENGTH} ký tự."
_ANSWERED = (
    "Địa chỉ này là một trang của cổng mới, nên không bao giờ dẫn đi nơi khác: hãy bỏ "
    "dòng này."
)
_NO_PAGE = "Cổng này không có trang nào ở địa chỉ ấy: hãy xem lại, bắt đầu bằng dấu /."


def normalise(address):
    """Returns `address` as it is kept and looked up, "" where it is none: without host
    and end, small letters, its parameters in order. `/A/?y=2&x=1` is `/a?x=1&y=2`."""
    try:
        parts = urlsplit(clean_text(address))
    except ValueError:  # "http://[x"
        return ""
    path = clean_text(unquote(parts.path)).lower().rstrip("/")
    query = urlencode(sorted(parse_qsl(parts.query.lower(), keep_blank_values=True)))
    if not (path or query) or "\0" in path:
        return ""
    path = f"/{path.lstrip('/')}"
    return f"{path}?{query}" if query else path


def variants(address):
    """Returns what a request may mean by `address`: all of it, or, with parameters that
    were added on its way, the path alone."""
    whole = normalise(address)
    path = whole.partition("?")[0]
    return [one for one in dict.fromkeys([whole, path]) if 1 < len(one) <= MAX_LENGTH]


def find_fault(address):
    """Returns what is wrong with a normalised address of the old site, "" for none."""
    if not variants(address):
        return _TOO_LONG if len(address) > MAX_LENGTH else _NOT_AN_ADDRESS
    path = address.partition("?")[0]
    return "" if is_broken(f"{path}/") and is_broken(path) else _ANSWERED


def find_fault_of_target(address):
    """Returns what is wrong with a page of ours to lead to, "" for none."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return "" if is_own and not is_broken(address) else _NO_PAGE
