"""Opening, flows and closing agree with the counts of both days, and with lists."""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperatives.actions import change_standing, reorganise
from cooperatives.forms import UNKNOWN
from cooperatives.models import Area, Kind, OperatingStatus, Sector
from cooperatives.statistics import breakdowns, counts, flows
from cooperatives.statistics.breakdowns import Dimension
from cooperatives.statistics.flow_terms import Base, By, Flow, Part, Question
from cooperatives.statistics.scope import Scope
from cooperatives.statistics.transitions import find_transitions
from tests.factories.cases import examples, in_proofs
from tests.factories.once import written_once, written_once_each
from tests.factories.pages import Page
from tests.factories.register import (
    area,
    at,
    clock,
    make_cooperative,
    make_union,
    sector,
)

from ..lists import lengths, numbers_in
from .test_counts import SECTORS, draw_day, draw_entries, play

pytestmark = pytest.mark.django_db

ACTIVE, STOPPED = OperatingStatus.ACTIVE, OperatingStatus.STOPPED
DISSOLVED = OperatingStatus.DISSOLVED
FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)
PAGE, LIST = "/so-lieu/bien-dong/", "/so-lieu/bien-dong/danh-sach/"
YEAR = {"tu": "01/01/2023", "den": "31/12/2023"}


@written_once_each
def change(organisation, day, **facts):
    return change_standing(
        organisation=organisation, effective_from=day, by=None, **facts
    )


@pytest.fixture
@written_once
def year(db):
    """One cooperative of each kind of change in 2023, and some that count nowhere."""
    made = {
        "stays": make_cooperative("Ở lại"),
        "new": make_cooperative("Mới", founded=FIRST, facts={"decision_number": "1"}),
        "stops": make_cooperative("Ngừng"),
        "ends": make_cooperative("Giải thể"),
        "moves": make_cooperative("Chuyển"),
        "again": make_cooperative("Lại", status=STOPPED, status_from=date(2022, 1, 1)),
        "back": make_cooperative("Về", status=STOPPED, status_from=date(2023, 3, 1)),
        "brief": make_cooperative(
            "Ngắn", founded=FIRST, status=DISSOLVED, status_from=LAST
        ),
    }
    change(made["stops"], date(2023, 5, 1), operating_status=STOPPED)
    change(made["stops"], date(2023, 6, 1), sector=sector("gtvt"))
    change(made["ends"], LAST, operating_status=DISSOLVED)
    change(made["moves"], date(2023, 7, 1), sector=sector("gtvt"))
    change(
        made["again"],
        date(2023, 8, 1),
        operating_status=ACTIVE,
        decision_number="25/QĐ",
    )
    change(made["back"], date(2023, 9, 1), operating_status=ACTIVE)
    make_union(founded=FIRST)
    return made


def test_each_change_counts_in_its_sector(year):
    assert flows.flows(Question(FIRST, LAST)) == {
        sector("nn").pk: Flow(
            opening=5, founded=1, resumed=1, stopped=1, dissolved=1, moved_out=1
        ),
        sector("gtvt").pk: Flow(moved_in=1),
    }


def test_the_flows_of_a_period_are_counted_at_once(year, django_assert_num_queries):
    with django_assert_num_queries(3):
        flows.flows(Question(FIRST, LAST, at(2024, 1, 15)))


def test_a_list_says_which_record_made_the_change(client, year):
    response = client.get(LIST, YEAR)
    made = {
        transition.organisation.name: transition.change
        for transition in response.context["transitions"]
    }
    assert {name: row.effective_from for name, row in made.items()} == {
        "Mới": FIRST,
        "Ngừng": date(2023, 5, 1),
        "Giải thể": LAST,
        "Chuyển": date(2023, 7, 1),
        "Lại": date(2023, 8, 1),
    }
    words = response.content.decode()
    assert "Quyết định 25/QĐ" in words
    assert "Chưa thành lập" in words


def test_a_list_says_its_order_in_whole_sentences(client, year, monkeypatch):
    order = "theo thứ tự chữ cái. Tên gọi là tên hiện nay."
    assert order in Page(client.get(LIST, YEAR)).text
    monkeypatch.setattr("cooperatives.statistics.views.flows.PAGE_SIZE", 2)
    order = "theo thứ tự chữ cái; đang xem 1–2. Tên gọi là tên hiện nay."
    assert order in Page(client.get(LIST, YEAR)).text


@pytest.mark.parametrize(
    "asked", [in_proofs(YEAR), {"tu": "01/06/2023", "den": "31/10/2023"}]
)
def test_every_number_leads_to_a_list_as_long(client, year, asked):
    numbers = numbers_in(Page(client.get(PAGE, asked)))
    assert lengths(client, numbers) == numbers
    assert len([one for one, _ in numbers if one.startswith(f"{LIST}?")]) > 5


def test_the_sum_is_shown(client, year):
    page = Page(client.get(PAGE, YEAR))
    words = " ".join(page.inside("ledger")[0].split())
    assert words.endswith(
        "Đầu kỳ 5 + Thành lập 1 + Hoạt động trở lại 1 + Chuyển đến 1 "
        "− Ngừng 1 − Giải thể 1 − Chuyển đi 1 = Cuối kỳ 5"
    )


def test_without_days_it_is_this_year_until_today(client):
    with clock(at(2023, 6, 15)):
        context = client.get(PAGE).context
        assert (context["first"], context["last"]) == (FIRST, date(2023, 6, 15))
        context = client.get(PAGE, {"den": "30/09/2020"}).context
    assert (context["first"], context["last"]) == (date(2020, 1, 1), date(2020, 9, 30))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"tu": "31/02/2023"}, "tu"),
        ({"den": "x"}, "den"),
        ({"biet_den": "32/01/2023"}, "biet_den"),
        ({"tu": "02/01/2023", "den": "01/01/2023"}, "den"),
        ({"tu": "31/12/2100"}, "tu"),
    ],
)
@pytest.mark.parametrize("path", [PAGE, LIST])
def test_a_wrong_period_is_said_at_its_field(client, path, asked, field):
    response = client.get(path, asked)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    alerts = [e for e in Page(response).elements if e[1].get("role") == "alert"]
    assert len(alerts) == 1


@pytest.mark.parametrize("field", ["loai", "linh_vuc"])
def test_a_wrong_kind_of_list_is_said_at_its_field(client, field):
    response = client.get(LIST, {field: "xyz"})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]


# --- any course of entries ----------------------------------------------------------


def _expected(clerk, first, last, as_known):
    """{sector code: {part: number}} as the clerk reads them off the journal."""
    found = {}

    def count(line, part):
        found.setdefault(line["sector"], Counter())[part] += 1

    for organisation in clerk.courses(as_known):
        before = clerk.stands(organisation, first - timedelta(1), as_known)
        after = clerk.stands(organisation, last, as_known)
        was = before is not None and before["status"] == ACTIVE
        is_active = after is not None and after["status"] == ACTIVE
        if was:
            count(before, "opening")
        if was and not is_active:
            count(before, {STOPPED: "stopped", DISSOLVED: "dissolved"}[after["status"]])
        if is_active and not was:
            count(after, "resumed" if before else "founded")
        if was and is_active and before["sector"] != after["sector"]:
            count(before, "moved_out")
            count(after, "moved_in")
    return {sector(code).pk: Flow(**numbers) for code, numbers in found.items()}


@pytest.mark.parametrize("seed", [0, in_proofs(1)])
def test_flows_reconcile_for_any_course_of_entries(db, seed):
    rng = random.Random(seed)
    clerk = play(draw_entries(rng, 48))
    days = [date(2021, 6, 1), date(2022, 7, 1), draw_day(rng, 2023), LAST]
    then = at(2024, 1, 1) + timedelta(days=rng.randint(30, 55))
    seen = Flow()
    for known_at, as_known in ((None, at(2030, 1, 1)), (then, then)):
        for first, last in combinations(days, 2):
            found = flows.flows(Question(first, last, known_at))
            assert found == _expected(clerk, first, last, as_known)
            seen += _check_sums(found, first, last, known_at)
        first, last = days[1], days[2]
        found = flows.flows(Question(first, last, known_at))
        _check_lists(sum(found.values(), Flow()), first, last, None, known_at)
    for one in Sector.objects.filter(code__in=SECTORS):
        flow = found.get(one.pk, Flow())
        _check_lists(flow, first, last, one, known_at)
    # What one course lacks the other has.
    assert seen.founded and seen.dissolved and seen.moved_out, seen
    assert seen.stopped if seed else seen.resumed, seen


def _check_sums(found, first, last, known_at):
    """Opening and closing are the counts of both days; who moves out moves in. Returns
    the flows of all."""
    opening = counts.by_sector(first - timedelta(1), known_at)
    closing = counts.by_sector(last, known_at)
    total = sum(found.values(), Flow())
    assert total.moved_in == total.moved_out
    assert total.closing == sum(t.active for t in closing.values())
    for key in found.keys() | opening.keys() | closing.keys():
        flow, nothing = found.get(key, Flow()), counts.Tally()
        assert flow.opening == opening.get(key, nothing).active
        assert flow.closing == closing.get(key, nothing).active
    return total


def _check_lists(flow, first, last, one_sector, known_at):
    for part in Part:
        question = Question(first, last, known_at, Scope(sector=one_sector))
        rows = list(flows.listed(question, part))
        assert len(rows) == getattr(flow, part.field), part
        for transition in find_transitions(rows, question) if rows else ():
            assert transition.organisation.kind == Kind.COOPERATIVE
            if part not in (Part.OPENING, Part.CLOSING):
                assert first <= transition.change.effective_from <= last


# --- by area, for unions, of all that exist -------------------------------------------

PLACES = ["760", "761", "718"]  # two of the city, one of its neighbour
MOVES = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.dates(date(2025, 3, 1), date(2025, 10, 1)).map(lambda d: d.replace(day=1)),
        st.sampled_from(PLACES),
        st.sampled_from(OperatingStatus.values),
        st.sampled_from(["nn", "gtvt"]),
    ),
    max_size=8,
)


def enter(moves, make):
    """Enter four organisations and where they went; what is refused is left out."""
    made = [make(founded=date(2025, month, 1)) for month in (1, 3, 5, 6)]
    for pick, day, code, status, sector_code in moves:
        with suppress(ValidationError), transaction.atomic():
            change(
                made[pick],
                day,
                area=area(code),
                operating_status=status,
                sector=sector(sector_code),
            )
    with suppress(ValidationError), transaction.atomic():
        reorganise(
            organisation=made[0],
            form="sap-nhap",
            successors=[made[1]],
            effective_from=date(2025, 8, 15),
            by=None,
        )


@pytest.mark.proof
@settings(max_examples=examples(3, 8))
@given(
    moves=MOVES,
    days=st.lists(
        st.sampled_from([date(2025, m, 1) for m in (2, 4, 6, 7, 9, 12)]),
        min_size=2,
        max_size=2,
    ).map(sorted),
    make=st.sampled_from([make_cooperative, make_cooperative, make_union]),
    is_todays=st.booleans(),
    code=st.sampled_from([None, "760", "718"]),
)
def test_any_flows_reconcile_and_are_listed(moves, days, make, is_todays, code):
    first, last = days
    with transaction.atomic():
        enter(moves, make)
        scope = Scope(
            kind="lien-hiep" if make is make_union else "htx",
            area=code and area(code),
            is_todays=is_todays,
        )
        for base, by in product(Base, By):
            question = Question(first, last, None, scope, by, base)
            found = flows.flows(question)
            _check_ends(question, found)
            for part in Part:
                number = sum(getattr(flow, part.field) for flow in found.values())
                assert flows.listed(question, part).count() == number, part
            for row, flow in found.items():
                _check_row(question, row, flow)
        transaction.set_rollback(True)


def _check_ends(question, found):
    """Opening and closing are the counts of both days."""
    for day, end in ((question.before, "opening"), (question.last, "closing")):
        dimension = Dimension(question.by)
        tallies = breakdowns.by(dimension, day, None, question.scope)
        counted = {
            key: tally.active if question.base == Base.ACTIVE else tally.total
            for key, tally in tallies.items()
        }
        expected = {key: number for key, number in counted.items() if number}
        got = {row: getattr(flow, end) for row, flow in found.items()}
        assert {row: n for row, n in got.items() if n} == expected, end


def _check_row(question, row, flow):
    narrow = (
        {"recorded": Area.objects.get(pk=row)}
        if question.by == By.AREA
        else {"sector": Sector.objects.get(pk=row) if row else UNKNOWN}
    )
    of_row = replace(question, scope=replace(question.scope, **narrow))
    for part in Part:
        listed = flows.listed(of_row, part)
        assert listed.count() == getattr(flow, part.field), part


def test_a_merger_is_no_mere_dissolution(client):
    one, other = make_cooperative("Nhập vào"), make_cooperative("Nhận")
    reorganise(
        organisation=one,
        form="sap-nhap",
        successors=[other],
        effective_from=date(2023, 5, 1),
        by=None,
    )
    change(make_cooperative("Tan"), date(2023, 6, 1), operating_status=DISSOLVED)
    assert flows.flows(Question(FIRST, LAST)) == {
        sector("nn").pk: Flow(opening=3, merged=1, dissolved=1)
    }
    listed = client.get(LIST, YEAR | {"loai": "sap-nhap"}).context["transitions"]
    assert [transition.organisation.name for transition in listed] == ["Nhập vào"]


@pytest.mark.parametrize(
    "asked",
    [
        {"theo": "dia-ban"},
        {"loai_hinh": "lien-hiep", "theo": "dia-ban", "dem": "tong-so"},
        in_proofs({"theo": "dia-ban", "linh_vuc": "nn"}),
        in_proofs({"dem": "tong-so"}),
        in_proofs({"loai_hinh": "lien-hiep"}),
    ],
    ids=str,
)
def test_every_number_of_any_sum_leads_to_a_list_as_long(client, year, asked):
    numbers = numbers_in(Page(client.get(PAGE, YEAR | asked)))
    assert lengths(client, numbers) == numbers
    assert [one for one, _ in numbers if one.startswith(f"{LIST}?")]
