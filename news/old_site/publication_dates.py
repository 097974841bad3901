"""The dates of publication that the operator states, because old pages do not."""

import re
import unicodedata
from datetime import datetime

from django.utils import timezone

_STATED = re.compile(r"(?:(?P<name>.*)=)?(?P<day>[^=]*)", re.DOTALL)
_FORMATS = ["%d/%m/%Y", "%d/%m/%Y %H:%M"]
_FIRST_YEAR = 1990  # no page of any web site is older


def parse_dates(values):
    """Returns the moments stated by `values`, by page name; under None, for all pages.

    Each value is "[NAME=]DD/MM/YYYY[ HH:MM]" in Vietnam time; a day without a time
    is midnight, which pages show as the day alone. Raises `ValueError` with a
    Vietnamese sentence that says what is right.
    """
    dates = {}
    for value in values:
        stated = _STATED.fullmatch(value)
        name = stated["name"] and unicodedata.normalize("NFC", stated["name"].strip())
        if name == "":
            raise ValueError(f"“{value}”: thiếu tên trang trước dấu “=”.")
        moment = parse_moment(stated["day"].strip())
        if dates.setdefault(name, moment) != moment:
            whose = f"trang “{name}”" if name else "mọi trang"
            raise ValueError(f"Có hai ngày đăng khác nhau cho {whose}.")
    return dates


def parse_moment(text):
    """Returns the moment stated as DD/MM/YYYY[ HH:MM]; ValueError in Vietnamese."""
    for form in _FORMATS:
        try:
            moment = timezone.make_aware(datetime.strptime(text, form))
        except ValueError:
            continue
        if moment.year < _FIRST_YEAR or moment > timezone.now():
            raise ValueError(
                f"“{text}”: ngày đăng của trang cũ phải từ năm {_FIRST_YEAR} đến nay."
            )
        return moment
    raise ValueError(
        f"“{text}”: ngày đăng phải viết NGÀY/THÁNG/NĂM, ví dụ 31/12/2023 hoặc "
        "“31/12/2023 08:30”."
    )
