"""Takes the pictures out of RTF, which Word puts on the clipboard beside its HTML.

In the HTML the pictures are files on the writer's own disk, here they are whole.
"""

import re
from typing import NamedTuple

MAX_PICTURES = 100
# One look at each byte: a control word, a sign, a brace, or whatever stands between.
_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]+)(?P<number>-?\d{1,10})? ?"
    rb"|\\(?:'[0-9A-Fa-f]{2}|.)|(?P<brace>[{}])|(?P<text>[^\\{}]+)",
    re.DOTALL,
)
_KINDS = {
    b"pngblip": "png", b"jpegblip": "jpeg", b"emfblip": "emf", b"wmetafile": "wmf",
    b"dibitmap": "dib", b"wbitmap": "dib", b"macpict": "pict",
}  # fmt: skip
# What stands in these is another copy of a picture, or no part of the text.
_ASIDE = {b"nonshppict", b"shprslt", b"listpicture", b"background", b"bkgndpict"}
_ASIDE |= {b"header", b"headerl", b"headerr", b"headerf"}
_ASIDE |= {b"footer", b"footerl", b"footerr", b"footerf"}


class RtfPicture(NamedTuple):
    """A picture: "png", "jpeg" or a kind that no browser shows, and its bytes."""

    kind: str
    data: bytes


class _Group:
    """What stands between two braces: whether aside of the text, and the picture."""

    def __init__(self, aside=False):
        self.aside, self.is_picture, self.kind, self.parts = aside, False, "", []


def pictures_in_rtf(rtf):
    """Returns the pictures of `rtf` in its order, those that cannot be read as empty
    ones: so the first stays the first of the HTML beside it."""
    data = rtf.encode("latin-1", "replace") if isinstance(rtf, str) else rtf
    open_groups, pictures, at = [_Group()], [], 0
    while len(pictures) < MAX_PICTURES and (token := _TOKEN.match(data, at)):
        at, group = token.end(), open_groups[-1]
        if token["brace"] == b"{":
            open_groups.append(_Group(group.aside))
        elif token["brace"]:
            if group.is_picture and not group.aside:
                pictures.append(RtfPicture(group.kind, b"".join(group.parts)))
            if len(open_groups) > 1:
                open_groups.pop()
        elif token["text"]:
            if group.is_picture:
                group.parts.append(_from_hex(token["text"]))
        elif token["word"] == b"bin":
            end = at + max(0, int(token["number"] or 0))
            group.parts.append(data[at:end])
            at = end
        elif token["word"]:
            _take_in(group, token["word"])
    return pictures


def _take_in(group, word):
    if word == b"pict":
        group.is_picture = True
    elif word in _ASIDE:
        group.aside = True
    elif word in _KINDS:
        group.kind = _KINDS[word]


def _from_hex(text):
    try:
        return bytes.fromhex(text.decode("ascii"))
    except ValueError:
        return b""
