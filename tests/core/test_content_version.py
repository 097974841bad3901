"""One clock: moments follow one another, whatever the machines' clocks say."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coopsite.core import content_version
from coopsite.core.content_version import ContentVersion, advance, current, is_over

pytestmark = pytest.mark.django_db

NOW = timezone.now()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""

    def set_clock(moment):
        monkeypatch.setattr(content_version, "read_clock", lambda: moment)

    set_clock(NOW)
    return set_clock


def write():
    with transaction.atomic():
        return advance("thu")


def test_before_the_first_write_there_is_none():
    moment, token = current("thu")
    assert (moment.year, token) == (1970, "")


def test_a_write_has_the_moment_of_the_clock_and_a_token_of_its_own(at):
    assert write() == NOW
    first = current("thu")
    at(NOW + MINUTE)
    write()
    assert first[0] == NOW
    assert current("thu")[0] == NOW + MINUTE
    assert current("thu")[1] not in ("", first[1])


@pytest.mark.parametrize("back", [timedelta(0), MINUTE, 5 * MINUTE])
def test_a_clock_set_back_makes_no_earlier_moment(at, back):
    write()
    at(NOW - back)
    assert write() == NOW + timedelta(microseconds=1)


def test_a_clock_set_back_further_refuses_to_write(at):
    write()
    at(NOW - 5 * MINUTE - timedelta(seconds=1))
    with pytest.raises(ValidationError, match="đồng hồ máy chủ"):
        write()
    assert current("thu")[0] == NOW


def test_domains_do_not_know_each_other(at):
    write()
    assert current("khac")[1] == ""


def test_a_write_that_is_undone_leaves_no_trace(at):
    write()
    before = current("thu")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        advance("thu")
        raise ZeroDivisionError
    assert current("thu") == before


def test_a_write_that_takes_too_long_does_not_count(at):
    moment = write()
    at(NOW + 9 * MINUTE)
    content_version.check_duration(moment)
    at(NOW + 11 * MINUTE)
    with pytest.raises(ValidationError, match="quá lâu"):
        content_version.check_duration(moment)


def test_what_lies_before_the_last_write_or_long_ago_is_over(at):
    last = NOW - 3 * MINUTE
    assert is_over(last - timedelta(microseconds=1), last)
    assert not is_over(last, last)
    assert not is_over(NOW - 14 * MINUTE, NOW - 20 * MINUTE)
    assert is_over(NOW - 15 * MINUTE, NOW - 20 * MINUTE)
    assert not is_over(NOW + MINUTE, last)


def test_its_row_is_told_in_words(at):
    write()
    assert str(ContentVersion.objects.get(pk="thu")).startswith("thu: ")
