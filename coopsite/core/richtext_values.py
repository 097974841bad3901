"""Which values attributes may have: files and clips of ours, names of footnotes."""

import posixpath
import re
from urllib.parse import unquote

from .richtext_rules import CLIP_LINK, ONLY_VALUES

# Pictures come from our own library, so that no reader's browser is sent elsewhere.
_OWN_FILES = ("/media/", "/static/")
# A note and the mark that leads to it; no element of a page is called so.
_NOTE_NAME = re.compile(r"(?:goi-)?chu-thich-[1-9][0-9]{0,3}")
_LIST_KINDS = ("a", "A", "i", "I", "1")


def keep_value(tag, attribute, value):
    """Returns the value, or None where the attribute goes."""
    if attribute == "src":
        return value if _is_own_file(value) else None
    if attribute == "id":
        return value if _NOTE_NAME.fullmatch(value) else None
    if attribute == "href" and value.lstrip().startswith("#"):
        return value if _NOTE_NAME.fullmatch(value[1:]) else None
    if attribute == "type":
        return value if value in _LIST_KINDS else None
    if value.startswith("clip:") and not CLIP_LINK.fullmatch(value):
        return None
    return value if ONLY_VALUES.get((tag, attribute), value) == value else None


def _is_own_file(address):
    """Returns whether a browser would ask for a file of ours: "/media/../x", however it
    is written, is none."""
    path = re.sub(r"[\t\r\n]", "", re.split("[?#]", address)[0])
    path = unquote(path).replace("\\", "/")
    return posixpath.normpath(path).startswith(_OWN_FILES)
