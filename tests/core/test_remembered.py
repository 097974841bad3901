"""What is remembered is what would be worked out now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopsite.core import boundaries, content_version
from coopsite.core.content_version import NEWS, REGISTER, read_tokens
from coopsite.core.remembered import remembered
from news.models import Edition
from tests.factories.news import make_article
from tests.factories.register import make_cooperative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory")]


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


class Titles:
    """Counts how often it is worked out; `meanwhile` happens while it is."""

    def __init__(self):
        self.times, self.meanwhile = 0, lambda: None

    @property
    def ask(self):
        @remembered(NEWS)
        def titles(prefix=""):
            self.times += 1
            rows = Edition.objects.public().filter(title__startswith=prefix)
            answer = sorted(rows.values_list("title", flat=True))
            self.meanwhile()
            return answer

        return titles


@pytest.fixture
def titles():
    return Titles()


def test_it_is_worked_out_once_for_each_question(titles):
    make_article("Một")
    make_article("Hai")
    for _ in range(2):
        assert titles.ask() == ["Hai", "Một"]
        assert titles.ask("M") == ["Một"]
        assert titles.ask(prefix="M") == ["Một"]
    assert titles.times == 2


def test_a_write_in_its_domain_has_it_worked_out_anew(titles):
    titles.ask()
    make_article("Mới")
    assert titles.ask() == ["Mới"]
    assert titles.times == 2


def test_a_write_in_another_domain_does_not(titles):
    titles.ask()
    make_cooperative()
    titles.ask()
    assert titles.times == 1


def test_what_others_wrote_while_it_was_worked_out_is_not_missed(titles):
    """The answer is of before, and is not kept under the token of after, nor of
    before."""
    titles.meanwhile = lambda: titles.times == 1 and make_article("Mới")
    assert titles.ask() == []
    assert titles.ask() == ["Mới"]


def test_what_is_scheduled_comes_at_its_moment(titles, clock):
    now = timezone.now()
    make_article("Hẹn giờ", published_at=now + timedelta(hours=1))
    assert titles.ask() == []
    clock(now + timedelta(hours=1, microseconds=-1))
    assert titles.ask() == []
    assert titles.times == 1
    clock(now + timedelta(hours=1))
    assert titles.ask() == ["Hẹn giờ"]


def test_a_clock_set_back_has_it_worked_out_anew(titles, clock):
    now = timezone.now()
    make_article("Hẹn giờ", published_at=now + timedelta(hours=1))
    clock(now + timedelta(hours=2))
    assert titles.ask() == ["Hẹn giờ"]
    clock(now)
    assert titles.ask() == []


def test_midnight_in_vietnam_has_it_worked_out_anew(titles, clock):
    midnight = boundaries.next_midnight(timezone.now())
    assert timezone.localtime(midnight).hour == 0
    titles.ask()
    clock(midnight)
    titles.ask()
    assert titles.times == 2


def test_within_a_page_it_costs_no_question(titles, django_assert_num_queries):
    titles.ask()
    with content_version.reading(read_tokens()), django_assert_num_queries(0):
        titles.ask()
    assert titles.times == 1


def next_boundary(at, *domains):
    tokens = content_version.tokens_of(domains, read_tokens())
    return boundaries.get_span(domains, tokens, at).until


def test_the_boundary_is_the_first_of_all_domains(clock):
    noon = timezone.localtime().replace(hour=12)
    clock(noon)
    soon = noon + timedelta(minutes=5)
    make_article(published_at=noon - timedelta(hours=1), expires_at=soon)
    make_article(published_at=soon + timedelta(minutes=5))
    assert next_boundary(noon, REGISTER, NEWS) == soon
    midnight = boundaries.next_midnight(noon)
    assert next_boundary(noon, REGISTER) == midnight


def test_what_is_known_of_a_day_is_open_until_a_quarter_past_midnight():
    midnight = boundaries.next_midnight(timezone.now())
    quarter = midnight + timedelta(minutes=15)
    assert next_boundary(midnight, REGISTER) == quarter
    next_one = next_boundary(quarter, REGISTER)
    assert next_one == midnight + timedelta(days=1)
