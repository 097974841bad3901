"""Takes in what keepers upload: scanned decisions, for the staff only, and logos.

A decision may bear a birth date or an ID number: scans are kept apart from the public
media, and no public address leads to them. Of a logo a small PNG of our own making is
kept.
"""

import io
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.crypto import get_random_string

from coopsite.core.look_ahead import once_an_upload
from coopsite.core.pictures import check_picture, decode_picture, refuse_heic
from coopsite.core.virus_scan import refuse_infected

MAX_SCAN_BYTES = 20 * 1024 * 1024
_PICTURES = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_PDF, _PDF_WITHIN = b"%PDF-", 1024  # scanners may write lines of their own before it
MAX_LOGO_BYTES = 5 * 1024 * 1024
_LOGO_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_LOGO_SIDE = 512  # pixels at most; it is shown at a quarter of that


def document_storage():
    """Returns where scanned decisions lie; no public address leads there."""
    return storages["documents"]


def document_ending(file):
    """Returns "pdf", "jpg" or "png" by what `file` begins with, whatever its name says;
    None for anything else."""
    file.seek(0)
    beginning = file.read(_PDF_WITHIN)
    file.seek(0)
    for start, ending in _PICTURES.items():
        if beginning.startswith(start):
            return ending
    return "pdf" if _PDF in beginning else None


def document_name(standing, filename):
    """Returns a random name: what the sender called the file is of no use here."""
    ending = document_ending(standing.document.file)
    return f"{date.today():%Y/%m}/{get_random_string(20)}.{ending}"


def check_document(file):
    """ValidationError for what is no scan, or too large a one."""
    if not getattr(file, "_committed", False):  # kept before, and checked then
        _check_scan(file)


@once_an_upload
def _check_scan(file):
    if file.size > MAX_SCAN_BYTES:
        raise ValidationError("Tệp lớn hơn 20 MB. Hãy quét ở độ phân giải thấp hơn.")
    refuse_infected(file)
    ending = document_ending(file)
    if ending is None:
        refuse_heic(file)
        raise ValidationError("Bản chụp phải là tệp PDF, JPEG hoặc PNG.")
    if ending != "pdf":  # a page may follow what a picture begins with
        check_picture(file, formats=("JPEG", "PNG"))


class LogoField(forms.ImageField):
    """Takes a logo in by the reader of all pictures, not by Django's own look at it."""

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        return upload and as_logo(upload)


def as_logo(upload):
    """Returns an uploaded picture as a PNG of at most 512 × 512 pixels.

    So no metadata, no script appended to a picture and no name of the sender's goes
    public. ValidationError for other formats, huge files.
    """
    if upload.size > MAX_LOGO_BYTES:
        raise ValidationError("Ảnh lớn hơn 5 MB. Hãy thu nhỏ rồi tải lại.")
    return ContentFile(_as_png(upload), name=f"{get_random_string(20)}.png")


@once_an_upload
def _as_png(upload):
    refuse_infected(upload)
    drawn = decode_picture(
        upload, box=(_LOGO_SIDE, _LOGO_SIDE), formats=_LOGO_FORMATS, keeps_alpha=True
    )
    file = io.BytesIO()
    drawn.save(file, "PNG", optimize=True)
    return file.getvalue()
