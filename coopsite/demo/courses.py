"""Invents how each demonstration organisation fared: its dated standings.

The plan fixes what the 2023 report counts; all else is drawn at random from a
seeded generator, so that every load gives the same register.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from cooperatives.models import LegalStatus, OperatingStatus

from .moments import (
    SURVEY_ENTERED,
    YEAR_END,
    day_between,
    latest_entry,
    office_hours,
    recorded,
)

ACTIVE, STOPPED = OperatingStatus.ACTIVE, OperatingStatus.STOPPED

# By sector on 31/12/2023: active, stopped, founded in 2023 (of the active), and of
# these in its first half. The reports state the first, the third and the sum of the
# fourth; how 188 stopped and 6 early ones split is invented.
PLAN = {
    "tmdv": (99, 62, 4, 1),
    "gtvt": (292, 58, 16, 3),
    "nn": (123, 34, 15, 2),
    "ttcn": (35, 22, 0, 0),
    "vsmt": (38, 11, 0, 0),
    "quy-tdnd": (19, 1, 0, 0),
}
# What was printed of the half-year.
MIDDLE, ACTIVE_IN_THE_MIDDLE = date(2023, 6, 30), 576
_FOUNDED = [  # share of the foundings before 2023: from year, to year
    (8, 1985, 1996),
    (24, 1997, 2003),
    (30, 2004, 2012),
    (38, 2013, 2021),
]
_EARLIER_SECTOR = {
    "tmdv": "ttcn",
    "gtvt": "tmdv",
    "nn": "tmdv",
    "ttcn": "tmdv",
    "vsmt": "tmdv",
}
_SURVEYED = date(2023, 10, 1)  # stops from then on came to light after the year's end
_OUTER = ["769", "761", "785", "787", "783", "784", "786"]
_STOPS = [
    ("Ngừng hoạt động vì thiếu vốn lưu động.", LegalStatus.PAUSED),
    ("Khảo sát: không còn hoạt động ở trụ sở.", LegalStatus.ABSENT),
    ("Thành viên chuyển nghề, không còn hoạt động.", LegalStatus.ACTIVE),
    ("Bị thu hồi giấy chứng nhận do nợ thuế.", LegalStatus.REVOKED),
    ("Tạm ngừng để sắp xếp lại tổ chức.", LegalStatus.PAUSED),
]


@dataclass(frozen=True)
class Fact:
    """One standing to be: sector and area by code, the union by its place in the list
    of unions."""

    day: date
    status: str
    legal: str
    sector: str
    area: str
    union: int | None = None
    reason: str = ""
    decision: str = ""
    recorded_at: datetime = None


@dataclass
class Course:
    """An organisation's facts in order of their days, and corrections among them."""

    facts: list
    # place in `facts` → (the wrong fact entered before, the moment it was corrected)
    mistakes: dict = field(default_factory=dict)

    @property
    def last(self):
        return self.facts[-1]

    def status_on(self, day):
        """Returns the operating status of a day; None before the founding."""
        stood = [fact.status for fact in self.facts if fact.day <= day]
        return stood[-1] if stood else None


def founding(rng, sector, day, area_codes, union=None):
    """Returns the course of one that was just founded."""
    fact = Fact(
        day=day,
        status=ACTIVE,
        legal=LegalStatus.ACTIVE,
        sector=sector,
        area=_an_area(rng, sector, area_codes),
        union=union,
        reason="Thành lập mới.",
    )
    return Course([fact])


def founding_day(rng, sector):
    """Returns a day before 2023; credit funds are a thing of 1994 to 2008."""
    if sector == "quy-tdnd":
        return day_between(rng, date(1994, 1, 5), date(2008, 12, 20))
    _, first, last = rng.choices(_FOUNDED, [row[0] for row in _FOUNDED])[0]
    return day_between(rng, date(first, 1, 5), date(last, 12, 20))


def _an_area(rng, sector, codes):
    """Fields lie in the outer districts; the rest is anywhere."""
    if sector == "nn" or (sector == "gtvt" and rng.random() < 0.3):
        return rng.choice(_OUTER)
    return rng.choice(codes)


def add(course, day, **changes):
    """Append what changed on `day`; the rest stays as it stood."""
    fact = replace(course.last, day=day, reason="")
    course.facts.append(replace(fact, **changes))


def stop(rng, course, day, **changes):
    reason, legal = rng.choice(_STOPS)
    add(course, day, status=STOPPED, legal=legal, reason=reason, **changes)


def resume(course, day):
    add(
        course,
        day,
        status=ACTIVE,
        legal=LegalStatus.ACTIVE,
        reason="Hoạt động trở lại sau khi củng cố bộ máy.",
    )


def dissolve(course, day):
    add(
        course,
        day,
        status=OperatingStatus.DISSOLVED,
        legal=LegalStatus.ENDED,
        reason="Giải thể tự nguyện theo nghị quyết đại hội thành viên.",
    )


def move(rng, course, day, area_codes):
    others = [code for code in area_codes if code != course.last.area]
    add(course, day, area=rng.choice(others), reason="Chuyển trụ sở.")


def join(course, day, union):
    """Makes it a member from `day` on, or from its founding when that is later."""
    before = [fact for fact in course.facts if fact.day < day]
    after = [replace(f, union=union) for f in course.facts if f.day >= day]
    if before and not (after and after[0].day == day):
        reason = "Gia nhập liên hiệp hợp tác xã."
        before.append(replace(before[-1], day=day, union=union, reason=reason))
    course.facts = before + after


def live(rng, course, until, area_codes):
    """Lets the years up to `until` pass, ending active: most have quiet ones."""
    kind = rng.choices(["quiet", "pause", "move", "trade"], [62, 14, 16, 8])[0]
    first, second = _two_days(rng, course.last.day, until)
    if first is None or kind == "quiet":
        return
    if kind == "pause":
        stop(rng, course, first)
        resume(course, second)
    elif kind == "move":
        move(rng, course, second, area_codes)
    elif course.last.sector in _EARLIER_SECTOR:
        sector = course.last.sector
        course.facts[0] = replace(course.facts[0], sector=_EARLIER_SECTOR[sector])
        add(course, second, sector=sector, reason="Đổi ngành, nghề đăng ký chính.")


def _two_days(rng, first, last):
    """Returns two days in order, well apart; (None, None) when there is no room."""
    room = (last - first).days
    if room < 500:
        return None, None
    early = first + timedelta(rng.randint(180, room - 240))
    return early, early + timedelta(rng.randint(90, min(900, (last - early).days)))


def stopping_day(rng, founded_on):
    """Returns a day up to December 2023, rather in the last ten years."""
    first = founded_on + timedelta(400)
    return day_between(rng, max(first, date(2009, 6, 1)), date(2023, 9, 20))


# --- how the office came to know ---------------------------------------------------


def enter(rng, course, numbers):
    """Says for each fact when it was recorded, and by which decision.

    `numbers` gives the running numbers of the decisions. Some facts came to light
    months later; the year-end survey found the stops of late 2023 in January 2024.
    """
    for place, fact in enumerate(course.facts):
        is_late = place > 0 and rng.random() < 0.07
        moment = recorded(rng, fact.day, *((100, 320) if is_late else (2, 25)))
        if fact.status == STOPPED and _SURVEYED <= fact.day <= YEAR_END:
            is_late, moment = True, _by_survey(rng)
        if place:  # nothing is known of it before its founding is
            moment = max(moment, course.facts[0].recorded_at)
        paper = "KS" if fact.status == STOPPED else "QĐ"
        course.facts[place] = replace(
            fact,
            recorded_at=moment,
            decision=f"MH-{next(numbers):02d}/{paper}-{fact.day.year}",
            reason=f"{fact.reason} Ghi nhận muộn." if is_late else fact.reason,
        )


def _by_survey(rng):
    return office_hours(rng, day_between(rng, date(2024, 1, 8), SURVEY_ENTERED))


def mistake(rng, course, place, wrong, reason):
    """Lets the fact at `place` have been entered wrongly first.

    `wrong` holds what was wrong (a Fact's fields). The right fact is recorded at the
    moment of the correction. Returns False when there was no time left for that.
    """
    fact = course.facts[place]
    deadline = latest_entry(fact.day)
    noticed_on = fact.recorded_at.date() + timedelta(rng.randint(30, 400))
    if noticed_on > deadline:
        return False
    corrected_at = office_hours(rng, noticed_on)
    course.mistakes[place] = replace(fact, **wrong), corrected_at
    course.facts[place] = replace(fact, recorded_at=corrected_at, reason=reason)
    return True
