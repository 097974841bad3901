"""What was counted is remembered, and forgotten as soon as somebody writes."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperatives.actions import change_standing, correct_standing, withdraw
from cooperatives.actions.ledger import writing
from cooperatives.models import Standing
from cooperatives.statistics import counts, flows, series
from cooperatives.statistics.flow_terms import Question
from tests.factories.once import written_once, written_once_each
from tests.factories.register import at, make_cooperative, sector

from .test_counts import _DAYS, _ENTRIES, play

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory")]

DAY, EARLIER, LATER = date(2023, 12, 31), date(2023, 6, 1), date(2024, 6, 1)
QUESTIONS = {
    "by kind": lambda: counts.by_kind(DAY),
    "by sector": lambda: counts.by_sector(DAY),
    "as known then": lambda: counts.by_sector(DAY, at(2026, 1, 1)),
    "founded": lambda: counts.founded_by_sector(date(2015, 1, 1), DAY),
    "flows": lambda: flows.flows(Question(date(2023, 1, 1), DAY)),
    "series": lambda: series.points_by_sector(series.Step.YEAR, date(2020, 1, 1), DAY),
}
CHANGES = {
    "recorded": lambda one: change_standing(
        organisation=one, effective_from=EARLIER, by=None, operating_status="ngung"
    ),
    "registered": lambda one: make_cooperative(founded=DAY, sector_code="gtvt"),
    "corrected": lambda one: correct_standing(
        fact=one.entries.get(), by=None, reason="Sai", sector=sector("ttcn")
    ),
    "withdrawn": lambda one: withdraw(
        fact=one.entries.get(), by=None, reason="Nhầm hồ sơ"
    ),
    "moved to a later day": lambda one: correct_standing(
        fact=one.entries.get(), by=None, reason="Sai", effective_from=LATER
    ),
}
CHANGES = {name: written_once_each(change) for name, change in CHANGES.items()}


@pytest.fixture
@written_once
def one():
    make_cooperative()
    return make_cooperative(founded=date(2015, 1, 5))


@pytest.mark.parametrize("question", QUESTIONS)
class TestEachQuestion:
    def test_is_counted_once(self, one, question, django_assert_num_queries):
        ask = QUESTIONS[question]
        with django_assert_num_queries(3):  # the tokens; the count; the tokens again
            first = ask()
        with django_assert_num_queries(1):
            assert ask() == first

    @pytest.mark.parametrize("change", CHANGES)
    def test_is_counted_anew_when_a_fact_touches_it(
        self, one, question, change, django_assert_num_queries
    ):
        QUESTIONS[question]()
        CHANGES[change](one)
        with django_assert_num_queries(3):
            remembered = QUESTIONS[question]()
        cache.clear()
        assert QUESTIONS[question]() == remembered


def test_what_may_still_be_added_to_is_counted_anew_when_it_was(one):
    """Even where the same is asked twice in a moment that ends tonight."""
    known_at = timezone.now() + timedelta(hours=1)
    before = counts.by_sector(DAY, known_at)
    assert counts.by_sector(DAY, known_at) == before
    make_cooperative(sector_code="gtvt")
    assert counts.by_sector(DAY, known_at) != before


def test_what_was_known_before_a_write_stays(one):
    known_at = at(2020, 1, 1)
    before = counts.by_sector(DAY, known_at)
    make_cooperative(sector_code="gtvt")
    assert counts.by_sector(DAY, known_at) == before


def test_removed_demonstration_data_is_forgotten():
    make_cooperative(is_demo=True)
    assert counts.by_sector(DAY)
    with writing():
        Standing.objects.all().delete()
    assert not counts.by_sector(DAY)


@settings(max_examples=10)
@given(entries=_ENTRIES, day=_DAYS, turns=st.integers(1, 3))
def test_what_is_remembered_is_what_is_counted(entries, day, turns):
    """However the entries come in portions, with questions in between."""
    cache.clear()
    for start in range(0, len(entries), turns):
        play(entries[start : start + turns])
        told = counts.by_sector(day), counts.by_kind(day)
        kept = dict(cache._cache)
        cache.clear()
        assert told == (counts.by_sector(day), counts.by_kind(day))
        cache._cache.update(kept)


def test_a_key_given_twice_is_not_taken_for_the_same_standing(one):
    """As in a database that was brought back from a copy of the day before."""
    with transaction.atomic():
        make_cooperative(founded=DAY, sector_code="gtvt")
        before = counts.by_sector(DAY)
        transaction.set_rollback(True)
    make_cooperative(founded=DAY, sector_code="ttcn")
    after = counts.by_sector(DAY)
    assert set(before) - set(after) == {sector("gtvt").pk}
