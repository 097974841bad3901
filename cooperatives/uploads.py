"""Scanned decisions: kept apart from the public media, for the staff only.

A decision may bear a birth date or an ID number, so no public address leads to it.
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.crypto import get_random_string

MOST_BYTES = 20 * 1024 * 1024
# What a file begins with, whatever its name says → the ending it is kept under.
_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


def document_storage():
    """Where scanned decisions lie; it has no address."""
    return FileSystemStorage(settings.DOCUMENT_ROOT, base_url=None)


def document_ending(file):
    """Return "pdf", "jpg" or "png" by what is in `file`; None for anything else."""
    file.seek(0)
    beginning = file.read(8)
    file.seek(0)
    kinds = (end for start, end in _BEGINNINGS.items() if beginning.startswith(start))
    return next(kinds, None)


def document_name(standing, filename):
    """Return a random name: what the sender called the file is of no use here."""
    ending = document_ending(standing.document.file)
    return f"{date.today():%Y/%m}/{get_random_string(20)}.{ending}"


def check_document(file):
    """ValidationError for what is no scan, or too large a one."""
    if getattr(file, "_committed", False):
        return  # kept before, and checked then
    if file.size > MOST_BYTES:
        raise ValidationError("Tệp lớn hơn 20 MB. Hãy quét ở độ phân giải thấp hơn.")
    if document_ending(file) is None:
        raise ValidationError("Bản chụp phải là tệp PDF, JPEG hoặc PNG.")
