"""When organisations existed: in the register, and not dissolved."""

from bisect import bisect_right
from collections import defaultdict
from datetime import timedelta
from itertools import batched

from ..models import OperatingStatus, Standing
from .folding import BATCH


class Lifetime:
    """The days on which one organisation existed, as known now.

    `course` are its days of change and whether it exists from each on, in order.
    """

    def __init__(self, course=()):
        self.days = [day for day, _ in course]
        self.exists = [exists for _, exists in course]

    @property
    def founded_on(self):
        """The day of the founding; None for one that is not in the register."""
        return self.days[0] if self.days else None

    def has_begun_on(self, day):
        """Returns whether it was founded on the day or before."""
        return bool(self.days) and self.days[0] <= day

    def exists_on(self, day):
        place = bisect_right(self.days, day) - 1
        return place >= 0 and self.exists[place]

    def existed_until(self, day):
        """Returns whether it existed on the day before."""
        return self.exists_on(day - timedelta(days=1))

    def find_missing(self, first, until):
        """Returns the first day in [first, until) on which it did not exist, or None.

        The day `first` is always looked at; `until` None means for ever.
        """
        if not self.exists_on(first):
            return first
        for day, exists in zip(self.days, self.exists, strict=True):
            if first < day and (until is None or day < until) and not exists:
                return day
        return None

    def find_return(self, day):
        """Returns the first day, `day` or later, on which it exists, or None."""
        if self.exists_on(day):
            return day
        for later, exists in zip(self.days, self.exists, strict=True):
            if later > day and exists:
                return later
        return None

    def with_end(self, day, until):
        """Returns what it would be if it were dissolved from `day` until the day
        `until` (None: for ever), from which on what is recorded already holds."""
        course = list(zip(self.days, self.exists, strict=True))
        before = [row for row in course if row[0] < day]
        after = [row for row in course if until and row[0] > until]
        again = [(until, self.exists_on(until))] if until else []
        return Lifetime([*before, (day, False), *again, *after])

    def describe(self, day):
        """Returns how it did not exist on the day: the end of a sentence about it."""
        if not self.days:
            return "không có trong sổ"
        if day < self.days[0]:
            return f"chưa thành lập (thành lập ngày {write_day(self.days[0])})"
        return f"đã giải thể từ {write_day(self._ended_on(day))}"

    def _ended_on(self, day):
        place = max(bisect_right(self.days, day) - 1, 0)
        while place > 0 and not self.exists[place - 1]:
            place -= 1
        return self.days[place]


def load_lifetimes(keys):
    """Returns {key: Lifetime} of organisations; one query for each batch of keys."""
    courses = defaultdict(list)
    for some in batched(keys, BATCH):
        rows = Standing.objects.known().filter(organisation__in=some)
        rows = rows.order_by("organisation", "effective_from")
        for key, day, status in rows.values_list(
            "organisation", "effective_from", "operating_status"
        ):
            courses[key].append((day, status != OperatingStatus.DISSOLVED))
    return {key: Lifetime(courses[key]) for key in keys}


def write_day(day):
    """Returns the day as people write it."""
    return f"{day:%d/%m/%Y}"
