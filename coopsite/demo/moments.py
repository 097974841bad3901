"""When demonstration facts happened, and when the office came to know of them."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

YEAR_END = date(2023, 12, 31)  # the day the report counts
# The year-end survey was entered by then: before the conference of 02/02/2024.
SURVEY_ENTERED = date(2024, 1, 26)
_PAPER_ENDED = date(2010, 3, 1)  # older papers were all typed in during that year
_LAST_ENTRY = date(2025, 11, 28)


def day_between(rng, first, last):
    """Returns a random day from `first` to `last`, both included."""
    return first + timedelta(rng.randint(0, (last - first).days))


def latest_entry(day):
    """Returns the last day on which a fact of `day` is entered or corrected."""
    return SURVEY_ENTERED if day <= YEAR_END else _LAST_ENTRY


def recorded(rng, day, least=2, most=25):
    """Returns the moment a fact of `day` was typed in, `least` to `most` days later."""
    entered = day + timedelta(rng.randint(least, most))
    if day < _PAPER_ENDED:
        entered = day_between(rng, _PAPER_ENDED, date(2010, 11, 30))
    return office_hours(rng, min(entered, latest_entry(day)))


def office_hours(rng, day):
    """Returns a moment in office hours of `day`, or of the Monday after a weekend."""
    day += timedelta({5: 2, 6: 1}.get(day.weekday(), 0))
    moment = time(rng.randint(8, 16), rng.randint(0, 59))
    return timezone.make_aware(datetime.combine(day, moment))
