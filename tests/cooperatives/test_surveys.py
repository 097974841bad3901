"""What surveys found holds until the next; a size follows where enough is known."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cooperatives.actions import correct_survey, record_survey, withdraw
from cooperatives.models import Size, SizeLimit, Standing, Survey
from tests.factories.register import at, clock, make_cooperative, make_union
from tests.factories.rules import put_limits

from .test_actions import refusal

pytestmark = pytest.mark.django_db

BILLION = 1_000_000_000
SURVEYED, DAY = date(2024, 12, 31), date(2025, 3, 1)


def survey(cooperative, day=SURVEYED, **figures):
    return record_survey(
        organisation=cooperative,
        effective_from=day,
        by=None,
        source="Phiếu khảo sát",
        **figures,
    )


def size(cooperative, day=DAY, known_at=None):
    rows = Standing.objects.on(day, known_at).with_size(day, known_at)
    return rows.get(organisation=cooperative).size


class TestRecording:
    def test_a_survey_holds_until_the_next(self):
        cooperative = make_cooperative()
        survey(cooperative, members=10)
        survey(cooperative, date(2025, 12, 31), members=20)
        found = [
            Survey.objects.on(day).filter(organisation=cooperative).first()
            for day in (date(2024, 12, 30), DAY, date(2026, 1, 1))
        ]
        assert [one and one.members for one in found] == [None, 10, 20]

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"members": None}, "__all__"),
            ({"day": date(2099, 1, 1)}, "effective_from"),
            ({"members": -1}, "members"),
        ],
    )
    def test_what_says_nothing_or_lies_ahead_is_refused(self, changed, field):
        cooperative = make_cooperative()
        errors = refusal(survey, cooperative=cooperative, **({"members": 5} | changed))
        assert list(errors) == [field]

    def test_a_day_has_one_survey(self):
        cooperative = make_cooperative()
        survey(cooperative, members=10)
        assert refusal(survey, cooperative=cooperative, members=11)

    def test_a_correction_keeps_the_other_figures(self):
        with clock(at(2025, 1, 5)):
            wrong = survey(make_cooperative(), members=10, workers=3)
        with clock(at(2025, 2, 5)):
            right = correct_survey(fact=wrong, by=None, reason="Gõ sai", members=100)
        assert (right.members, right.workers, right.corrects) == (100, 3, wrong)
        then = Survey.objects.on(DAY, at(2025, 1, 9)).get()
        assert then.members == 10


def test_the_database_refuses_an_empty_survey():
    with (
        pytest.raises(IntegrityError, match="survey_says_something"),
        transaction.atomic(),
    ):
        Survey.objects.bulk_create(
            [Survey(organisation=make_cooperative(), effective_from=DAY, source="x")]
        )


class TestSize:
    """Agriculture: large 300 and 50/10 billions, medium 200 and 10/5, small 50, 2/1."""

    @pytest.mark.parametrize(
        ("members", "revenue", "capital", "expected"),
        [
            (300, 50, None, Size.LARGE),
            (300, None, 10, Size.LARGE),
            (299, 50, 10, Size.MEDIUM),
            (300, 49, 9, Size.MEDIUM),
            (50, 2, 0, Size.SMALL),
            (49, 99, 99, Size.MICRO),
            (400, 1, 0, Size.MICRO),
            (49, None, None, Size.MICRO),  # too few members for any other
            (300, None, None, Size.UNKNOWN),
            (None, 50, 10, Size.UNKNOWN),
            (300, 49, None, Size.UNKNOWN),  # its capital could make it large
            (60, 1, None, Size.UNKNOWN),
            (None, 1, 0, Size.MICRO),  # too little of both
        ],
    )
    def test_as_the_decree_says(self, members, revenue, capital, expected):
        cooperative = make_cooperative()
        survey(
            cooperative,
            members=members,
            revenue=None if revenue is None else revenue * BILLION,
            total_capital=None if capital is None else capital * BILLION,
            workers=1,
        )
        assert size(cooperative) == expected

    def test_without_a_survey_it_is_unknown(self):
        assert size(make_cooperative()) == Size.UNKNOWN

    def test_where_not_all_limits_are_known_only_the_sure_is_told(self):
        """Of industry only the upper limit was found."""
        large, other = (make_cooperative(sector_code="ttcn") for _ in range(2))
        survey(large, members=100, revenue=80 * BILLION)
        survey(other, members=10, revenue=0, total_capital=0)
        assert [size(large), size(other)] == [Size.LARGE, Size.UNKNOWN]

    def test_a_group_without_limits_and_a_union_are_unknown(self):
        trade, union = make_cooperative(sector_code="tmdv"), make_union()
        survey(trade, members=1000, revenue=999 * BILLION)
        assert [size(trade), size(union)] == [Size.UNKNOWN, Size.UNKNOWN]

    def test_before_the_decree_there_was_no_size(self):
        cooperative = make_cooperative()
        survey(cooperative, date(2023, 12, 31), members=5, revenue=0, total_capital=0)
        days = [date(2024, 10, 31), date(2024, 11, 1)]
        found = [size(cooperative, day) for day in days]
        assert found == [Size.UNKNOWN, Size.MICRO]

    def test_it_is_told_as_it_was_known(self):
        with clock(at(2025, 1, 1)):
            cooperative = make_cooperative()
        with clock(at(2025, 2, 1)):
            one = survey(cooperative, members=5)
        with clock(at(2025, 3, 1)):
            withdraw(fact=one, by=None, reason="Nhầm hồ sơ")
        with clock(at(2025, 3, 2)):
            survey(cooperative, members=300, revenue=50 * BILLION)
        known = [at(2025, 1, 9), at(2025, 2, 9), at(2025, 3, 1, 12), None]
        found = [size(cooperative, DAY, known_at) for known_at in known]
        assert found == [Size.UNKNOWN, Size.MICRO, Size.UNKNOWN, Size.LARGE]

    def test_limits_end_before_their_last_day(self):
        limits = SizeLimit.objects.filter(legal_group="agriculture")
        names = [*SizeLimit.content_names()]
        put_limits(*[row | {"valid_until": DAY} for row in limits.values(*names)])
        cooperative = make_cooperative()
        survey(cooperative, members=5)
        days = [date(2025, 2, 28), DAY]
        assert [size(cooperative, day) for day in days] == [Size.MICRO, Size.UNKNOWN]
