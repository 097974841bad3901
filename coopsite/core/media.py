"""Serves uploaded files with Range, so that clips seek without nginx in front.

Django's own `FileResponse` ignores Range, and browsers then cannot seek.
"""

import io
import logging
import mimetypes
import posixpath
import re

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

_log = logging.getLogger(__name__)
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@require_safe
def serve_media(request, path):
    """Answers the uploaded file `path`: 200, 206 for a range, 304, 416, 404; 503 where
    its bucket does not answer.

    Names are random and never reused, so the answer may be kept for ever. A range
    of several parts is answered whole, as the standard allows.
    """
    try:
        return _serve(request, path)
    except FileNotFoundError as error:  # it was deleted just now
        raise Http404("Không có tệp này.") from error
    except OSError as error:
        _log.error("%s cannot be read: %s", path, error)
        return HttpResponse(status=503, headers={"Retry-After": "60"})


def _serve(request, path):
    size, time = _find(path)
    modified = http_date(time)
    if not was_modified_since(request.headers.get("If-Modified-Since"), time):
        # Here, not in the middleware, which would leave the opened file open.
        return _headed(HttpResponseNotModified(), modified)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", modified) != modified:
        wanted = ""  # the copy the reader holds is of another file
    match = _RANGE.fullmatch(wanted)
    if not match or _is_no_range(*match.groups()):
        response = _answer(path, 0, size)
    else:
        response = _partial(path, size, *match.groups())
    return _headed(response, modified)


def hand_out(file, filename):
    """Answers with a private file, to be taken home as `filename` and not to be shown:
    whatever is in it does not run on this site. Where it lies in a bucket, with the way
    there, which is good for a minute."""
    if address := file.storage.get_signed_address(file.name, filename):
        answer = HttpResponseRedirect(address)
    else:
        answer = FileResponse(file.open("rb"), as_attachment=True, filename=filename)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _find(path):
    try:
        if path != posixpath.normpath(path):  # so "x/../clips/" is no way round a rule
            raise SuspiciousOperation
        if stored := default_storage.look_at(path):
            return stored
    except (SuspiciousOperation, ValueError):
        pass
    raise Http404("Không có tệp này.")


def _answer(path, start, length, status=200):
    part = default_storage.open_part(path, start, length) if length else io.BytesIO()
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(part, status=status, content_type=kind)
    response["Content-Length"] = length
    return response


def _is_no_range(first, last):
    """Returns whether it names no stretch at all ("-", "5-3"): such a header is
    ignored."""
    return first == last == "" or bool(first and last and int(last) < int(first))


def _partial(path, size, first, last):
    """Answers bytes `first` to `last` (inclusive; one of them may be empty)."""
    if first:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    else:
        start, end = max(0, size - int(last)), size - 1
    if start > end or start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _answer(path, start, end - start + 1, status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _headed(response, modified):
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = modified
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # An uploaded file is never a page: nothing in it may run.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
