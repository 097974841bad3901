"""Opening, flows and closing agree with the counts of both days, and with lists."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperatives.actions import change_standing
from cooperatives.models import Kind, OperatingStatus, Sector
from cooperatives.statistics import counts, flows
from cooperatives.statistics.flows import Flow, Part, Question
from cooperatives.statistics.scope import Scope
from tests.factories.pages import Page
from tests.factories.register import at, clock, make_cooperative, make_union, sector

from .test_counts import _DAYS, _ENTRIES, play

pytestmark = pytest.mark.django_db

ACTIVE, STOPPED = OperatingStatus.ACTIVE, OperatingStatus.STOPPED
DISSOLVED = OperatingStatus.DISSOLVED
FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)
PAGE, LIST = "/so-lieu/bien-dong/", "/so-lieu/bien-dong/danh-sach/"
YEAR = {"tu": "01/01/2023", "den": "31/12/2023"}


def change(organisation, day, **facts):
    return change_standing(
        organisation=organisation, effective_from=day, by=None, **facts
    )


@pytest.fixture
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
    assert flows.by_sector(FIRST, LAST) == {
        sector("nn").pk: Flow(
            opening=5, founded=1, resumed=1, stopped=1, dissolved=1, moved_out=1
        ),
        sector("gtvt").pk: Flow(moved_in=1),
    }


def test_the_flows_of_a_period_are_counted_at_once(year, django_assert_num_queries):
    with django_assert_num_queries(2):
        flows.by_sector(FIRST, LAST, at(2024, 1, 15))


def test_a_list_says_which_record_made_the_change(client, year):
    response = client.get(LIST, YEAR)
    made = {
        passage.organisation.name: passage.change
        for passage in response.context["passages"]
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


def test_every_number_leads_to_a_list_as_long(client, year):
    followed = 0
    for asked in (YEAR, {"tu": "01/06/2023", "den": "31/10/2023"}):
        page = Page(client.get(PAGE, asked))
        for _, attributes, words in page.all("a"):
            if attributes["href"].startswith(f"{LIST}?") and words.isdigit():
                listed = client.get(attributes["href"]).context["page"]
                assert listed.paginator.count == int(words), attributes["href"]
                followed += 1
    assert followed > 20


def test_the_sum_is_shown(client, year):
    page = Page(client.get(PAGE, YEAR))
    words = " ".join(page.inside("ledger")[0].split())
    assert words.endswith(
        "Đầu kỳ 5 + Thành lập 1 + Hoạt động lại 1 + Chuyển đến 1 "
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


@settings(max_examples=10)
@given(
    entries=_ENTRIES,
    days=st.lists(_DAYS, min_size=2, max_size=2).map(sorted),
    known_after=st.integers(0, 10),
)
def test_flows_reconcile_for_any_course_of_entries(entries, days, known_after):
    first, last = days
    with transaction.atomic():
        clerk = play(entries)
        then = at(2024, 1, 1) + timedelta(days=known_after)
        for known_at, as_known in ((None, at(2030, 1, 1)), (then, then)):
            found = flows.by_sector(first, last, known_at)
            assert found == _expected(clerk, first, last, as_known)
            opening = counts.by_sector(first - timedelta(1), known_at)
            closing = counts.by_sector(last, known_at)
            total = sum(found.values(), Flow())
            assert total.moved_in == total.moved_out
            assert total.closing == sum(t.active for t in closing.values())
            for one in Sector.objects.all():
                flow = found.get(one.pk, Flow())
                nothing = counts.Tally()
                assert flow.opening == opening.get(one.pk, nothing).active
                assert flow.closing == closing.get(one.pk, nothing).active
                _check_lists(flow, first, last, one, known_at)
            _check_lists(total, first, last, None, known_at)
        transaction.set_rollback(True)


def _check_lists(flow, first, last, one_sector, known_at):
    for part in Part:
        question = Question(first, last, known_at, Scope(sector=one_sector))
        rows = flows.listed(question, part)
        assert rows.count() == getattr(flow, part.field), part
        for passage in flows.passages(rows, question):
            assert passage.organisation.kind == Kind.COOPERATIVE
            if part not in (Part.OPENING, Part.CLOSING):
                assert first <= passage.change.effective_from <= last
