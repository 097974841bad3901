"""Nothing refers to an organisation on a day on which it did not exist."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperatives.actions import (
    change_many,
    change_standing,
    correct_designation,
    correct_standing,
    correct_survey,
    designate,
    find_consequences,
    record_survey,
    register,
    reorganise,
    withdraw,
)
from cooperatives.models import (
    Designation,
    OperatingStatus,
    Reorganisation,
    Standing,
    StandingEntry,
    Survey,
)
from tests.factories.once import written_once, written_once_each
from tests.factories.register import FOUNDED, make_cooperative, make_union

from .test_actions import refusal

pytestmark = pytest.mark.django_db

DAY = date(2022, 7, 1)
EARLIER, LATER = date(2020, 1, 1), date(2024, 1, 1)
FORM = Reorganisation.Form
ENDED = OperatingStatus.DISSOLVED


@written_once_each
def merge(one, *into, day=DAY, form=FORM.MERGER, **more):
    return reorganise(
        organisation=one,
        form=form,
        successors=list(into),
        effective_from=day,
        by=None,
        **more,
    )


@written_once_each
def end(organisation, day=DAY, **more):
    return change_standing(
        organisation=organisation,
        effective_from=day,
        operating_status=ENDED,
        by=None,
        **more,
    )


@written_once_each
def join(cooperative, union, day=DAY):
    return change_standing(
        organisation=cooperative, effective_from=day, union=union, by=None
    )


@written_once_each
def survey(organisation, day=DAY):
    return record_survey(
        organisation=organisation, effective_from=day, by=None, source="S", members=9
    )


def founding(organisation):
    return organisation.entries.known().order_by("effective_from").first()


@written_once_each
def move_founding(organisation, day):
    return correct_standing(
        fact=founding(organisation), by=None, reason="Sai", effective_from=day
    )


def take_back(fact, **more):
    return withdraw(fact=fact, by=None, reason="Nhầm", **more)


def union_of(cooperative, day):
    return Standing.objects.on(day).get(organisation=cooperative).union


def refused(attempt, field, *words):
    """Assert that `attempt` is refused at `field`, in a sentence with `words`, and that
    nothing was written."""
    before = snapshot()
    errors = refusal(attempt)
    assert list(errors) == [field], errors
    said = " ".join(errors[field])
    for word in words:
        assert word in said
    assert snapshot() == before


def snapshot():
    models = (StandingEntry, Standing, Reorganisation, Designation)
    return [list(model.objects.order_by("pk").values()) for model in models]


class TestAMerger:
    def test_into_one_that_was_dissolved(self):
        one, other = make_cooperative(), make_cooperative("HTX Hết")
        end(other, EARLIER)
        refused(lambda: merge(one, other), "successors", "đã giải thể từ 01/01/2020")

    def test_into_one_that_was_dissolved_on_that_very_day(self):
        one, other = make_cooperative(), make_cooperative()
        end(other)
        refused(lambda: merge(one, other), "successors", "đã giải thể từ 01/07/2022")

    def test_into_one_that_was_dissolved_later_is_right(self):
        one, other = make_cooperative(), make_cooperative()
        end(other, LATER)
        assert merge(one, other)

    def test_into_one_that_was_not_founded_yet(self):
        one, other = make_cooperative(), make_cooperative(founded=LATER)
        refused(lambda: merge(one, other), "successors", "chưa thành lập")

    def test_of_one_that_ended_before(self):
        one, other = make_cooperative("HTX Hết"), make_cooperative()
        end(one, EARLIER)
        refused(lambda: merge(one, other), "effective_from", "HTX Hết đã giải thể")
        separate = FORM.SEPARATION
        refused(lambda: merge(one, other, form=separate), "effective_from")

    @pytest.mark.parametrize("form", FORM)
    def test_of_one_that_was_not_founded_yet(self, form):
        one, other = make_cooperative(founded=LATER), make_cooperative()
        refused(lambda: merge(one, other, form=form), "effective_from", "chưa thành")

    def test_of_a_cooperative_into_a_union_or_the_reverse(self):
        one, union = make_cooperative(), make_union()
        for pair in ((one, union), (union, one)):
            for form in FORM:
                attempt = lambda p=pair, f=form: merge(*p, form=f)  # noqa: E731
                refused(attempt, "successors", "cùng loại hình")

    def test_into_itself_or_the_same_twice(self):
        one, other = make_cooperative(), make_cooperative()
        refused(lambda: merge(one, one), "successors")
        both = [other, other]
        refused(lambda: merge(one, *both, form=FORM.DIVISION), "successors")

    def test_known_already(self):
        one, other = make_cooperative(), make_cooperative()
        merge(one, other, form=FORM.SEPARATION)
        refused(lambda: merge(one, other, day=LATER), "successors", "đã được ghi")

    def test_of_one_that_goes_another_way_already(self):
        one, other, third = (make_cooperative() for _ in range(3))
        merge(one, other)
        refused(lambda: merge(one, third), "form", "sáp nhập vào")

    def test_a_division_may_be_recorded_part_by_part(self):
        one = make_cooperative()
        merge(one, make_cooperative(), form=FORM.DIVISION)
        merge(one, make_cooperative(), form=FORM.DIVISION)
        assert one.reorganisations.count() == 2


class TestACircle:
    def resume(self, organisation, day):
        change_standing(
            organisation=organisation,
            effective_from=day,
            operating_status="hoat-dong",
            by=None,
        )

    @pytest.mark.parametrize("length", [2, 3, 5])
    def test_is_refused_however_long(self, length):
        chain = [make_cooperative() for _ in range(length)]
        for place, (one, other) in enumerate(zip(chain, chain[1:], strict=False)):
            merge(one, other, day=date(2016 + place, 1, 1))
        refused(lambda: merge(chain[-1], chain[0], day=LATER), "successors", "giải thể")
        resume = lambda: self.resume(chain[0], date(2023, 1, 1))  # noqa: E731
        refused(resume, "effective_from", "hãy rút quan hệ ấy trước")

    @pytest.mark.parametrize("length", [3, 5])
    def test_of_mergers_and_a_separation(self, length):
        chain = [make_cooperative() for _ in range(length)]
        merge(chain[0], chain[1], day=date(2016, 1, 1), form=FORM.SEPARATION)
        for place, (one, other) in enumerate(zip(chain[1:], chain[2:], strict=False)):
            separate = FORM.SEPARATION
            merge(one, other, day=date(2017 + place, 1, 1), form=separate)
        attempt = lambda: merge(  # noqa: E731
            chain[-1], chain[0], day=LATER, form=FORM.SEPARATION
        )
        refused(attempt, "successors", "vòng")

    def test_of_separations(self):
        one, other = make_cooperative(), make_cooperative()
        merge(one, other, form=FORM.SEPARATION)
        attempt = lambda: merge(other, one, form=FORM.SEPARATION, day=LATER)  # noqa: E731
        refused(attempt, "successors", "vòng tròn")

    def test_one_that_was_separated_may_be_merged_back(self):
        one, part = make_cooperative(), make_cooperative()
        merge(one, part, form=FORM.SEPARATION)
        assert merge(part, one, day=LATER)

    def test_but_not_on_an_earlier_day(self):
        one, part = make_cooperative(), make_cooperative()
        merge(one, part, form=FORM.SEPARATION)
        refused(lambda: merge(part, one, day=EARLIER), "successors", "vòng tròn")

    def test_the_separation_may_be_entered_late(self):
        one, part = make_cooperative(), make_cooperative()
        merge(part, one, day=LATER)
        assert merge(one, part, form=FORM.SEPARATION)

    def test_one_withdrawn_closes_none(self):
        one, other = make_cooperative(), make_cooperative()
        [wrong] = merge(one, other)
        take_back(wrong, with_consequences=True)
        assert merge(other, one)


class TestWhatAMergerNeeds:
    """Refused afterwards, too, until the merger is withdrawn."""

    @pytest.fixture
    @written_once
    def pair(self):
        one, other = make_cooperative("HTX Cũ"), make_cooperative("HTX Mới")
        merge(one, other)
        return one, other

    @pytest.mark.parametrize("day", [EARLIER, DAY])
    def test_the_successor_ends_earlier(self, pair, day):
        told = "HTX Cũ sáp nhập vào HTX Mới ngày 01/07/2022", "rút"
        some = [pair[1], make_cooperative()]
        refused(lambda: end(pair[1], day), "effective_from", *told)
        many = lambda: change_many(  # noqa: E731
            organisations=some, effective_from=day, by=None, operating_status=ENDED
        )
        refused(many, "effective_from", *told)

    def test_the_end_of_the_successor_is_corrected_to_earlier(self, pair):
        ending = end(pair[1], LATER)
        correct = lambda: correct_standing(  # noqa: E731
            fact=ending, by=None, reason="Sai", effective_from=EARLIER
        )
        refused(correct, "effective_from", "HTX Mới đã giải thể từ 01/01/2020")

    def test_a_status_is_corrected_to_the_end(self, pair):
        stopped = change_standing(
            organisation=pair[1],
            effective_from=EARLIER,
            operating_status="ngung",
            by=None,
        )
        correct = lambda: correct_standing(  # noqa: E731
            fact=stopped, by=None, reason="Sai", operating_status=ENDED
        )
        refused(correct, "effective_from")

    def test_the_successor_had_resumed_which_is_withdrawn(self):
        one, other = make_cooperative(), make_cooperative()
        end(other, date(2018, 1, 1))
        resumed = change_standing(
            organisation=other,
            effective_from=EARLIER,
            operating_status="hoat-dong",
            by=None,
        )
        merge(one, other)
        refused(lambda: take_back(resumed), "effective_from", "đã giải thể")

    def test_the_predecessor_ended_earlier(self, pair):
        refused(lambda: end(pair[0], EARLIER), "effective_from", "HTX Cũ đã giải thể")

    @pytest.mark.parametrize("who", [0, 1])
    def test_a_founding_is_corrected_to_later(self, pair, who):
        move_founding(pair[who], EARLIER)
        day = date(2023, 1, 1)
        if who == 0:  # its end has to stay after its founding anyway
            refused(lambda: move_founding(pair[0], day), "effective_from")
        else:
            words = "HTX Mới chưa thành lập (thành lập ngày 01/01/2023)"
            refused(lambda: move_founding(pair[1], day), "effective_from", words)

    def test_a_predecessor_that_lives_on(self):
        one, part = make_cooperative(), make_cooperative()
        merge(one, part, form=FORM.SEPARATION)
        refused(lambda: move_founding(one, LATER), "effective_from", "tách ra")

    def test_the_successor_is_withdrawn_whole(self, pair):
        refused(
            lambda: take_back(founding(pair[1])),
            "effective_from",
            "không có trong sổ",
            "rút",
        )

    def test_the_merger_withdrawn_all_of_it_goes(self, pair):
        take_back(Reorganisation.objects.get())
        assert end(pair[1], EARLIER).operating_status == ENDED


class TestWhoWasMergedAway:
    """Stays dissolved until the merger is withdrawn."""

    TOLD = "HTX Cũ đã sáp nhập vào HTX Mới từ ngày 01/07/2022", "hãy rút quan hệ ấy"

    @pytest.fixture
    @written_once
    def one(self):
        one, other = make_cooperative("HTX Cũ"), make_cooperative("HTX Mới")
        merge(one, other)
        return one

    @pytest.fixture
    def ending(self, one):
        return one.entries.known().get(operating_status=ENDED)

    def test_its_end_is_withdrawn(self, one, ending):
        refused(lambda: take_back(ending), "effective_from", *self.TOLD)
        take_back(Reorganisation.objects.get())
        take_back(ending)

    @pytest.mark.parametrize("status", ["hoat-dong", "ngung"])
    def test_its_end_is_corrected_to_none(self, ending, status):
        correct = lambda: correct_standing(  # noqa: E731
            fact=ending, by=None, reason="Sai", operating_status=status
        )
        refused(correct, "effective_from", *self.TOLD)

    def test_its_end_is_corrected_not_to_state_it(self, ending):
        correct = lambda: correct_standing(  # noqa: E731
            fact=ending, by=None, reason="Sai", leave_out=["operating_status"]
        )
        refused(correct, "effective_from", *self.TOLD)

    @pytest.mark.parametrize("day", [EARLIER, LATER])
    def test_its_end_is_moved(self, ending, day):
        correct = lambda: correct_standing(  # noqa: E731
            fact=ending, by=None, reason="Sai", effective_from=day
        )
        refused(correct, "effective_from", "HTX Cũ", "rút quan hệ ấy")

    @pytest.mark.parametrize("status", ["hoat-dong", "ngung"])
    def test_it_resumes(self, one, status):
        said = {"effective_from": LATER, "operating_status": status, "by": None}
        told = *self.TOLD, "từ ngày 01/01/2024 không còn"
        alone = lambda: change_standing(organisation=one, **said)  # noqa: E731
        refused(alone, "effective_from", *told)
        many = lambda: change_many(organisations=[one], **said)  # noqa: E731
        refused(many, "effective_from", *told)

    @pytest.mark.parametrize("form", [FORM.CONSOLIDATION, FORM.DIVISION])
    def test_or_went_another_way(self, form):
        one = make_cooperative()
        merge(one, make_cooperative(), form=form)
        ending = one.entries.known().get(operating_status=ENDED)
        refused(lambda: take_back(ending), "effective_from", "hãy rút quan hệ ấy")

    def test_who_was_separated_from_may_end_and_resume(self):
        one = make_cooperative()
        merge(one, make_cooperative(), form=FORM.SEPARATION)
        ending = end(one, LATER)
        take_back(ending)
        assert not one.entries.known().filter(operating_status=ENDED).exists()

    def test_its_end_is_confirmed_and_its_paper_corrected(self, one, ending):
        end(one, LATER)
        right = correct_standing(
            fact=ending, by=None, reason="Sai", decision_number="9/QĐ"
        )
        assert right.operating_status == ENDED

    def test_had_resumed_before_the_merger_is_recorded(self):
        one, other = make_cooperative(), make_cooperative()
        resumed = change_standing(
            organisation=one, effective_from=LATER, by=None, operating_status="ngung"
        )
        told = "Từ ngày 01/01/2024", "rút mốc ấy trước"
        refused(lambda: merge(one, other), "effective_from", *told)
        end(one)
        refused(lambda: merge(one, other), "effective_from", *told)
        take_back(resumed)
        merge(one, other)

    def test_is_told_by_the_command(self, one):
        other = make_cooperative("HTX Khác")
        Reorganisation.objects.create(
            organisation=other,
            successor=Reorganisation.objects.get().successor,
            form=FORM.MERGER,
            effective_from=DAY,
        )
        with pytest.raises(CommandError, match="HTX Khác đã sáp nhập vào HTX Mới"):
            call_command("check_register", stdout=StringIO())


class TestAMember:
    def test_before_the_founding_of_the_union(self):
        one, union = make_cooperative(), make_union(founded=LATER)
        refused(lambda: join(one, union), "union", "chưa thành lập")

    def test_after_its_end(self):
        one, union = make_cooperative(), make_union()
        end(union, EARLIER)
        refused(lambda: join(one, union), "union", "đã giải thể từ 01/01/2020")

    def test_beyond_its_end_until_the_leaving_is_recorded(self):
        one, union = make_cooperative(), make_union()
        end(union, LATER)
        told = "Hãy ghi mốc rời liên hiệp từ 01/01/2024 trước"
        refused(lambda: join(one, union), "union", told)
        left = join(one, None, LATER)
        join(one, union)
        assert union_of(one, DAY) == union
        refused(lambda: take_back(left), "union", told)

    def test_from_its_own_founding(self):
        for union in (make_union(founded=LATER), make_union()):
            if union.standings.first().effective_from == FOUNDED:
                end(union, EARLIER)
            attempt = lambda u=union: make_cooperative(union=u)  # noqa: E731
            refused(attempt, "union")

    def test_of_many(self):
        some, union = [make_cooperative(), make_cooperative()], make_union()
        end(union, EARLIER)
        many = lambda: change_many(  # noqa: E731
            organisations=some, effective_from=DAY, by=None, union=union
        )
        refused(many, "union", "đã giải thể")

    def test_corrected_to_another_day_or_union(self):
        one, union = make_cooperative(), make_union(founded=EARLIER)
        entry = join(one, union)
        refused(
            lambda: correct_standing(
                fact=entry, by=None, reason="Sai", effective_from=date(2019, 1, 1)
            ),
            "union",
            "chưa thành lập",
        )
        newer = make_union(founded=LATER)
        refused(
            lambda: correct_standing(fact=entry, by=None, reason="Sai", union=newer),
            "union",
        )

    def test_whose_union_is_founded_later_by_a_correction(self):
        one, union = make_cooperative("HTX Một"), make_union()
        join(one, union)
        move_founding(union, DAY)
        refused(lambda: move_founding(union, LATER), "effective_from", "HTX Một được")

    def test_whose_union_is_withdrawn_whole(self):
        one, union = make_cooperative(), make_union()
        entry = join(one, union)
        refused(lambda: take_back(founding(union)), "effective_from", "không có trong")
        take_back(entry)
        take_back(founding(union))

    def test_that_ended_itself_is_none(self):
        one, union = make_cooperative(), make_union()
        join(one, union)
        end(one, LATER)
        end(union, date(2025, 1, 1))
        resumed = lambda: change_standing(  # noqa: E731
            organisation=one,
            effective_from=date(2025, 6, 1),
            operating_status="hoat-dong",
            by=None,
        )
        refused(resumed, "union", "đã giải thể từ 01/01/2025")
        take_back_end = one.entries.known().get(operating_status=ENDED)
        refused(lambda: take_back(take_back_end), "union", "ghi mốc rời")

    def test_that_ended_before_its_union_was_founded(self):
        one = make_cooperative()
        end(one, EARLIER)
        union = make_union(founded=LATER)
        refused(lambda: join(one, union), "union")


class TestTheEndOfAUnion:
    @pytest.fixture
    @written_once
    def union(self):
        return make_union("Liên hiệp Một")

    @pytest.fixture
    @written_once
    def members(self, union):
        made = [make_cooperative(f"HTX {n}", union=union) for n in "ABC"]
        end(made[2], EARLIER)
        return made[:2]

    def test_asks_what_becomes_of_its_members(self, union, members):
        words = "Liên hiệp Một không còn", "2 thành viên", "HTX A, HTX B"
        refused(lambda: end(union), "members", *words)
        refused(lambda: end(union, members="theo"), "members")
        unions = [union, make_union()]
        many = lambda: change_many(  # noqa: E731
            organisations=unions, effective_from=DAY, by=None, operating_status=ENDED
        )
        refused(many, "members", *words)

    def test_lets_them_leave_at_the_same_moment(self, union, members):
        entry = end(union, members="roi", decision_number="7/QĐ")
        for member in members:
            left = member.entries.get(effective_from=DAY)
            assert (left.stated_axes, left.union) == (["union"], None)
            assert left.recorded_at == entry.recorded_at
            assert left.decision_number == "7/QĐ"
            assert union_of(member, date(2022, 6, 30)) == union
            assert union_of(member, DAY) is None

    def test_of_many_unions_too(self, union, members):
        other = make_union()
        member = make_cooperative(union=other)
        change_many(
            organisations=[union, other],
            effective_from=DAY,
            by=None,
            operating_status=ENDED,
            members="roi",
        )
        assert {union_of(one, DAY) for one in [*members, member]} == {None}

    def test_by_a_correction(self, union, members):
        stopped = change_standing(
            organisation=union, effective_from=DAY, operating_status="ngung", by=None
        )
        correct = lambda **more: correct_standing(  # noqa: E731
            fact=stopped, by=None, reason="Sai", operating_status=ENDED, **more
        )
        refused(correct, "members", "2 thành viên")
        correct(members="roi")
        assert union_of(members[0], DAY) is None

    def test_on_a_corrected_day(self, union, members):
        ending = end(union, LATER, members="roi")
        correct = lambda **more: correct_standing(  # noqa: E731
            fact=ending, by=None, reason="Sai", effective_from=DAY, **more
        )
        refused(correct, "members", "2 thành viên")
        correct(members="roi")
        assert {union_of(one, DAY) for one in members} == {None}

    def test_by_a_merger_lets_them_follow(self, union, members):
        other = make_union("Liên hiệp Hai")
        refused(lambda: merge(union, other), "members", "2 thành viên")
        [reorganisation] = merge(union, other, members="theo")
        assert {union_of(one, DAY) for one in members} == {other}
        entry = members[0].entries.get(effective_from=DAY)
        assert entry.recorded_at == reorganisation.recorded_at

    def test_by_a_merger_lets_them_leave(self, union, members):
        merge(union, make_union(), members="roi")
        assert {union_of(one, DAY) for one in members} == {None}

    def test_they_cannot_follow_into_one_that_ends_later(self, union, members):
        other = make_union()
        end(other, LATER)
        refused(lambda: merge(union, other, members="theo"), "union", "ghi mốc rời")

    def test_who_joins_later_is_in_the_way(self, union):
        one = make_cooperative("HTX Muộn")
        join(one, union, LATER)
        refused(lambda: end(union, members="roi"), "effective_from", "HTX Muộn")
        refused(lambda: end(union, LATER, members="roi"), "members", "HTX Muộn")

    def test_had_resumed_which_is_withdrawn(self, union):
        end(union, EARLIER)
        resumed = change_standing(
            organisation=union,
            effective_from=DAY,
            operating_status="hoat-dong",
            by=None,
        )
        join(make_cooperative(), union, LATER)
        refused(lambda: take_back(resumed), "effective_from", "đã giải thể")

    def test_costs_the_same_for_few_and_many(self):
        def cost(count):
            union = make_union()
            for _ in range(count):
                make_cooperative(union=union)
            with CaptureQueriesContext(connection) as queries:
                end.__wrapped__(union, members="roi")
            return len(queries)

        assert cost(2) == cost(4)


class TestWithdrawingAMerger:
    def test_leaves_the_end_of_the_predecessor(self):
        one, other = make_cooperative(), make_cooperative()
        [reorganisation] = merge(one, other)
        take_back(reorganisation)
        assert Standing.objects.on(DAY).get(organisation=one).operating_status == ENDED

    def test_takes_it_along_when_asked(self):
        one, other = make_cooperative(), make_cooperative()
        [reorganisation] = merge(one, other)
        take_back(reorganisation, with_consequences=True)
        reorganisation.refresh_from_db()
        ending = one.entries.get(operating_status=ENDED)
        assert ending.superseded_at == reorganisation.superseded_at
        assert ending.withdrawal_reason == "Nhầm"
        standing = Standing.objects.on(DAY).get(organisation=one)
        assert standing.operating_status == OperatingStatus.ACTIVE

    def test_brings_the_members_back(self):
        union, other = make_union(), make_union()
        member = make_cooperative(union=union)
        [reorganisation] = merge(union, other, members="theo")
        take_back(reorganisation, with_consequences=True)
        assert union_of(member, DAY) == union

    @pytest.mark.parametrize("members", ["theo", "roi"])
    @pytest.mark.parametrize("corrected", ["union", "member"])
    def test_brings_the_members_back_after_corrections(self, corrected, members):
        union, other = make_union(), make_union()
        member, second = (make_cooperative(union=union) for _ in range(2))
        [reorganisation] = merge(union, other, members=members)
        entry = {"union": union, "member": member}[corrected].entries.get(
            effective_from=DAY
        )
        for number in ("8/QĐ", "9/QĐ"):
            entry = correct_standing(
                fact=entry, by=None, reason="Sai số", decision_number=number
            )
        assert len(find_consequences(reorganisation)) == 3
        take_back(reorganisation, with_consequences=True)
        assert {union_of(one, DAY) for one in (member, second)} == {union}

    def test_leaves_a_member_for_whom_something_else_was_said_since(self):
        union, other, third = make_union(), make_union(), make_union()
        member = make_cooperative(union=union)
        [reorganisation] = merge(union, other, members="theo")
        entry = member.entries.get(effective_from=DAY)
        correct_standing(fact=entry, by=None, reason="Sai", union=third)
        take_back(reorganisation, with_consequences=True)
        assert union_of(member, DAY) == third

    def test_leaves_the_members_of_another_union_that_ended_with_it(self):
        union, other, heir = make_union(), make_union(), make_union()
        member, stranger = make_cooperative(union=union), make_cooperative(union=other)
        change_many(
            organisations=[union, other],
            effective_from=DAY,
            by=None,
            operating_status=ENDED,
            members="roi",
        )
        [reorganisation] = merge(union, heir)
        found = {entry.organisation_id for entry in find_consequences(reorganisation)}
        assert found == {union.pk, member.pk}
        take_back(reorganisation, with_consequences=True)
        assert union_of(member, DAY) == union
        assert union_of(stranger, DAY) is None

    def test_one_part_of_a_division_keeps_the_end(self):
        one = make_cooperative()
        parts = [make_cooperative(), make_cooperative()]
        first, second = merge(one, *parts, form=FORM.DIVISION)
        take_back(first, with_consequences=True)
        assert one.entries.known().filter(operating_status=ENDED).exists()
        take_back(second, with_consequences=True)
        assert not one.entries.known().filter(operating_status=ENDED).exists()

    def test_is_refused_where_the_predecessor_would_belong_to_nothing(self):
        union, other = make_union(), make_cooperative()
        one = make_cooperative(union=union)
        [reorganisation] = merge(one, other)
        end(union, LATER)
        attempt = lambda: take_back(reorganisation, with_consequences=True)  # noqa: E731
        refused(attempt, "union", "ghi mốc rời")


class TestASurveyOrAName:
    def test_before_the_founding(self):
        one = make_cooperative()
        early = date(2015, 3, 1)
        refused(lambda: survey(one, early), "effective_from", "chưa thành lập")
        assert survey(one, FOUNDED)
        for what in Designation.What:
            attempt = lambda w=what: designate(  # noqa: E731
                organisation=one,
                what=w,
                value="9900001235",
                effective_from=early,
                by=None,
            )
            refused(attempt, "effective_from", "chưa thành lập")

    def test_corrected_to_before_the_founding(self):
        one = make_cooperative()
        found, name = survey(one), one.designations.get(what="ten")
        for correct, fact in ((correct_survey, found), (correct_designation, name)):
            attempt = lambda c=correct, f=fact: c(  # noqa: E731
                fact=f, by=None, reason="Sai", effective_from=date(2010, 1, 1)
            )
            refused(attempt, "effective_from", "chưa thành lập")

    def test_of_a_founding_corrected_to_later(self):
        one = make_cooperative()
        found = survey(one)
        refused(lambda: move_founding(one, LATER), "effective_from", "khảo sát ngày 01")
        move_founding(one, DAY)
        take_back(found)
        move_founding(one, LATER)

    def test_a_name_of_before_the_corrected_founding(self):
        one = make_cooperative()
        rename = designate(
            organisation=one, what="ten", value="HTX Khác", effective_from=DAY, by=None
        )
        told = "ghi từ ngày 01/07/2022"
        refused(lambda: move_founding(one, LATER), "effective_from", told)
        take_back(rename)
        move_founding(one, LATER)

    def test_of_a_record_withdrawn_whole(self):
        one = make_cooperative()
        found = survey(one)
        refused(lambda: take_back(founding(one)), "effective_from", "khảo sát")
        take_back(found)
        take_back(founding(one))
        refused(lambda: survey(one), "effective_from", "không có trong sổ")

    def test_names_begin_with_a_founding_recorded_anew(self):
        one = make_cooperative()
        sector, area = founding(one).sector, founding(one).area
        take_back(founding(one))
        change_standing(
            organisation=one, effective_from=DAY, by=None, sector=sector, area=area
        )
        assert one.designations.known().get(what="ten").effective_from == DAY


def test_registering_asks_the_same():
    union = make_union(founded=LATER)
    one = make_cooperative()
    refused(
        lambda: register(
            organisation=type(one)(name="HTX Mới"),
            founded_on=DAY,
            by=None,
            union=union,
            sector=founding(one).sector,
            area=founding(one).area,
        ),
        "union",
    )


def test_many_cost_the_same_for_few_and_more():
    def cost(count):
        some = [make_cooperative() for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            change_many(
                organisations=some, effective_from=DAY, by=None, operating_status=ENDED
            )
        return len(queries)

    assert cost(2) == cost(4)


def test_the_command_finds_what_no_action_wrote():
    one = make_cooperative()
    fact = {"organisation": one, "effective_from": EARLIER, "members": 1, "source": "S"}
    Survey.objects.create(**fact)
    call_command("check_register", stdout=StringIO())
    Survey.objects.create(**fact | {"effective_from": date(2010, 1, 1)})
    with pytest.raises(CommandError, match="khảo sát ngày 01/01/2010"):
        call_command("check_register", stdout=StringIO())
