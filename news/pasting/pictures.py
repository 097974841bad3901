"""Decides on each picture of what is pasted: into the library, ours already, or gone.

A page never shows a picture from elsewhere; whoever pasted it is told what to add.
"""

import base64
import binascii
import re
import unicodedata
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from ..models import Image
from ..models.uses import addressed_folders
from ..pictures import add_image, read_original
from .parts import Picture
from .rtf import pictures_in_rtf
from .tree import tag_of

MAX_PICTURES = 30
NAMED = "picture:"  # of a file that holds the text and its pictures
# Where a picture of the paste stands until the whole text is known to be fit.
_TO_COME = "/media/dan/"
_ADDRESS_TO_COME = re.compile(rf'"{_TO_COME}\d+"')
_OWN_FOLDERS = ("/media/", "/static/")
_DATA = re.compile(r"data:[\w.+/-]*((?:;[\w=.-]+)*),", re.IGNORECASE)
# What Word writes itself where nobody has described a picture, and names of files.
_NO_WORDS = re.compile(
    r"[\s.,]*(?:description automatically generated|mô tả được tạo tự động|"
    r"mô tả đã tự động tạo).*|^\S*\.(?:jpe?g|png|gif|webp|bmp|heic|avif|tiff?)$|"
    r"^(?:picture|image|hình ảnh|ảnh|clip_image)[ _]?\d*$",
    re.IGNORECASE | re.DOTALL,
)
_GOOGLE = re.compile(r"(?:^|\.)(?:googleusercontent|google|ggpht)\.com$")
_LATER = ("data-src", "data-original", "data-lazy-src")
_SPACER = 2  # px: what is no larger only counts readers
_SIGN = 24
_EMOJI = ("So", "Sk", "Sm")


class Pictures:
    """Takes in the pictures of one paste; the same element asked again is taken once.

    `counts` is told what became of each.
    """

    def __init__(self, root, counts, *, by, rtf="", own_hosts=(), find=None):
        self.counts, self.by, self.own_hosts = counts, by, own_hosts
        self._find = find
        self._decided, self._uploads = {}, []
        self._beside, unnamed = _match_rtf(root, rtf)
        self.counts["pictures left behind"] += unnamed

    def __call__(self, element):
        """Returns the `Picture` of an `img`, an emoji as text, or None."""
        key = id(element)
        if key not in self._decided:
            self._decided[key] = self._decide(element)
        return self._decided[key]

    def _decide(self, element):
        src = _src(element)
        alt = _words(element.attributes.get("alt", ""))
        if _is_emoji(alt):
            return alt
        if not src or _is_spacer(element) or _is_sign(element):
            return None
        for name in _LATER:  # what stands in `src` until a reader scrolls there
            src = element.attributes.get(name, "").strip() or src
        if own := self._own_path(src):
            return Picture(_address_now(own), alt)
        data = self._beside.get(id(element))
        if src.startswith("data:"):
            data = _decode(src)
        elif self._find and src.startswith(NAMED):
            data = self._find(src.removeprefix(NAMED)) or b""
        elif data is None:
            self._count_foreign(src)
            return None
        return self._take(data, alt)

    def _own_path(self, src):
        try:
            parts = urlsplit(src)
        except ValueError:
            return ""
        is_own = not parts.netloc or parts.netloc.lower() in self.own_hosts
        is_http = parts.scheme in ("", "http", "https")
        return (
            parts.path
            if is_own and is_http and parts.path.startswith(_OWN_FOLDERS)
            else ""
        )

    def _count_foreign(self, src):
        try:
            parts = urlsplit(src)
            host = (parts.hostname or "").lower()
        except ValueError:
            return
        if parts.scheme not in ("http", "https", "") or not host:
            self.counts["pictures left behind"] += 1
        elif _GOOGLE.search(host):
            self.counts["pictures at Google"] += 1
        else:
            self.counts["pictures elsewhere"] += 1

    def _take(self, data, alt):
        if self.by is not None and not self.by.has_perm("news.add_image"):
            self.counts["pictures not allowed"] += 1
            return None
        if len(self._uploads) >= MAX_PICTURES:
            self.counts["pictures too many"] += 1
            return None
        upload = ContentFile(data, "anh")
        try:
            original = read_original(upload)
        except ValidationError:
            self.counts["pictures broken"] += 1
            return None
        if min(original.width, original.height) <= _SPACER:
            return None
        self.counts["pictures taken"] += 1
        self.counts["pictures without words"] += not alt
        self._uploads.append((upload, alt))
        return Picture(f"{_TO_COME}{len(self._uploads)}", alt)

    def store(self, *texts):
        """Puts the pictures into the library; returns the texts with their addresses.

        Called when the text is known to be fit: one that is refused leaves none there.
        """
        addresses = {}
        for number, (upload, alt) in enumerate(self._uploads, 1):
            image = add_image(upload=upload, title=alt or "Ảnh", by=self.by, alt=alt)
            image.refresh_from_db()
            addresses[f'"{_TO_COME}{number}"'] = f'"{image.body_url}"'
        return [
            _ADDRESS_TO_COME.sub(lambda found: addresses.get(found[0], '""'), text)
            for text in texts
        ]


def _match_rtf(root, rtf):
    """Returns {id of img: data} of the pictures that only the RTF has, where both name
    equally many (a wrong picture over a caption is worse than none), and else how many
    of the RTF the text does not name at all."""
    if not rtf:
        return {}, 0
    every = [node for node in root.walk() if tag_of(node) == "img"]
    images = [one for one in every if _src(one).lower().startswith("file:")]
    pictures = pictures_in_rtf(rtf)
    if len(pictures) != len(images):
        pictures = [one for one in pictures if one.kind in ("png", "jpeg")]
    if len(pictures) != len(images):
        return {}, max(0, len(pictures) - len(every))
    pairs = zip(images, pictures, strict=True)
    return {id(image): picture.data for image, picture in pairs}, 0


def _src(element):
    return element.attributes.get("src", "").strip()


def _decode(src):
    """Returns the bytes of a data: address; none where it is damaged."""
    head = _DATA.match(src)
    if not head:
        return b""
    data = unquote_to_bytes(src[head.end() :])
    if not head[1].lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(b"".join(data.split()))
    except binascii.Error:
        return b""


def _address_now(path):
    """Returns the address at which the library shows a picture of ours now."""
    folders = addressed_folders(f'<img src="{path}">')
    image = Image.objects.filter(folder__in=folders).first() if folders else None
    return image.body_url if image else path


def _words(alt):
    """Returns a description without what programs write of themselves."""
    return _NO_WORDS.sub("", " ".join(alt.split())).strip()


def _is_emoji(alt):
    return (
        0 < len(alt) <= 12
        and not any(letter.isalnum() for letter in alt)
        and any(unicodedata.category(sign) in _EMOJI for sign in alt)
    )


def _sizes(element):
    """Returns the sizes in px that the tag says."""
    named = (element.attributes.get(name, "") for name in ("width", "height"))
    found = (re.match(r"\d{1,6}(?=[.\d]*(?:px)?$)", size.strip()) for size in named)
    return [int(size[0]) for size in found if size]


def _is_spacer(element):
    return any(size <= _SPACER for size in _sizes(element))


def _is_sign(element):
    """Returns whether it is a box to tick, a bullet, a button: no picture of a text."""
    sizes = _sizes(element)
    return "aria-roledescription" in element.attributes or (
        len(sizes) == 2 and max(sizes) <= _SIGN
    )
