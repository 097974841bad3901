"""Serves uploaded files with Range, so that clips seek without nginx in front.

Django's own `FileResponse` ignores Range, and browsers then cannot seek.
"""

import mimetypes
import posixpath
import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

from .storage import lies_within

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_CHUNK = 256 * 1024


@require_safe
def serve_media(request, path):
    """Answers the file at `path` under MEDIA_ROOT: 200, 206 for a range, 304, 416, 404.

    Names are random and never reused, so the answer may be kept for ever. A range
    of several parts is answered whole, as the standard allows.
    """
    file = _find(path)
    size, modified = file.stat().st_size, http_date(file.stat().st_mtime)
    held = request.headers.get("If-Modified-Since")
    if not was_modified_since(held, file.stat().st_mtime):
        # Here, not in the middleware, which would leave the opened file open.
        return _headed(HttpResponseNotModified(), modified)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", modified) != modified:
        wanted = ""  # the copy the reader holds is of another file
    match = _RANGE.fullmatch(wanted)
    if not match or _is_no_range(*match.groups()):
        response = FileResponse(file.open("rb"), content_type=_type_of(file))
        response["Content-Length"] = size
    else:
        response = _partial(file, size, *match.groups())
    return _headed(response, modified)


def _find(path):
    try:
        if path != posixpath.normpath(path):  # so "x/../clips/" is no way round a rule
            raise SuspiciousFileOperation
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        if file.is_file() and lies_within(file, settings.MEDIA_ROOT):
            return file
    except (SuspiciousFileOperation, ValueError, OSError):
        pass
    raise Http404("Không có tệp này.")


def _type_of(file):
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _is_no_range(first, last):
    """Returns whether it names no stretch at all ("-", "5-3"): such a header is
    ignored."""
    return first == last == "" or bool(first and last and int(last) < int(first))


def _partial(file, size, first, last):
    """Answers bytes `first` to `last` (inclusive; one of them may be empty)."""
    if first:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    else:
        start, end = max(0, size - int(last)), size - 1
    if start > end or start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = FileResponse(
        _Part(file, start, end - start + 1), status=206, content_type=_type_of(file)
    )
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = end - start + 1
    return response


def _headed(response, modified):
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = modified
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # An uploaded file is never a page: nothing in it may run.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


class _Part:
    """A stretch of a file that reads like a file and ends where the range ends."""

    def __init__(self, path, start, length):
        self._file = path.open("rb")
        self._file.seek(start)
        self._left = length

    def read(self, size=_CHUNK):
        data = self._file.read(min(size, _CHUNK, self._left))
        self._left -= len(data)
        return data

    def close(self):
        self._file.close()
