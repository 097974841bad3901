"""A series says of each of its ends what the counts of that day say."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperatives.actions import change_standing
from cooperatives.models import OperatingStatus
from cooperatives.statistics import counts, series
from cooperatives.statistics.series import Step
from tests.factories.cases import examples, few_now, in_proofs
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import at, clock, make_cooperative, make_union, sector

from ..lists import lengths, numbers_in
from .test_counts import _ENTRIES, play

pytestmark = pytest.mark.django_db

STOPPED = OperatingStatus.STOPPED
PAGE = "/so-lieu/dien-bien/"


class TestPeriods:
    @pytest.mark.parametrize(
        ("step", "names"),
        [
            (Step.YEAR, ["Năm 2022", "Năm 2023"]),
            (Step.QUARTER, ["Quý IV/2022", "Quý I/2023", "Quý II/2023"]),
            (Step.MONTH, [f"Tháng {month}" for month in
                          ("11/2022", "12/2022", "01/2023", "02/2023", "03/2023",
                           "04/2023")]),
        ],
    )  # fmt: skip
    def test_run_from_the_first_day_s_to_the_last_day_s(self, step, names):
        found = series.periods(step, date(2022, 11, 30), date(2023, 4, 15))
        assert [period.name for period in found] == names
        assert found[-1].last == date(2023, 4, 15)
        assert [period.is_whole for period in found] == [True] * (len(found) - 1) + [
            False
        ]

    @given(
        step=st.sampled_from(Step),
        days=st.lists(
            st.dates(date(1945, 1, 1), date(2100, 12, 31)), min_size=2, max_size=2
        ).map(sorted),
    )
    def test_follow_each_other_without_a_gap(self, step, days):
        first, last = days
        found = series.periods(step, first, last)
        assert len(found) == series.number_of_periods(step, first, last)
        assert found[0].first <= first <= found[0].last or found[0].last == last
        assert found[-1].last == last
        for before, after in zip(found, found[1:], strict=False):
            assert before.is_whole
            assert after.first == before.last + timedelta(1)


def test_a_series_by_hand():
    cooperative = make_cooperative(founded=date(2021, 5, 3), sector_code="nn")
    make_cooperative(founded=date(2022, 12, 31), sector_code="gtvt")
    make_union(founded=date(2022, 1, 1))
    change_standing(
        organisation=cooperative,
        effective_from=date(2023, 1, 1),
        by=None,
        sector=sector("gtvt"),
        operating_status=STOPPED,
    )
    points = series.points_by_sector(Step.YEAR, date(2021, 1, 1), date(2023, 6, 30))
    nn, gtvt = sector("nn").pk, sector("gtvt").pk
    assert [point.tallies for point in points] == [
        {nn: counts.Tally(active=1)},
        {nn: counts.Tally(active=1), gtvt: counts.Tally(active=1)},
        {gtvt: counts.Tally(active=1, stopped=1)},
    ]
    assert [point.founded for point in points] == [{nn: 1}, {gtvt: 1}, {}]


@pytest.mark.parametrize("known_at", [None, at(2024, 1, 15)])
def test_a_series_is_one_query_beside_memory(django_assert_num_queries, known_at):
    make_cooperative()
    with django_assert_num_queries(3):
        series.points_by_sector(
            Step.MONTH, date(2020, 1, 1), date(2023, 1, 1), known_at
        )


@pytest.mark.proof
@settings(max_examples=examples(7, 20))
@given(
    entries=_ENTRIES,
    step=st.sampled_from(Step),
    days=st.lists(
        st.dates(date(2020, 6, 1), date(2024, 3, 1)), min_size=2, max_size=2
    ).map(sorted),
    known_after=st.integers(0, 10),
)
def test_each_point_is_what_is_counted_on_its_day(entries, step, days, known_after):
    with transaction.atomic():
        play(entries)
        for known_at in (None, at(2024, 1, 1) + timedelta(days=known_after)):
            for point in series.points_by_sector(step, *days, known_at):
                period = point.period
                assert point.tallies == counts.by_sector(period.last, known_at)
                assert point.founded == counts.founded_by_sector(
                    period.first, period.last, known_at
                )
        transaction.set_rollback(True)


# --- the page -------------------------------------------------------------------------


@pytest.fixture
@written_once
def register(db):
    """Some years of two sectors."""
    for year in range(2019, 2024):
        make_cooperative(founded=date(year, 5, 1), sector_code="nn")
    for year in range(2019, 2023):
        make_cooperative(
            founded=date(year, 12, 31),
            sector_code="gtvt",
            status=STOPPED,
            status_from=date(2023, 2, 1),
        )


@pytest.mark.parametrize("step", ["quy", in_proofs("nam"), in_proofs("thang")])
@pytest.mark.parametrize(
    "measure", few_now(["hoat-dong", "ngung", "tong-so", "thanh-lap"], 1, 3)
)
def test_every_number_leads_to_a_list_as_long(client, register, step, measure):
    asked = {"buoc": step, "dem": measure, "tu": "01/10/2022", "den": "15/03/2023"}
    numbers = numbers_in(Page(client.get(PAGE, asked)))
    assert len(numbers) >= 8
    assert lengths(client, numbers) == numbers


def test_without_days_it_is_ten_years_until_today(client):
    with clock(at(2026, 11, 24)):
        names = [p.period.name for p in client.get(PAGE).context["points"]]
        assert names == [f"Năm {year}" for year in range(2016, 2027)]
        by_month = client.get(PAGE, {"buoc": "thang", "den": "31/03/2023"})
        assert len(by_month.context["points"]) == 13


def test_the_page_says_as_known_when(client, register):
    asked = {"den": "31/12/2023", "biet_den": "31/12/2000"}
    page = Page(client.get(PAGE, asked))
    assert numbers_in(page) == []
    assert "ghi nhận đến hết ngày 31/12/2000" in " ".join(page.words("section"))


def test_the_charts_are_said_in_words(client, register):
    page = Page(client.get(PAGE, {"tu": "01/01/2019", "den": "31/12/2023"}))
    whole, *of_sectors = [
        attributes["aria-label"] for _, attributes, _ in page.all("svg", role="img")
    ]
    assert "Đang hoạt động, năm 2019: 2, năm 2023: 5" in whole
    assert "Ngừng hoạt động, năm 2019: 0, năm 2023: 4" in whole
    assert len(of_sectors) == len(page.inside("small-charts")[0].split("2019")) - 1


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"tu": "31/02/2023"}, "tu"),
        ({"den": "x"}, "den"),
        ({"buoc": "tuan"}, "buoc"),
        ({"dem": "gi-do"}, "dem"),
        ({"biet_den": "32/01/2023"}, "biet_den"),
        ({"tu": "02/01/2023", "den": "01/01/2023"}, "den"),
        ({"buoc": "thang", "tu": "01/01/1990", "den": "31/12/2023"}, "tu"),
        ({"buoc": "thang", "tu": "01/01/1945", "den": "31/12/2100"}, "tu"),
    ],
)
def test_a_wrong_question_is_said_at_its_field(client, asked, field):
    response = client.get(PAGE, asked)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    alerts = [e for e in Page(response).elements if e[1].get("role") == "alert"]
    assert len(alerts) == 1


@pytest.mark.parametrize("asked", [{}, {"den": "31/12/2100"}, {"den": "01/01/1945"}])
def test_an_empty_register_has_a_series_of_noughts(client, asked):
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    assert numbers_in(Page(response)) == []


def test_roman_numbers_stay_large_within_a_sentence(client):
    asked = {"buoc": "quy", "tu": "01/10/2022", "den": "31/12/2023"}
    page = Page(client.get(PAGE, asked))
    said = page.inside("section-note")[0]
    assert "từ quý IV/2022 đến quý IV/2023" in said
