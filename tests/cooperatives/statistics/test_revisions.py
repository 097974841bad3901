"""What was told on a day can be told again, and what differs now is accounted for."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperatives.actions import change_standing, correct_standing, withdraw
from cooperatives.models import OperatingStatus
from cooperatives.statistics import counts, revisions
from tests.factories.cases import examples
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import area, at, clock, make_cooperative, make_union

from ..lists import lengths, numbers_in
from .test_counts import _DAYS, _ENTRIES, play

pytestmark = pytest.mark.django_db

STOPPED = OperatingStatus.STOPPED
DAY = date(2023, 12, 31)
KNOWN_AT = at(2024, 1, 16, 0)  # the end of 15/01/2024
PAGE = "/so-lieu/doi-chieu/"
ASKED = {"ngay": "31/12/2023", "biet_den": "15/01/2024"}


def found(day=DAY, known_at=KNOWN_AT):
    return revisions.explained(revisions.between(day, known_at), day, known_at)


@pytest.fixture
def kept(db):
    """A cooperative entered in time."""
    with clock(at(2023, 12, 1)):
        return make_cooperative("Hợp tác xã Một")


class TestRecords:
    def test_a_late_entry(self, kept):
        with clock(at(2024, 2, 1)):
            change_standing(
                organisation=kept,
                effective_from=date(2023, 12, 20),
                by=None,
                operating_status=STOPPED,
            )
        [one] = found()
        assert (one.then.operating_status, one.now.operating_status) == (
            "hoat-dong",
            STOPPED,
        )
        [record] = one.records
        assert (record.why, record.effective_from) == ("Cập nhật", date(2023, 12, 20))

    def test_a_correction(self, kept):
        wrong = kept.entries.get()
        with clock(at(2024, 2, 1)):
            right = correct_standing(
                fact=wrong, by=None, reason="Sai quận", area=area("783")
            )
        [one] = found()
        assert (one.then.area, one.now.area) == (wrong.area, right.area)
        [record] = one.records
        assert (record.why, record.reason) == ("Đính chính", "Sai quận")

    def test_a_founding_corrected_to_a_later_year(self, kept):
        with clock(at(2024, 2, 1)):
            correct_standing(
                fact=kept.entries.get(),
                by=None,
                reason="Nhầm năm",
                effective_from=date(2024, 1, 5),
            )
        [one] = found()
        assert one.now is None
        [record] = one.records
        assert (record.why, record.reason) == ("Đính chính", "Nhầm năm")
        assert record.effective_from == date(2024, 1, 5)
        assert record.replaced_from == date(2015, 3, 2)

    def test_a_founding_corrected_to_an_earlier_year_is_a_correction(self, db):
        with clock(at(2023, 12, 1)):
            made = make_cooperative(founded=date(2024, 1, 5))
        with clock(at(2024, 2, 1)):
            correct_standing(
                fact=made.entries.get(),
                by=None,
                reason="Nhầm năm",
                effective_from=date(2020, 1, 5),
            )
        [one] = found()
        assert one.then is None
        [record] = one.records
        assert (record.why, record.replaced_from) == ("Đính chính", date(2024, 1, 5))

    def test_what_was_corrected_and_then_withdrawn_is_withdrawn(self, kept):
        with clock(at(2024, 2, 1)):
            right = correct_standing(
                fact=kept.entries.get(), by=None, reason="Sai", area=area("783")
            )
        with clock(at(2024, 3, 1)):
            withdraw(fact=right, by=None, reason="Nhầm hồ sơ")
        [one] = found()
        [record] = one.records
        assert (record.why, record.reason) == ("Rút lại", "Nhầm hồ sơ")
        between = revisions.explained(
            revisions.between(DAY, KNOWN_AT, at(2024, 2, 15)),
            DAY,
            KNOWN_AT,
            at(2024, 2, 15),
        )
        assert [[r.why for r in one.records] for one in between] == [["Đính chính"]]

    def test_one_that_was_not_in_the_register(self, db):
        with clock(at(2024, 2, 1)):
            late = make_cooperative()
            make_union()
        [one] = found()
        assert (one.then, one.now) == (None, late.standings.get())
        assert [record.why for record in one.records] == ["Cập nhật"]

    def test_what_changes_no_count_is_no_difference(self, kept):
        with clock(at(2024, 2, 1)):
            change_standing(
                organisation=kept,
                effective_from=date(2024, 1, 20),
                by=None,
                operating_status=STOPPED,
            )
            correct_standing(
                fact=kept.entries.earliest("effective_from"),
                by=None,
                reason="Nhầm ngày",
                effective_from=date(2015, 3, 3),
            )
        assert found() == []


class TestPage:
    def test_it_names_records_and_reasons_and_no_staff(self, client, kept):
        clerk = make_user("nguoighiso", full_name="Trần Thị Bí Mật")
        with clock(at(2024, 2, 1)):
            correct_standing(
                fact=kept.entries.get(),
                by=clerk,
                reason="Theo bản chính.",
                operating_status=STOPPED,
                decision_number="9/QĐ",
            )
        response = client.get(PAGE, ASKED)
        words = Page(response).text
        for shown in (kept.name, "Đính chính", "01/02/2024", "9/QĐ", "Theo bản chính."):
            assert shown in words, shown
        for private in ("nguoighiso", "Bí Mật"):
            assert private not in words
        total = [cell.value for cell in response.context["table"].total]
        assert total == ["Cộng", 1, 0, -1, 0, 1, +1]
        assert {"−1", "+1"} <= set(Page(response).words("td"))

    def test_it_says_why_a_record_was_withdrawn(self, client, kept):
        with clock(at(2024, 2, 1)):
            withdraw(fact=kept.entries.get(), by=None, reason="Ghi nhầm hồ sơ.")
        words = " ".join(client.get(PAGE, ASKED).content.decode().split())
        assert "không còn được tính. Ghi nhầm hồ sơ." in words

    def test_its_numbers_lead_to_lists_as_long(self, client, kept):
        with clock(at(2024, 2, 1)):
            make_cooperative(status=STOPPED)
        numbers = numbers_in(Page(client.get(PAGE, ASKED)))
        assert lengths(client, numbers) == numbers
        assert len(numbers) == 6  # none of the noughts

    def test_without_the_day_of_then_it_says_what_to_ask(self, client):
        response = client.get(PAGE, {"ngay": "31/12/2023"})
        assert response.status_code == 200
        [example] = [link for link in Page(response).links if "biet_den=" in link]
        assert client.get(example).context["page"].paginator.count == 0

    def test_nothing_differs(self, client, kept):
        assert "Không có khác biệt" in client.get(PAGE, ASKED).content.decode()

    @pytest.mark.parametrize("field", ["ngay", "biet_den"])
    def test_a_wrong_day_is_said_at_its_field(self, client, field):
        response = client.get(PAGE, {field: "31/02/2023"})
        assert response.status_code == 400
        assert list(response.context["form"].errors) == [field]

    def test_the_figures_of_then_lead_here(self, client):
        address = next(
            link
            for link in Page(client.get("/so-lieu/", ASKED)).links
            if link.startswith(f"{PAGE}?")
        )
        assert client.get(address).context["day"] == DAY
        links = Page(client.get("/so-lieu/", {"ngay": "31/12/2023"})).links
        assert not [link for link in links if link.startswith(f"{PAGE}?")]


# --- any course of entries ----------------------------------------------------------


def _apply(counts, one):
    for standing, step in ((one.then, -1), (one.now, +1)):
        if standing:
            counts[standing.sector_id, standing.operating_status] += step


def _as_counter(tallies):
    return Counter(
        {
            (pk, status): getattr(tally, status.name.lower())
            for pk, tally in tallies.items()
            for status in OperatingStatus
        }
    )


@pytest.mark.proof
@settings(max_examples=examples(7, 20))
@given(entries=_ENTRIES, day=_DAYS, known_after=st.integers(0, 10))
def test_differences_lead_from_then_to_now(entries, day, known_after):
    known_at = at(2024, 1, 1) + timedelta(days=known_after)
    with transaction.atomic():
        play(entries)
        then, now = counts.by_sector(day, known_at), counts.by_sector(day)
        expected = _as_counter(then)
        for one in found(day, known_at):
            assert one.records
            _apply(expected, one)
        assert +expected == +_as_counter(now)
        transaction.set_rollback(True)


@pytest.mark.proof
@settings(max_examples=examples(7, 20))
@given(entries=_ENTRIES, day=_DAYS, known_after=st.integers(0, 10))
def test_what_was_known_then_never_changes(entries, day, known_after):
    """Whatever is entered after that moment, in a life of the register of its own."""
    known_at = at(2024, 1, 1) + timedelta(days=known_after)
    asked = []
    for so_far in (entries[: known_after + 1], entries):
        with transaction.atomic():
            play(so_far)
            asked.append(counts.by_sector(day, known_at))
            transaction.set_rollback(True)
    assert asked[0] == asked[1]
