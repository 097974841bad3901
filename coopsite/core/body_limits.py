"""How large a body each address takes: what is larger is refused before it is read.

deploy/nginx.conf says the same; a portal without a proxy in front needs it here.
"""

import re

from django.conf import settings

_KIB, _MIB = 1024, 1024 * 1024
# Few words: everywhere but at the desk, and where one signs in.
WORDS = 64 * _KIB
DESK, CLIPS = 100 * _MIB, 520 * _MIB
_SIGN_IN = re.compile(r"(login|ma-xac-nhan|xac-nhan|quen-mat-khau)/")
_CLIPS = "news/videoclip/"


def get_limit(path):
    """Returns how many bytes may be sent to an address."""
    if not path.startswith(settings.DESK_ADDRESS):
        return WORDS
    place = path.removeprefix(settings.DESK_ADDRESS)
    if _SIGN_IN.match(place):
        return WORDS
    return CLIPS if place.startswith(_CLIPS) else DESK


def is_too_large(environ):
    """Returns whether a request of WSGI says that it sends more than its address
    takes. One that does not say how much it sends is read as if it sent nothing."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit():
        return False  # Django reads nothing of it
    return int(length[:18]) > get_limit(environ.get("PATH_INFO", ""))
