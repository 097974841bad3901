"""The pages that are there whatever is written: lists, the directory, figures; and
those that staff write about the Alliance."""

from django.urls import reverse

from news.lists import get_sections

from ..pages.models import PageEdition
from .base import Entry, Sitemap

_NAMES = [
    "portal:home",
    "portal:notices",
    "portal:search",
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
    """When one changed last is known of those that staff write: time alone changes most
    of the others."""

    name = "trang"

    def blocks(self):
        return [(0, None)]

    def entries(self, number):
        if number == 0:
            yield from (Entry(reverse(name)) for name in _NAMES)
            yield from (Entry(row.get_absolute_url()) for row in get_sections())
            rows = PageEdition.objects.public().for_list().order_by("page__path")
            yield from (Entry(row.get_absolute_url(), row.live_from) for row in rows)
