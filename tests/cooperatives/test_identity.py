"""Names, codes and addresses have a past, and today's are the ones searched for."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.actions import (
    correct_designation,
    correct_standing,
    designate,
    update_identity,
    withdraw,
)
from cooperatives.models import Area, Cooperative, Designation, Organisation
from tests.factories.pages import started_from
from tests.factories.people import make_user
from tests.factories.register import FOUNDED, at, clock, make_cooperative

from .test_actions import refusal

pytestmark = pytest.mark.django_db

WHAT = Designation.What
NAME = "Hợp tác xã Vận tải Số 1"
RENAMED = date(2020, 5, 1)
TAX_CODE, ANOTHER = "0301175691", "0100109106"


@pytest.fixture
def cooperative():
    return make_cooperative(NAME, tax_code=TAX_CODE)


def rename(cooperative, name="Hợp tác xã Bến Thành", day=RENAMED, **more):
    return designate(
        organisation=cooperative,
        what=WHAT.NAME,
        value=name,
        effective_from=day,
        by=None,
        **more,
    )


def called(organisation, day, what=WHAT.NAME, known_at=None):
    facts = Designation.objects.on(day, known_at).filter(organisation=organisation)
    return [fact.value for fact in facts.filter(what=what)]


def today(organisation):
    return Cooperative.objects.get(pk=organisation.pk)


class TestTheFirst:
    def test_name_and_code_hold_from_the_founding(self, cooperative):
        assert called(cooperative, FOUNDED) == [NAME]
        assert called(cooperative, FOUNDED, WHAT.TAX_CODE) == [TAX_CODE]
        assert not called(cooperative, FOUNDED, WHAT.SHORT_NAME)
        assert not called(cooperative, date(2015, 3, 1))


class TestRenaming:
    def test_keeps_both_names_each_in_its_time(self, cooperative):
        rename(cooperative, decision_number="9/QĐ", reason="Đại hội")
        assert called(cooperative, date(2020, 4, 30)) == [NAME]
        assert called(cooperative, RENAMED) == ["Hợp tác xã Bến Thành"]
        found = today(cooperative)
        assert (found.name, found.former_names) == ("Hợp tác xã Bến Thành", NAME)

    def test_both_names_are_found(self, cooperative):
        rename(cooperative)
        for words in ("ben thanh", "Vận tải số 1", "htxbt", "bt"):
            assert Organisation.objects.matching(words).get() == cooperative

    def test_an_older_name_typed_late_is_a_former_one(self, cooperative):
        rename(cooperative)
        rename(cooperative, "Hợp tác xã Xe Lam", date(2017, 1, 1))
        found = today(cooperative)
        assert found.name == "Hợp tác xã Bến Thành"
        assert found.former_names.split("\n") == ["Hợp tác xã Xe Lam", NAME]

    def test_keeps_a_version(self, cooperative):
        before = cooperative.history.count()
        rename(cooperative)
        assert today(cooperative).history.count() == before + 1

    def test_waits_for_its_day(self, cooperative):
        day = timezone.localdate() + timezone.timedelta(days=1)
        assert "effective_from" in refusal(lambda: rename(cooperative, day=day))
        assert today(cooperative).name == NAME

    def test_a_day_takes_one_name(self, cooperative):
        rename(cooperative)
        assert refusal(lambda: rename(cooperative, "Hợp tác xã Khác"))
        assert called(cooperative, RENAMED) == ["Hợp tác xã Bến Thành"]

    def test_a_new_tax_code_is_checked(self, cooperative):
        make_cooperative(tax_code=ANOTHER)
        for wrong in ("0301175692", "030117569", "0301 175 691", ANOTHER):
            errors = refusal(
                designate,
                organisation=cooperative,
                what=WHAT.TAX_CODE,
                value=wrong,
                effective_from=RENAMED,
                by=None,
            )
            assert list(errors) == ["value"], wrong


class TestCorrecting:
    def test_puts_the_right_name_from_the_same_day(self, cooperative):
        with clock(at(2024, 1, 5)):
            wrong = rename(cooperative, "Hợp tác xã Bến Thàn")
        with clock(at(2024, 2, 5)):
            correct_designation(
                fact=wrong,
                by=None,
                reason="Gõ sai",
                value="Hợp tác xã Bến Thành",
            )
        assert called(cooperative, RENAMED) == ["Hợp tác xã Bến Thành"]
        assert called(cooperative, RENAMED, known_at=at(2024, 1, 9)) == [
            "Hợp tác xã Bến Thàn"
        ]
        found = today(cooperative)
        assert (found.name, found.former_names) == ("Hợp tác xã Bến Thành", NAME)

    def test_a_withdrawn_name_gives_way_to_the_one_before(self, cooperative):
        withdraw(fact=rename(cooperative), by=None, reason="Ghi nhầm hồ sơ")
        found = today(cooperative)
        assert (found.name, found.former_names) == (NAME, "")

    def test_the_last_name_stays(self, cooperative):
        name = cooperative.designations.get(what=WHAT.NAME)
        assert refusal(withdraw, fact=name, by=None, reason="Thử")
        assert today(cooperative).name == NAME


class TestAmending:
    """A field corrected in place was wrong from the start."""

    def update_identity(self, cooperative, by=None, **changed):
        for name, value in changed.items():
            setattr(cooperative, name, value)
        return update_identity(organisation=cooperative, by=by)

    def test_corrects_the_fact_of_today(self, cooperative):
        keeper = make_user()
        self.update_identity(cooperative, keeper, name="Hợp tác xã Vận tải Số 10")
        [fact] = cooperative.designations.known().filter(what=WHAT.NAME)
        assert (fact.effective_from, fact.recorded_by) == (FOUNDED, keeper)
        assert fact.corrects.value == NAME
        assert today(cooperative).former_names == ""

    def test_what_was_missing_holds_from_the_founding(self, cooperative):
        self.update_identity(cooperative, short_name="HTX VT 1")
        assert called(cooperative, FOUNDED, WHAT.SHORT_NAME) == ["HTX VT 1"]
        assert Organisation.objects.matching("htx vt 1").exists()

    def test_what_is_emptied_is_struck(self, cooperative):
        self.update_identity(cooperative, tax_code=None)
        assert not called(cooperative, FOUNDED, WHAT.TAX_CODE)
        assert today(cooperative).tax_code is None

    def test_what_did_not_change_is_left_alone(self, cooperative):
        before = Designation.objects.count()
        self.update_identity(cooperative, phone="028 3822 0000")
        assert Designation.objects.count() == before
        assert today(cooperative).phone == "028 3822 0000"


class TestACorrectedFounding:
    """Names and codes begin with it; what came later stays where it is."""

    def correct(self, cooperative, day):
        founding = cooperative.entries.known().get()
        correct_standing(fact=founding, by=None, reason="Sai", effective_from=day)

    @pytest.mark.parametrize("day", [date(2010, 1, 4), date(2016, 1, 4)])
    def test_takes_the_first_ones_along(self, cooperative, day):
        rename(cooperative)
        self.correct(cooperative, day)
        assert called(cooperative, day) == [NAME]
        assert called(cooperative, day, WHAT.TAX_CODE) == [TAX_CODE]
        assert not called(cooperative, day - timedelta(1))
        assert today(cooperative).name == "Hợp tác xã Bến Thành"

    def test_beyond_the_next_name_is_refused(self, cooperative):
        rename(cooperative)
        errors = refusal(lambda: self.correct(cooperative, date(2021, 1, 4)))
        assert "ghi từ ngày 01/05/2020" in str(errors["effective_from"])
        assert called(cooperative, FOUNDED) == [NAME]


class TestACodeThatAnotherHasByNow:
    """It cannot hold again when what came after it is taken back."""

    @pytest.fixture
    def newer(self, cooperative):
        fact = designate(
            organisation=cooperative,
            what=WHAT.TAX_CODE,
            value=ANOTHER,
            effective_from=RENAMED,
            by=None,
        )
        make_cooperative("Hợp tác xã Sao Mai", tax_code=TAX_CODE)
        return fact

    def test_a_withdrawal_says_whose_it_is(self, cooperative, newer):
        said = refusal(withdraw, fact=newer, by=None, reason="Ghi nhầm")
        assert "Hợp tác xã Sao Mai" in str(said)
        assert today(cooperative).tax_code == ANOTHER

    def test_so_does_the_form_that_is_emptied(self, cooperative, newer, staff_client):
        address = reverse(
            "admin:cooperatives_cooperative_change", args=[cooperative.pk]
        )
        sent = {"name": NAME, "tax_code": ""} | started_from(staff_client, address)
        answer = staff_client.post(address, sent)
        assert "Hợp tác xã Sao Mai" in str(
            answer.context["adminform"].form.errors["tax_code"]
        )
        assert today(cooperative).tax_code == ANOTHER


class TestOfAFoundingToCome:
    """It is called already what it will be called from its founding on."""

    @pytest.fixture
    def founded(self):
        return timezone.localdate() + timedelta(30)

    @pytest.fixture
    def unit(self):
        return Area.objects.filter(level=Area.Level.UNIT)[0].code

    @pytest.fixture
    def cooperative(self, founded, unit):
        return make_cooperative(
            NAME, founded=founded, area_code=unit, address="2 Lê Lợi"
        )

    def test_an_amendment_keeps_all_of_it(self, cooperative):
        cooperative.name = "Hợp tác xã Bến Thành"
        update_identity(organisation=cooperative, by=None)
        found = today(cooperative)
        assert (found.name, found.address) == ("Hợp tác xã Bến Thành", "2 Lê Lợi")

    def test_a_fact_of_today_is_refused(self, cooperative):
        errors = refusal(lambda: rename(cooperative, day=timezone.localdate()))
        assert "chưa thành lập" in str(errors["effective_from"])
        assert today(cooperative).name == NAME

    def test_a_correction_may_leave_the_day(self, cooperative, founded):
        fact = cooperative.designations.get(what=WHAT.NAME)
        correct_designation(
            fact=fact, by=None, reason="Gõ sai", value="Hợp tác xã Bến Thành"
        )
        assert called(cooperative, founded) == ["Hợp tác xã Bến Thành"]
        assert today(cooperative).name == "Hợp tác xã Bến Thành"


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("vts12", True), ("HTXVTS12", True), ("v", False), ("st12", False), ("s12", True)],
)
@pytest.mark.parametrize("start", ["Hợp tác xã", "HTX"])
def test_initials_find_a_name(start, words, is_found):
    make_cooperative(f"{start} Vận tải Số 12")
    assert Organisation.objects.matching(words).exists() is is_found
