"""Each count equals what a clerk would find by reading the register's journal."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperatives.actions import change_standing, correct_standing, withdraw
from cooperatives.models import Kind, OperatingStatus, Standing, StandingEntry
from cooperatives.statistics import counts
from cooperatives.statistics.counts import Tally
from tests.factories.cases import examples
from tests.factories.register import at, clock, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db

ACTIVE, STOPPED = OperatingStatus.ACTIVE, OperatingStatus.STOPPED
DISSOLVED = OperatingStatus.DISSOLVED
YEAR_END = date(2023, 12, 31)


class TestByHand:
    def test_the_dissolved_are_no_part_of_the_total(self):
        for status in OperatingStatus:
            make_cooperative(status=status)
        tally = counts.by_kind(YEAR_END)[Kind.COOPERATIVE]
        assert tally == Tally(active=1, stopped=1, dissolved=1)
        assert tally.total == 2

    def test_unions_are_counted_apart(self):
        make_cooperative()
        make_union()
        make_union(status=STOPPED)
        assert counts.by_kind(YEAR_END) == {
            Kind.COOPERATIVE: Tally(active=1),
            Kind.UNION: Tally(active=1, stopped=1),
        }

    def test_an_empty_register_counts_nothing(self):
        assert counts.by_kind(YEAR_END) == {kind: Tally() for kind in Kind}
        assert counts.by_sector(YEAR_END) == {}
        assert counts.founded_by_sector(date(2023, 1, 1), YEAR_END) == {}

    def test_the_day_of_a_change_counts_as_changed(self):
        make_cooperative(status=STOPPED, status_from=YEAR_END)
        before, on = (
            counts.by_kind(day)[Kind.COOPERATIVE]
            for day in (YEAR_END - timedelta(days=1), YEAR_END)
        )
        assert (before, on) == (Tally(active=1), Tally(stopped=1))

    def test_founded_in_a_year_holds_both_its_ends(self):
        first = date(2023, 1, 1)
        for day in (first, YEAR_END, first - timedelta(days=1), date(2024, 1, 1)):
            make_cooperative(founded=day, sector_code="gtvt")
        found = counts.founded_by_sector(first, YEAR_END)
        assert found == {sector("gtvt").pk: 2}

    def test_founded_counts_in_the_sector_of_the_founding(self):
        cooperative = make_cooperative(founded=date(2023, 2, 1), sector_code="nn")
        change_standing(
            organisation=cooperative,
            effective_from=date(2023, 3, 1),
            by=None,
            sector=sector("tmdv"),
            operating_status=DISSOLVED,
        )
        make_union(founded=date(2023, 2, 1))
        found = counts.founded_by_sector(date(2023, 1, 1), YEAR_END)
        assert found == {sector("nn").pk: 1}

    def test_tallies_add_up(self):
        assert Tally(1, 2, 3) + Tally(10, 20, 30) == Tally(11, 22, 33)


@pytest.mark.usefixtures("nothing_remembered")
@pytest.mark.parametrize("known_at", [None, at(2024, 1, 15)])
def test_each_count_is_one_query_beside_memory(django_assert_num_queries, known_at):
    for _ in range(3):
        make_cooperative()
    with django_assert_num_queries(3):
        counts.by_kind(YEAR_END, known_at)
    with django_assert_num_queries(3):
        counts.by_sector(YEAR_END, known_at)
    with django_assert_num_queries(3):
        counts.founded_by_sector(date(2023, 1, 1), YEAR_END, known_at)


# --- a random course of entries against a clerk who reads the journal ---------------

SECTORS = ["nn", "gtvt", "tmdv"]
_DAYS = st.dates(date(2021, 1, 1), date(2023, 12, 31)).map(
    lambda day: day.replace(day=1)  # few days, so that entries meet
)
_FACTS = st.fixed_dictionaries(
    {},
    optional={
        "operating_status": st.sampled_from(OperatingStatus.values),
        "sector": st.sampled_from(SECTORS),
    },
)
_VERBS = ["register", "change", "change", "correct", "withdraw"]
_ENTRIES = st.lists(
    st.tuples(st.sampled_from(_VERBS), st.integers(0, 9), _DAYS, _FACTS),
    min_size=1,
    max_size=10,
)


def draw_entries(rng, number):
    """Return a long course of entries, well mixed: where each question costs more than
    all entries, a few of these find what many short ones do."""
    founded = number // 6
    verbs = rng.choices(["change", "correct", "withdraw"], [8, 2, 1], k=number)
    foundings = [
        ("register", 0, draw_day(rng, 2021), {"sector": rng.choice(SECTORS)})
        for _ in range(founded)
    ]
    return foundings + [
        (verb, rng.randrange(100), draw_day(rng), draw_facts(rng))
        for verb in verbs[founded:]
    ]


def draw_day(rng, first=2022, last=2023):
    """Return the first of a month, as `_DAYS` has it."""
    return date(rng.randint(first, last), rng.randint(1, 12), 1)


def draw_facts(rng):
    drawn = {
        "operating_status": rng.choice(OperatingStatus.values),
        "sector": rng.choice(SECTORS),
    }
    return {name: value for name, value in drawn.items() if rng.random() < 0.6}


class Clerk:
    """Keeps a journal on paper: (moment, organisation, day, what is stated), and the
    moment a line was struck out. What is stated: status, sector, or both."""

    def __init__(self):
        self.lines = []

    def write(self, moment, organisation, day, stated):
        line = {
            "moment": moment,
            "organisation": organisation,
            "day": day,
            "stated": stated,
            "struck": None,
        }
        self.lines.append(line)

    def courses(self, known_at):
        """{organisation: its lines by day} as the journal read at `known_at`."""
        found = defaultdict(list)
        for line in sorted(self.lines, key=lambda line: line["day"]):
            is_struck = line["struck"] and line["struck"] <= known_at
            if line["moment"] <= known_at and not is_struck:
                found[line["organisation"]].append(line)
        return found

    def stands(self, organisation, day, known_at):
        """What the lines until the day say last, of each thing; None without any."""
        found = {}
        for line in self.courses(known_at)[organisation]:
            if line["day"] <= day:
                found |= line["stated"]
        if not found:
            return None
        return {"status": found["operating_status"], "sector": found["sector"]}

    def counts(self, day, known_at):
        """{sector: {status: number}} on `day`."""
        found = defaultdict(lambda: defaultdict(int))
        for organisation in self.courses(known_at):
            if stood := self.stands(organisation, day, known_at):
                found[stood["sector"]][stood["status"]] += 1
        return found

    def founded(self, first, last, known_at):
        found = defaultdict(int)
        for lines in self.courses(known_at).values():
            if first <= lines[0]["day"] <= last:
                found[lines[0]["stated"]["sector"]] += 1
        return dict(found)


def play(entries):
    """Enter the same course into the register and into a clerk's journal."""
    clerk, organisations = Clerk(), []
    for number, (verb, pick, day, facts) in enumerate(entries):
        moment = at(2024, 1, 1) + timedelta(days=number)
        with clock(moment):
            if verb == "register" or not organisations:
                _register(clerk, organisations, day, facts)
            elif verb == "change":
                _change(clerk, organisations[pick % len(organisations)], day, facts)
            elif verb == "correct":
                _correct(clerk, pick, day, facts)
            else:
                _withdraw(clerk, pick)
    return clerk


def _for_register(facts):
    return facts | ({"sector": sector(facts["sector"])} if "sector" in facts else {})


def _register(clerk, organisations, day, facts):
    facts = {"operating_status": ACTIVE.value, "sector": "nn"} | facts
    made = make_cooperative(founded=day, facts=_for_register(facts))
    organisations.append(made)
    clerk.write(made.entries.get().recorded_at, made.pk, day, facts)


FAR = at(2030, 1, 1)


def _change(clerk, organisation, day, facts):
    lines = clerk.courses(FAR)[organisation.pk]
    if not lines:  # of whom all was withdrawn: a founding again, at an unknown place
        return
    is_taken = any(
        line["day"] == day and set(line["stated"]) & set(facts) for line in lines
    )
    try:
        with transaction.atomic():
            made = change_standing(
                organisation=organisation,
                effective_from=day,
                by=None,
                **_for_register(facts),
            )
    except ValidationError:
        assert is_taken or day < lines[0]["day"] or not facts
        return
    clerk.write(made.recorded_at, organisation.pk, day, facts)


def _pick(clerk, pick):
    """Return a line that is not struck, and its entry; (None, None) if all are."""
    valid = [line for line in clerk.lines if not line["struck"]]
    if not valid:
        return None, None
    line = valid[pick % len(valid)]
    rows = StandingEntry.objects.known().filter(organisation=line["organisation"])
    return line, rows.get(recorded_at=line["moment"])


def _withdraw(clerk, pick):
    wrong, entry = _pick(clerk, pick)
    if wrong is None:
        return
    course = clerk.courses(FAR)[wrong["organisation"]]
    try:
        with transaction.atomic():
            gone = withdraw(fact=entry, by=None, reason="Nhầm")
    except ValidationError:
        assert wrong is course[0] and len(course) > 1  # a founding goes last
        return
    wrong["struck"] = gone.superseded_at


def _correct(clerk, pick, day, facts):
    wrong, entry = _pick(clerk, pick)
    if wrong is None:
        return
    stated = wrong["stated"] | facts
    changes_nothing = (day, stated) == (wrong["day"], wrong["stated"])
    try:
        with transaction.atomic():
            right = correct_standing(
                fact=entry,
                by=None,
                reason="Sửa",
                effective_from=day,
                **_for_register(facts),
            )
    except ValidationError:
        is_alone = len(clerk.courses(FAR)[wrong["organisation"]]) == 1
        assert changes_nothing or not is_alone
        return
    assert not changes_nothing
    wrong["struck"] = right.recorded_at
    clerk.write(right.recorded_at, wrong["organisation"], day, stated)


def _as_tallies(counts):
    return {
        sector(code).pk: Tally(
            by_status[ACTIVE], by_status[STOPPED], by_status[DISSOLVED]
        )
        for code, by_status in counts.items()
    }


@pytest.mark.proof
@settings(max_examples=examples(7, 20))
@given(entries=_ENTRIES, day=_DAYS, known_after=st.integers(0, 10))
def test_any_course_of_entries_counts_as_a_clerk_counts(entries, day, known_after):
    with transaction.atomic():
        clerk = play(entries)
        then = at(2024, 1, 1) + timedelta(days=known_after)
        for known_at, as_known in ((None, at(2030, 1, 1)), (then, then)):
            expected = _as_tallies(clerk.counts(day, as_known))
            assert counts.by_sector(day, known_at) == expected
            total = sum(expected.values(), Tally())
            assert counts.by_kind(day, known_at)[Kind.COOPERATIVE] == total
            founded = counts.founded_by_sector(date(2022, 1, 1), day, known_at)
            assert founded == {
                sector(code).pk: number
                for code, number in clerk.founded(
                    date(2022, 1, 1), day, as_known
                ).items()
            }
            counted = Standing.objects.on(day, known_at).counted()
            assert counted == {"total": total.total, "active": total.active}
        transaction.set_rollback(True)
