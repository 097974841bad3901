"""Has uploads looked at by ClamAV, where CLAMD names its socket.

clamd is given the bytes over the socket (INSTREAM): it needs no right to read our
files. Where it does not answer, nothing is taken in: who set a scanner up wants nothing
unscanned, and uploading can wait while reading goes on (ADR 37).
"""

import logging
import socket
import struct
from contextlib import closing
from time import monotonic

from django.conf import settings
from django.core.exceptions import ValidationError

from .look_ahead import once_an_upload

PATIENCE = 120  # seconds for all of a file; a clip of 500 MB takes some 40
_CONNECT = 3
_CHUNK = 256 * 1024
_MAX_ANSWER = 4096
_INFECTED = (
    "Tệp này có mã độc ({}), nên không nhận. Hãy quét vi-rút trên máy của bạn rồi dùng "
    "bản sạch."
)
_SILENT = (
    "Chưa nhận tệp: máy quét vi-rút không trả lời. Hãy thử lại sau vài phút; nếu vẫn "
    "vậy, hãy báo người quản trị máy chủ."
)
_TOO_LARGE = (
    "Chưa nhận tệp: tệp lớn hơn mức máy quét vi-rút nhận. Hãy thu nhỏ tệp, hoặc báo "
    "người quản trị máy chủ."
)
logger = logging.getLogger(__name__)


class ScanFailed(Exception):
    """clamd could not be asked, or answered something else than what it found."""


def refuse_infected(upload):
    """ValidationError, in words for who sends it, where a file holds what ClamAV
    knows, or could not be looked at."""
    if settings.CLAMD:
        _refuse_infected(upload)


@once_an_upload
def _refuse_infected(upload):
    try:
        found = find_virus(upload)
    except (OSError, ScanFailed) as error:
        logger.error("clamd at %s: %s", settings.CLAMD, error)
        is_large = "size limit" in str(error)
        raise ValidationError(_TOO_LARGE if is_large else _SILENT) from error
    if found:
        logger.warning("clamd refused an upload: %s", found)
        raise ValidationError(_INFECTED.format(found))


def find_virus(upload):
    """Returns the name of what clamd finds in a file, "" where it finds nothing."""
    deadline = monotonic() + PATIENCE
    upload.seek(0)
    with closing(_connect()) as connection:
        answer = _ask(connection, upload, deadline)
    upload.seek(0)
    words = answer.removeprefix("stream: ")
    if words == "OK":
        return ""
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")
    raise ScanFailed(answer or "closed the connection")


def _connect():
    if settings.CLAMD.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(_CONNECT)
            connection.connect(settings.CLAMD)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_CONNECT)


def _ask(connection, upload, deadline):
    """Returns clamd's answer. It says at once, and closes, when a file is larger than
    its StreamMaxLength: what it said then is read before the broken pipe is told."""
    try:
        _send(connection, b"zINSTREAM\0", deadline)
        while chunk := upload.read(_CHUNK):
            _send(connection, struct.pack("!L", len(chunk)) + chunk, deadline)
        _send(connection, struct.pack("!L", 0), deadline)
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = b""
    while b"\0" not in answer and len(answer) < _MAX_ANSWER:
        _wait_until(connection, deadline)
        part = connection.recv(_MAX_ANSWER)
        if not part:
            break
        answer += part
    return answer.partition(b"\0")[0].decode(errors="replace").strip()


def _send(connection, data, deadline):
    _wait_until(connection, deadline)
    connection.sendall(data)


def _wait_until(connection, deadline):
    """Gives the next step what is left of the time."""
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError(f"no answer within {PATIENCE} s")
    connection.settimeout(left)
