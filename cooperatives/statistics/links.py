"""Leads from a number to the list of the organisations behind it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from ..models import Kind

_DIRECTORIES = {Kind.COOPERATIVE: "cooperatives", Kind.UNION: "unions"}


@dataclass(frozen=True)
class LinkedNumber:
    """A number of a table: where its list is (None: nowhere), and the words that say
    to a screen reader what it counts."""

    number: int
    address: str | None
    words: str


def directory(day, known_on=None, kind=Kind.COOPERATIVE, **chosen):
    """Return the address of the directory's list of `day`, as known at the end of the
    day `known_on`, with the filters `chosen`; empty ones are left out."""
    return _address(_DIRECTORIES[kind], ngay=day, biet_den=known_on, **chosen)


def flow_list(first_day, last_day, known_on=None, **chosen):
    """Return the address of the list of what changed from `first_day` to `last_day`."""
    return _address(
        "flow-list", tu=first_day, den=last_day, biet_den=known_on, **chosen
    )


def flows(first_day, last_day, known_on=None):
    """Return the address of the sum of what changed in that time."""
    return _address("flows", tu=first_day, den=last_day, biet_den=known_on)


def _address(page, **asked):
    query = {name: written(value) for name, value in asked.items() if value}
    return f"{reverse(f'cooperatives:{page}')}?{urlencode(query)}"


def written(value):
    """Return a day as addresses have it, 31/12/2023; anything else as it is."""
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else value
