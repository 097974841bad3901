"""The pages that are there whatever is written: lists, the directory, figures."""

from django.urls import reverse

from news.lists import get_sections

from .base import Entry, Sitemap

_NAMES = [
    "portal:home",
    "news:articles",
    "news:clips",
    "cooperatives:cooperatives",
    "cooperatives:unions",
    "cooperatives:figures",
    "cooperatives:flows",
    "cooperatives:flow-list",
    "cooperatives:comparison",
    "cooperatives:series",
    "cooperatives:two-days",
]


class Pages(Sitemap):
    """When one changed last is not known: time alone changes most."""

    name = "trang"

    def blocks(self):
        return [(0, None)]

    def entries(self, number):
        if number == 0:
            yield from (Entry(reverse(name)) for name in _NAMES)
            yield from (Entry(row.get_absolute_url()) for row in get_sections())
