"""Moments in words and for machines, Vietnam's time.

Midnight sharp stands for "the day is known, the time is not": pages of the old site
state a day at most.
"""

from django.utils import timezone


def has_time(moment):
    """Returns whether more than the day is known of `moment`."""
    local = timezone.localtime(moment)
    return (local.hour, local.minute) != (0, 0)


def iso_moment(moment):
    """Returns `moment` by ISO 8601, "2024-02-02T08:30:00+07:00" or its day alone."""
    local = timezone.localtime(moment)
    if has_time(moment):
        return local.isoformat(timespec="seconds")
    return f"{local:%Y-%m-%d}"
