"""Numbers, dates and lengths are written as Vietnamese readers write them."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template

from coopsite.core.templatetags.vietnam import day_stamp, moment_stamp, shortened
from tests.factories.register import at


def written(expression, **values):
    template = Template("{% load vietnam %}{{ " + expression + " }}")
    return template.render(Context(values))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (9, "9"),
        (794, "794"),
        (5607, "5.607"),
        (1234567, "1.234.567"),
        (62.67, "62,67"),
        (-5607, "-5.607"),
        (None, ""),
    ],
)
def test_number(value, shown):
    assert written("value|number", value=value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (7, "+7"), (-5607, "−5.607"), (1234, "+1.234")]
)
def test_signed(value, shown):
    assert written("value|signed", value=value) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (606, 794, "76,32%"),
        (75, 50, "150,00%"),
        (0, 5, "0,00%"),
        (1, 3, "33,33%"),
        (0, 0, "–"),
        (5, None, "–"),
    ],
)
def test_share(part, whole, shown):
    assert written("part|share:whole", part=part, whole=whole) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2024, 2, 2, 1, 30, tzinfo=UTC), "08:30, 02/02/2024"),
        (datetime(2023, 12, 31, 17, 5, tzinfo=UTC), "00:05, 01/01/2024"),
        (datetime(2024, 2, 1, 17, 0, tzinfo=UTC), "02/02/2024"),
        (at(2024, 2, 2, 0), "02/02/2024"),
        (None, ""),
    ],
)
def test_moment(value, shown):
    """A draft has no moment of publication: nothing is shown, not the present."""
    assert written("value|moment", value=value) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0:00"),
        (5, "0:05"),
        (125, "2:05"),
        (3600, "1:00:00"),
        (3725, "1:02:05"),
        (None, "0:00"),
    ],
)
def test_duration(seconds, shown):
    assert written("value|duration", value=seconds) == shown


def test_dates_are_day_month_year():
    assert written("value|date", value=at(2023, 12, 31)) == "31/12/2023"


def test_only_the_rich_filter_shows_html():
    html = "<p>Chào</p>"
    assert written("value|rich", value=html) == html
    assert written("value", value=html) == "&lt;p&gt;Chào&lt;/p&gt;"


def test_a_moment_is_written_for_readers_and_machines():
    known = datetime(2024, 2, 2, 1, 30, tzinfo=UTC)
    assert day_stamp(known) == (
        '<time datetime="2024-02-02T08:30:00+07:00">02/02/2024</time>'
    )
    assert moment_stamp(datetime(2023, 12, 31, 17, tzinfo=UTC)) == (
        '<time datetime="2024-01-01">01/01/2024</time>'
    )
    assert (day_stamp(None), moment_stamp(None)) == ("", "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Đủ ngắn", "Đủ ngắn"),
        ("Mười chữ này quá dài", "Mười chữ…"),
        ("Mộtchữrấtdàikhôngcódấucách", "Mộtchữrấtdà…"),
        ("", ""),
    ],
    ids=["short", "long", "one word", "none"],
)
def test_a_text_is_shortened_to_whole_words(text, written):
    assert shortened(text, 12) == written
    assert len(written) <= 12


def test_addresses_are_what_django_writes():
    """Ours only look for them in fewer places."""
    ours = (
        "{% load addresses %}{% address 'news:section' 'a-b' %} "
        "{% static_file 'css/site.css' %}"
    )
    djangos = (
        "{% load static %}{% url 'news:section' 'a-b' %} {% static 'css/site.css' %}"
    )
    context = Context()
    assert Template(ours).render(context) == Template(djangos).render(context)
