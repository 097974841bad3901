"""The register changes by its actions only, and each leaves a trail."""

import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cooperatives.actions import (
    change_many,
    change_standing,
    correct_standing,
    register,
    withdraw,
)
from cooperatives.models import (
    AXES,
    Area,
    Cooperative,
    LegalStatus,
    OperatingStatus,
    Organisation,
    Standing,
    StandingEntry,
)
from tests.factories.people import make_user
from tests.factories.register import (
    FOUNDED,
    area,
    at,
    clock,
    make_cooperative,
    make_union,
    sector,
)

pytestmark = pytest.mark.django_db

ACTIVE, STOPPED = OperatingStatus.ACTIVE, OperatingStatus.STOPPED
TAKEN = (
    "Đã có một mốc khác từ đúng ngày này ghi tình trạng hoạt động. Nếu mốc ấy sai, hãy "
    "đính chính."
)
MARCH, JUNE, DECEMBER = date(2020, 3, 1), date(2020, 6, 1), date(2020, 12, 1)


def refusal(call, **arguments):
    """Return the messages by field of the ValidationError that `call` raises."""
    with pytest.raises(ValidationError) as refused:
        call(**arguments)
    error = refused.value
    return error.message_dict if hasattr(error, "error_dict") else error.messages


def stands(cooperative, day, known_at=None):
    return Standing.objects.on(day, known_at).get(organisation=cooperative)


def valid_days(cooperative):
    rows = cooperative.entries.known().order_by("effective_from")
    return [row.effective_from for row in rows]


class TestRegister:
    def test_the_founding_is_the_first_standing(self):
        keeper = make_user()
        cooperative = Cooperative(name="Hợp  tác xã\u00a0Rau Sạch")
        standing = register(
            organisation=cooperative,
            founded_on=FOUNDED,
            by=keeper,
            sector=sector("nn"),
            area=area("783"),
            decision_number="12/QĐ-UBND",
        )
        assert cooperative.name == "Hợp tác xã Rau Sạch"
        assert standing.organisation_id == cooperative.pk
        assert standing.effective_from == FOUNDED
        assert standing.recorded_by == keeper
        assert standing.operating_status == ACTIVE
        assert standing.legal_status == LegalStatus.ACTIVE
        assert standing.kind == "htx"
        assert standing.stated_axes == list(AXES)
        assert cooperative.history.count() == 1

    def test_a_union_needs_no_sector(self):
        assert make_union().standings.get().sector is None

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"sector": None}, "sector"),
            ({"area": None}, "area"),
            ({"operating_status": "nghi"}, "operating_status"),
            ({"legal_status": "nghi"}, "legal_status"),
            ({"decision_number": "x" * 81}, "decision_number"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_kept(self, facts, field):
        errors = refusal(make_cooperative, facts=facts)
        assert list(errors) == [field]
        assert not Organisation.objects.exists()
        assert not Cooperative.history.exists()

    def test_a_founding_day_is_demanded(self):
        assert "effective_from" in refusal(make_cooperative, founded=None)
        assert not Organisation.objects.exists()

    @pytest.mark.parametrize("name", ["", "   ", "\u00a0", "\u200b"])
    def test_a_name_is_demanded(self, name):
        cooperative = Cooperative(name=name)
        assert refusal(
            register,
            organisation=cooperative,
            founded_on=FOUNDED,
            by=None,
            sector=sector("nn"),
            area=area("760"),
        )

    def test_a_wrong_tax_code_is_said_once_and_at_its_field(self):
        errors = refusal(make_cooperative, tax_code="0301175690")
        assert list(errors) == ["tax_code"]
        assert len(errors["tax_code"]) == 1

    def test_a_union_in_a_union_is_refused(self):
        errors = refusal(make_union, facts={"union": make_union()})
        assert list(errors) == ["union"]

    def test_an_area_that_has_ended_is_refused(self):
        errors = refusal(make_cooperative, founded=date(2025, 7, 1))
        assert list(errors) == ["area"]
        assert "01/07/2025" in errors["area"][0]
        assert "Quận 1" in errors["area"][0]
        assert make_cooperative(founded=date(2025, 6, 30))


class TestChange:
    def test_what_is_left_out_stays_and_a_decision_belongs_to_its_day(self):
        union = make_union()
        cooperative = make_cooperative(
            sector_code="gtvt",
            area_code="783",
            union=union,
            facts={"decision_number": "1/QĐ", "reason": "Thành lập"},
        )
        entry = change_standing(
            organisation=cooperative,
            effective_from=JUNE,
            by=None,
            operating_status=STOPPED,
        )
        before, now = stands(cooperative, MARCH), stands(cooperative, JUNE)
        assert (before.operating_status, now.operating_status) == (ACTIVE, STOPPED)
        assert now.sector == sector("gtvt")
        assert now.area == area("783")
        assert now.union == union
        assert entry.stated_axes == ["operating_status"]
        assert (entry.decision_number, entry.reason) == ("", "")

    def test_the_day_before_still_stands_as_before(self):
        cooperative = make_cooperative(status=STOPPED, status_from=JUNE)
        assert stands(cooperative, JUNE - timedelta(days=1)).operating_status == ACTIVE

    def test_a_late_entry_changes_no_other_row(self):
        cooperative = make_cooperative(status=STOPPED, status_from=DECEMBER)
        rows = list(cooperative.entries.order_by("pk").values())
        change_standing(
            organisation=cooperative, effective_from=MARCH, by=None, area=area("783")
        )
        assert list(cooperative.entries.order_by("pk").values())[:2] == rows
        assert stands(cooperative, JUNE).area == area("783")
        assert stands(cooperative, JUNE).operating_status == ACTIVE
        assert stands(cooperative, DECEMBER).area == area("783")
        assert stands(cooperative, DECEMBER).operating_status == STOPPED

    def test_before_the_founding_is_refused(self):
        cooperative = make_cooperative()
        errors = refusal(
            change_standing,
            organisation=cooperative,
            by=None,
            effective_from=FOUNDED - timedelta(days=1),
        )
        assert "trước ngày thành lập" in errors["effective_from"][0]
        assert valid_days(cooperative) == [FOUNDED]

    @pytest.mark.parametrize("day", [FOUNDED, JUNE])
    def test_a_day_that_has_a_standing_is_refused(self, day):
        cooperative = make_cooperative(status=STOPPED, status_from=JUNE)
        errors = refusal(
            change_standing,
            organisation=cooperative,
            by=None,
            effective_from=day,
            operating_status=ACTIVE,
        )
        assert errors == {"__all__": [TAKEN]}
        assert valid_days(cooperative) == [FOUNDED, JUNE]

    def test_another_axis_may_be_stated_on_the_same_day(self):
        cooperative = make_cooperative(status=STOPPED, status_from=JUNE)
        change_standing(
            organisation=cooperative, effective_from=JUNE, by=None, area=area("783")
        )
        found = stands(cooperative, JUNE)
        assert (found.operating_status, found.area) == (STOPPED, area("783"))
        assert cooperative.standings.known().count() == 2

    def test_what_says_nothing_is_refused(self):
        [said] = refusal(
            change_standing,
            organisation=make_cooperative(),
            effective_from=JUNE,
            by=None,
            reason="Không rõ",
        )
        assert "Chưa có gì thay đổi" in said

    def test_moving_to_an_area_that_has_ended_is_refused(self):
        cooperative = make_cooperative()
        errors = refusal(
            change_standing,
            organisation=cooperative,
            by=None,
            effective_from=date(2025, 7, 1),
            area=area("783"),
        )
        assert list(errors) == ["area"]

    def test_one_may_go_on_naming_its_own(self):
        """Of many only the old district is known; what else changed is recorded."""
        standing = change_standing(
            organisation=make_cooperative(),
            by=None,
            effective_from=date(2025, 7, 1),
            operating_status=STOPPED,
        )
        assert standing.stated_axes == ["operating_status"]
        cooperative = standing.organisation
        stood = stands(cooperative, date(2025, 7, 1))
        assert (stood.area, stood.operating_status) == (area("760"), STOPPED)
        change_standing(
            organisation=cooperative,
            by=None,
            effective_from=date(2025, 8, 1),
            area=area("760"),
        )

    def test_a_cooperative_keeps_a_sector(self):
        errors = refusal(
            change_standing,
            organisation=make_cooperative(),
            by=None,
            effective_from=JUNE,
            sector=None,
        )
        assert errors == {"sector": ["Hợp tác xã phải có lĩnh vực."]}


class TestCorrection:
    @pytest.fixture
    def cooperative(self):
        with clock(at(2020, 6, 2)):
            return make_cooperative(status=STOPPED, status_from=JUNE)

    def correct(self, cooperative, day=JUNE, **facts):
        standing = cooperative.entries.known().get(effective_from=day)
        return correct_standing(
            **{"fact": standing, "by": None, "reason": "Nhập nhầm", **facts}
        )

    def test_the_wrong_row_stays_and_says_by_whom_it_was_replaced(self, cooperative):
        keeper = make_user()
        wrong = cooperative.entries.get(effective_from=JUNE)
        with clock(at(2021, 1, 5)):
            right = self.correct(
                cooperative, by=keeper, operating_status=ACTIVE, reason="Đọc nhầm dòng"
            )
        wrong.refresh_from_db()
        assert wrong.operating_status == STOPPED
        assert (wrong.superseded_at, wrong.superseded_by) == (at(2021, 1, 5), keeper)
        assert (right.recorded_at, right.recorded_by) == (at(2021, 1, 5), keeper)
        assert right.corrects == wrong
        assert right.reason == "Đọc nhầm dòng"

    def test_a_report_made_before_can_be_made_again(self, cooperative):
        corrected = at(2021, 1, 5)
        with clock(corrected):
            self.correct(cooperative, operating_status=ACTIVE)
        just_before = corrected - timedelta(microseconds=1)
        assert stands(cooperative, DECEMBER, just_before).operating_status == STOPPED
        assert stands(cooperative, DECEMBER, corrected).operating_status == ACTIVE
        assert stands(cooperative, DECEMBER).operating_status == ACTIVE

    def test_before_it_was_typed_in_nothing_was_known(self, cooperative):
        assert not Standing.objects.on(DECEMBER, at(2020, 6, 1)).exists()
        assert not Standing.objects.foundings(at(2020, 6, 1)).exists()

    def test_facts_left_out_are_taken_from_the_wrong_row(self, cooperative):
        change_standing(
            organisation=cooperative,
            effective_from=DECEMBER,
            by=None,
            area=area("783"),
            decision_number="9/QĐ",
        )
        right = self.correct(cooperative, DECEMBER, sector=sector("gtvt"))
        assert right.stated_axes == ["sector", "place"]
        assert right.area == area("783")
        assert right.decision_number == "9/QĐ"
        assert right.sector == sector("gtvt")

    def test_the_day_itself_can_be_corrected(self, cooperative):
        self.correct(cooperative, effective_from=MARCH)
        assert valid_days(cooperative) == [FOUNDED, MARCH]
        self.correct(cooperative, FOUNDED, effective_from=date(2001, 1, 1))
        assert valid_days(cooperative) == [date(2001, 1, 1), MARCH]

    @pytest.mark.parametrize(
        ("wrong", "day"),
        [(FOUNDED, JUNE), (FOUNDED, DECEMBER), (JUNE, MARCH.replace(1999))],
    )
    def test_the_founding_stays_the_first(self, cooperative, wrong, day):
        errors = refusal(
            self.correct, cooperative=cooperative, day=wrong, effective_from=day
        )
        assert list(errors) == ["effective_from"]
        assert valid_days(cooperative) == [FOUNDED, JUNE]

    def test_a_day_that_has_a_standing_is_refused(self, cooperative):
        change_standing(
            organisation=cooperative,
            effective_from=MARCH,
            by=None,
            operating_status=STOPPED,
        )
        errors = refusal(self.correct, cooperative=cooperative, effective_from=MARCH)
        assert errors == {"__all__": [TAKEN]}
        assert valid_days(cooperative) == [FOUNDED, MARCH, JUNE]

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_a_reason_is_demanded(self, cooperative, reason):
        errors = refusal(self.correct, cooperative=cooperative, reason=reason)
        assert errors == {"reason": ["Hãy nói rõ lý do."]}

    def test_a_stale_correction_is_refused(self, cooperative):
        """Two people open the same standing; the second one is told."""
        seen = cooperative.entries.get(effective_from=JUNE)
        self.correct(cooperative, operating_status=ACTIVE)
        errors = refusal(
            correct_standing,
            fact=seen,
            by=None,
            reason="Tôi cũng thấy sai",
            operating_status=ACTIVE,
        )
        assert "đã được đính chính" in errors[0]
        assert cooperative.entries.count() == 3

    def test_a_refused_correction_leaves_the_row_valid(self, cooperative):
        assert refusal(self.correct, cooperative=cooperative, operating_status="nghi")
        assert stands(cooperative, JUNE).operating_status == STOPPED
        assert cooperative.entries.count() == 2

    def test_a_correction_can_itself_be_corrected(self, cooperative):
        with clock(at(2021, 1, 5)):
            self.correct(cooperative, operating_status=ACTIVE)
        with clock(at(2022, 1, 5)):
            self.correct(cooperative, operating_status=STOPPED)
        known = [at(2020, 7, 1), at(2021, 7, 1), at(2022, 7, 1)]
        found = [stands(cooperative, DECEMBER, k).operating_status for k in known]
        assert found == [STOPPED, ACTIVE, STOPPED]


class TestWithdrawal:
    @pytest.fixture
    def cooperative(self):
        with clock(at(2020, 1, 5)):
            return make_cooperative(status=STOPPED, status_from=JUNE)

    def test_what_was_before_holds_again_and_then_stays_told(self, cooperative):
        keeper = make_user()
        wrong = cooperative.entries.get(effective_from=JUNE)
        with clock(at(2021, 1, 5)):
            withdraw(fact=wrong, by=keeper, reason="Ghi nhầm hồ sơ")
        assert stands(cooperative, DECEMBER).operating_status == ACTIVE
        then = stands(cooperative, DECEMBER, at(2020, 7, 1))
        assert (then.operating_status, then.superseded_by) == (STOPPED, keeper)
        wrong.refresh_from_db()
        assert wrong.is_withdrawn
        assert (wrong.superseded_by, wrong.withdrawal_reason) == (
            keeper,
            "Ghi nhầm hồ sơ",
        )

    def test_its_day_is_free_again(self, cooperative):
        wrong = cooperative.entries.get(effective_from=JUNE)
        withdraw(fact=wrong, by=None, reason="Nhầm")
        change_standing(
            organisation=cooperative,
            effective_from=JUNE,
            by=None,
            operating_status=STOPPED,
        )
        assert valid_days(cooperative) == [FOUNDED, JUNE]

    def test_a_record_withdrawn_whole_is_founded_anew(self, cooperative):
        for standing in cooperative.entries.all():
            withdraw(fact=standing, by=None, reason="Nhầm")
        change_standing(
            organisation=cooperative,
            effective_from=JUNE,
            by=None,
            sector=sector("nn"),
            area=area("760"),
        )
        assert valid_days(cooperative) == [JUNE]

    def test_a_founding_goes_last(self, cooperative):
        founding = cooperative.entries.get(effective_from=FOUNDED)
        [said] = refusal(withdraw, fact=founding, by=None, reason="Nhầm")
        assert "thành lập" in said
        withdraw(fact=cooperative.entries.first(), by=None, reason="Nhầm")
        withdraw(fact=founding, by=None, reason="Nhầm")
        assert not Standing.objects.on(DECEMBER).exists()

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_a_reason_is_demanded(self, cooperative, reason):
        errors = refusal(
            withdraw, fact=cooperative.entries.first(), by=None, reason=reason
        )
        assert list(errors) == ["reason"]

    def test_it_happens_once(self, cooperative):
        wrong = cooperative.entries.get(effective_from=JUNE)
        withdraw(fact=wrong, by=None, reason="Nhầm")
        assert "trước đó" in refusal(withdraw, fact=wrong, by=None, reason="Nhầm")[0]


class TestChangingMany:
    def test_each_stands_so_from_that_day(self):
        keeper, some = make_user(), [make_cooperative() for _ in range(3)]
        made = change_many(
            organisations=some,
            effective_from=JUNE,
            by=keeper,
            operating_status=STOPPED,
            decision_number="5/QĐ",
        )
        assert [row.organisation_id for row in made] == [one.pk for one in some]
        for one in some:
            found = stands(one, JUNE)
            assert (found.operating_status, found.area) == (STOPPED, area("760"))
            assert found.recorded_by == keeper
            assert one.entries.get(effective_from=JUNE).decision_number == "5/QĐ"
        assert len({row.recorded_at for row in made}) == 1

    @pytest.mark.parametrize(
        ("founded", "facts"),
        [
            (DECEMBER, {}),  # not yet there
            (JUNE, {}),  # has a standing from that day
            (FOUNDED, {"area": "770"}),  # a unit that is not of that day
        ],
    )
    def test_one_that_cannot_keeps_all_from_it(self, founded, facts):
        facts = {name: Area.objects.filter(level="unit").first() for name in facts}
        some = [make_cooperative(), make_cooperative("Hợp tác xã Lỡ", founded=founded)]
        said = refusal(
            change_many,
            organisations=some,
            effective_from=JUNE,
            by=None,
            operating_status=STOPPED,
            **facts,
        )
        assert said
        assert Standing.objects.count() == 2

    def test_a_kill_in_the_middle_leaves_nothing(self, monkeypatch):
        """The process ends while the second batch is being written."""
        some = [make_cooperative() for _ in range(3)]
        monkeypatch.setattr("cooperatives.actions.folding.BATCH", 1)
        written = []

        def stop_at_the_second(execute, sql, params, many, context):
            if sql.startswith('INSERT INTO "cooperatives_standing"'):
                written.append(sql)
                if len(written) == 2:
                    raise KeyboardInterrupt
            return execute(sql, params, many, context)

        with (
            connection.execute_wrapper(stop_at_the_second),
            pytest.raises(KeyboardInterrupt),
        ):
            change_many(
                organisations=some,
                effective_from=JUNE,
                by=None,
                operating_status=STOPPED,
            )
        assert (len(written), Standing.objects.count()) == (2, 3)
        assert StandingEntry.objects.count() == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_people_change_one_record_at_once_and_one_wins():
    from threading import Barrier, Thread

    cooperative = make_cooperative()
    start, outcomes = Barrier(2), []

    def change(status):
        try:
            start.wait(timeout=10)
            change_standing(
                organisation=cooperative,
                effective_from=JUNE,
                by=None,
                operating_status=status,
            )
            outcomes.append("recorded")
        except ValidationError as error:
            outcomes.append(error.message_dict["__all__"][0])
        finally:
            connection.close()

    threads = [Thread(target=change, args=[s]) for s in (ACTIVE, STOPPED)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == sorted(["recorded", TAKEN])
    assert valid_days(cooperative) == [FOUNDED, JUNE]


KILLED_IN_THE_MIDDLE = """
import os, signal, sys
import django
django.setup()
from datetime import date
from django.db import connection
from cooperatives.actions import change_many, folding
from cooperatives.models import Cooperative

folding.BATCH = 10
written = []

def kill_at_the_second(execute, sql, params, many, context):
    done = execute(sql, params, many, context)
    if sql.startswith('INSERT INTO "cooperatives_standing"'):
        written.append(sql)
        if len(written) == 2:
            print("written", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    return done

with connection.execute_wrapper(kill_at_the_second):
    change_many(
        organisations=Cooperative.objects.all(),
        effective_from=date(2020, 6, 1),
        by=None,
        operating_status="ngung",
    )
"""


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_process_killed_in_the_middle_of_many_leaves_nothing():
    """By the operating system, with half of the rows already sent to the server."""
    for _ in range(30):
        make_cooperative()
    own = connection.settings_dict
    user = ":".join(filter(None, [quote(own["USER"]), quote(own["PASSWORD"])]))
    host = f"{quote(own['HOST'], safe='')}:{own['PORT'] or 5432}"
    place = f"postgres://{user}@{host}/{own['NAME']}"
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_IN_THE_MIDDLE],
        env=os.environ | {"DATABASE_URL": place},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert (ended.stdout, ended.returncode) == ("written\n", -signal.SIGKILL)
    assert Standing.objects.count() == 30
    assert StandingEntry.objects.count() == 30
    change_standing(
        organisation=Cooperative.objects.first(),
        effective_from=JUNE,
        by=None,
        operating_status=STOPPED,
    )
