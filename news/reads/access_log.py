"""nginx's log as `deploy/nginx.conf` writes it: a line of JSON for each request.

It is read as a stream; of each line only the time, the request, the status and the
browser's name.
"""

import gzip
import json
import re
import zlib
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from .log_files import LogDamaged
from .robots import is_person

# nginx takes no request whose head is longer than four times 8 KiB.
MAX_LINE = 64 * 1024
_MINUTE = re.compile(rb'\{"time":"(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d([+-]\d\d:\d\d)","')
_MAYBE_AN_ARTICLE = b'"request":"GET /tin-tuc/'
# The page alone: with "?trang=2" one turns the list below it.
_ARTICLE = re.compile(r"GET /tin-tuc/([-\w]+)/ HTTP/[\d.]+", re.ASCII)


class Line(NamedTuple):
    """What a line says.

    `day` is None where it is broken; `slug` is that of the article that was given out,
    "" for every other request; `by_robot` says whether a robot asked for it.
    """

    day: date | None
    slug: str = ""
    by_robot: bool = False


BROKEN = Line(None)


def read_lines(file):
    """Returns each `Line` of an open file, one at a time."""
    try:
        while text := file.readline(MAX_LINE):
            if text.endswith(b"\n"):
                yield _read_line(text)
                continue
            yield BROKEN  # cut off, or longer than any request
            while text and not text.endswith(b"\n"):
                text = file.readline(MAX_LINE)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LogDamaged(f"{file.name}: {error}.") from error


def _read_line(text):
    minute = _MINUTE.match(text)
    day = minute and _day_of(*minute.groups())
    if day is None:
        return BROKEN
    if _MAYBE_AN_ARTICLE not in text:
        return Line(day)
    try:
        facts = json.loads(text.decode("utf-8", "replace"))
        article = _ARTICLE.fullmatch(facts["request"])
        is_given = facts["status"] in (200, 304)
        by_robot = not is_person(facts["agent"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return BROKEN
    return Line(day, article[1], by_robot) if article and is_given else Line(day)


@lru_cache(maxsize=4096)
def _day_of(minute, offset):
    """Returns the day in Vietnam of a minute; None where there is no such minute."""
    try:
        at = datetime.fromisoformat((minute + offset).decode())
        return timezone.localtime(at).date()
    except (ValueError, OverflowError):
        return None
