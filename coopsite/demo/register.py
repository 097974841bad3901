"""Fills the register with invented organisations that count as the report counts."""

import itertools
import random
from datetime import date, datetime, timedelta

from django.utils import timezone

from cooperatives.actions.folding import replay
from cooperatives.models import Cooperative, Sector, Standing, StandingEntry, Union

from . import courses, details, places
from .courses import ACTIVE, ACTIVE_IN_THE_MIDDLE, MIDDLE, PLAN, STOPPED
from .identities import Identities
from .moments import day_between
from .names import cooperative_names, union_names

_STOPPED_UNIONS = {4: 2019, 7: 2021, 10: 2022}  # place among the twelve → year
_MEMBERS = {"gtvt": 12, "nn": 10, "tmdv": 7, "ttcn": 8}  # of each union
_THU_DUC_RECORDED = timezone.make_aware(datetime(2021, 1, 18, 9))
_FOUNDED_EARLY = (date(2023, 1, 4), date(2023, 6, 26))
_FOUNDED_LATE = (date(2023, 7, 3), date(2023, 12, 15))
_AFTERWARDS = (date(2024, 1, 15), date(2025, 6, 20))  # districts end on 1 July 2025


def load_register():
    """Writes the organisations and their standings; returns how many standings."""
    rng = random.Random("demo register")
    areas = places.Districts()
    unions, cooperatives = invent(rng, list(areas.last))
    identities = Identities(rng, areas.last)
    union_rows = identities.create(Union, unions)
    rows = identities.create(Cooperative, cooperatives)
    entries = [
        (row, course)
        for row, (_, course) in zip(
            [*union_rows, *rows], [*unions, *cooperatives], strict=True
        )
    ]
    details.write(entries)
    return _write_standings(entries, union_rows, areas)


def invent(rng, area_codes):
    """Returns the unions and the cooperatives, each as a list of (name, Course)."""
    unions = [
        (name, _union_course(rng, place, sector, area_codes))
        for place, (name, sector) in enumerate(union_names(rng))
    ]
    cooperatives = []
    for sector in PLAN:
        all_courses = _cooperative_courses(rng, sector, area_codes)
        names = cooperative_names(rng, sector, len(all_courses))
        cooperatives += zip(names, all_courses, strict=True)
    _give_members(rng, unions, [course for _, course in cooperatives])
    cooperatives.sort(key=lambda pair: (pair[1].facts[0].day, pair[0]))
    all_courses = [course for _, course in cooperatives]
    _go_on_after_2023(rng, all_courses, area_codes)
    _meet_middle_of_2023(rng, all_courses)
    numbers = itertools.count(1)
    for _, course in [*unions, *cooperatives]:
        courses.enter(rng, course, numbers)
    _make_mistakes(rng, all_courses, area_codes)
    return unions, cooperatives


def _union_course(rng, place, sector, area_codes):
    day = day_between(rng, date(1996, 3, 1), date(2016, 11, 30))
    course = courses.founding(rng, sector, day, area_codes)
    if place % 3 == 0:
        moved = day_between(rng, day + timedelta(300), date(2018, 6, 1))
        courses.move(rng, course, moved, area_codes)
    if year := _STOPPED_UNIONS.get(place):
        stopped = day_between(rng, date(year, 2, 1), date(year, 11, 30))
        courses.stop(rng, course, stopped)
    return course


def _cooperative_courses(rng, sector, area_codes):
    """Returns the courses up to the end of 2023 of all cooperatives of a sector."""
    active, stopped, new, early = PLAN[sector]
    made = []
    for _ in range(active - new):
        day = courses.founding_day(rng, sector)
        course = courses.founding(rng, sector, day, area_codes)
        courses.live(rng, course, date(2023, 8, 31), area_codes)
        made.append(course)
    for _ in range(stopped):
        day = courses.founding_day(rng, sector)
        course = courses.founding(rng, sector, day, area_codes)
        last = courses.stopping_day(rng, day)
        courses.live(rng, course, last - timedelta(60), area_codes)
        courses.stop(rng, course, last)
        made.append(course)
    for place in range(new):
        first, last = _FOUNDED_EARLY if place < early else _FOUNDED_LATE
        day = day_between(rng, first, last)
        made.append(courses.founding(rng, sector, day, area_codes))
    return made


def _give_members(rng, unions, cooperatives):
    """Lets each union take in cooperatives of its own sector that are active."""
    for place, (_, union) in enumerate(unions):
        sector = union.last.sector
        free = [
            c
            for c in cooperatives
            if c.last.sector == sector
            and c.last.status != STOPPED
            and c.last.union is None
        ]
        last = union.last.day if union.last.status == STOPPED else date(2023, 6, 30)
        for course in rng.sample(free, _MEMBERS[sector]):
            first = union.facts[0].day + timedelta(rng.choice([0, 0, 200, 900]))
            courses.join(course, day_between(rng, first, max(first, last)), place)


def _go_on_after_2023(rng, cooperatives, area_codes):
    """Some forty changes from 2024 to June 2025, so that later days count otherwise."""
    old = [course for course in cooperatives if course.facts[0].day.year < 2023]
    active = rng.sample([c for c in old if c.last.status != STOPPED], 22)
    stopped = rng.sample([c for c in old if c.last.status == STOPPED], 25)
    for course in stopped[18:]:
        last = day_between(rng, date(2023, 10, 2), date(2023, 12, 20))
        course.facts[-1] = courses.replace(course.last, day=last)
    days = iter([day_between(rng, *_AFTERWARDS) for _ in range(40)])
    for course in active[:14]:
        courses.stop(rng, course, next(days))
    for course in active[14:]:
        courses.move(rng, course, next(days), area_codes)
    for course in stopped[:9]:
        courses.resume(course, next(days))
    for course in stopped[9:18]:
        courses.dissolve(course, next(days))


def _meet_middle_of_2023(rng, cooperatives):
    """Lets as many be active on 30/06/2023 as was printed then: those too many had
    stopped for a while, and went on in the summer."""
    active = sum(course.status_on(MIDDLE) == ACTIVE for course in cooperatives)
    steady = [c for c in cooperatives if len(c.facts) == 1 and c.last.day.year < 2020]
    for course in rng.sample(steady, active - ACTIVE_IN_THE_MIDDLE):
        stopped = day_between(rng, date(2021, 2, 1), date(2023, 5, 20))
        courses.stop(rng, course, stopped)
        courses.resume(course, day_between(rng, date(2023, 7, 4), date(2023, 8, 30)))


def _make_mistakes(rng, cooperatives, area_codes):
    """A few facts were entered wrongly and corrected later."""
    new = next(c for c in cooperatives if c.facts[0].day.year == 2023)
    courses.mistake(
        rng,
        new,
        0,
        {"day": date(2022, 12, 28)},
        "Đính chính: ngày cấp giấy chứng nhận thuộc năm 2023.",
    )
    changed = [c for c in cooperatives if len(c.facts) > 1]
    for course in rng.sample(changed, 6):
        day = course.last.day - timedelta(rng.randint(1, 20))
        if day > course.facts[-2].day:
            courses.mistake(
                rng,
                course,
                len(course.facts) - 1,
                {"day": day},
                "Đính chính ngày có hiệu lực theo bản chính quyết định.",
            )
    for course in rng.sample([c for c in cooperatives if not c.mistakes], 6):
        others = [code for code in area_codes if code != course.facts[0].area]
        courses.mistake(
            rng,
            course,
            0,
            {"area": rng.choice(others)},
            "Đính chính địa bàn: nhập nhầm quận, huyện.",
        )


def _write_standings(entries, unions, areas):
    """Writes what was stated, wrong entries first, for a correction names what it
    corrects; and the standings that follow. Returns how many entries."""
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    made = [
        _entries(organisation, course, sectors, unions, areas)
        for organisation, course in entries
    ]
    rows = [row for of_one in made for row in of_one]
    places.narrow([row for row in rows if row.states_place])
    plain = [row for row in rows if row.corrects is None]
    plain.sort(key=lambda row: row.recorded_at)
    StandingEntry.objects.bulk_create(plain, batch_size=500)
    StandingEntry.objects.bulk_create(row for row in rows if row.corrects)
    standings = [row for of_one in made for row in replay(of_one)]
    standings.sort(key=lambda row: row.recorded_at)
    Standing.objects.bulk_create(standings, batch_size=500)
    return len(rows)


def _entries(organisation, course, sectors, unions, areas):
    """Returns the entries of a course, each stating what its fact changes; the founding
    all."""
    rows, before = [], None
    for place, fact in enumerate(course.facts):
        row = _entry(organisation, fact, before, sectors, unions, areas)
        if place in course.mistakes:
            wrong, moment = course.mistakes[place]
            row.corrects = _entry(organisation, wrong, before, sectors, unions, areas)
            row.corrects.superseded_at = moment
            rows.append(row.corrects)
        rows.append(row)
        before = fact
    return [*rows, *_renewed_areas(organisation, course, areas)]


def _renewed_areas(organisation, course, areas):
    """Yields the entry of whoever was in a district that became Thành phố Thủ Đức."""
    stood = [fact for fact in course.facts if fact.day < places.THU_DUC_BEGAN]
    if not stood or stood[-1].area != places.THU_DUC:
        return
    entry = StandingEntry(
        organisation_id=organisation.pk,
        kind=organisation.kind,
        effective_from=places.THU_DUC_BEGAN,
        reason="Quận 2, Quận 9 và quận Thủ Đức nhập thành thành phố Thủ Đức.",
        recorded_at=max(_THU_DUC_RECORDED, course.facts[0].recorded_at),
    )
    entry.state(area=areas.last[places.THU_DUC])
    yield entry


def _entry(organisation, fact, before, sectors, unions, areas):
    entry = StandingEntry(
        organisation_id=organisation.pk,
        kind=organisation.kind,
        effective_from=fact.day,
        decision_number=fact.decision,
        reason=fact.reason,
        recorded_at=fact.recorded_at,
    )
    stated = [
        name
        for name in _STATED
        if not before or getattr(fact, name) != getattr(before, name)
    ]
    union = None if fact.union is None else unions[fact.union]
    values = {
        "status": {"operating_status": fact.status},
        "legal": {"legal_status": fact.legal},
        "sector": {"sector": sectors[fact.sector]},
        "area": {"area": areas.on(fact.area, fact.day, organisation.pk)},
        "union": {"union": union},
    }
    for name in stated:
        entry.state(**values[name])
    return entry


# The fields of a `courses.Fact` that an entry states.
_STATED = ["status", "legal", "sector", "area", "union"]
