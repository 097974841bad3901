"""What information pages are found by: the words of each edition."""

from django.utils import timezone

from coopsite.core import richtext
from coopsite.core.content_version import PAGES
from coopsite.core.full_text.sources import (
    Source,
    Words,
    place_of_moment,
    register_source,
)

from .models import PageEdition

PAGE = "trang"


def prepare_pages(keys):
    """Returns the words of the editions with those keys that are public or will be."""
    rows = PageEdition.objects.filter(pk__in=keys, closed_at=None)
    return {
        row.pk: Words(
            names=[row.title],
            lead=row.lead,
            text=richtext.plain_text(row.body),
            live_from=row.live_from,
            live_until=row.live_until,
            place=place_of_moment(row.live_from),
        )
        for row in rows.exclude(live_until__lte=timezone.now())
    }


register_source(
    Source(
        kind=PAGE,
        number=4,
        model=PageEdition,
        columns=["title", "lead", "body", "closed_at"],
        prepare=prepare_pages,
        domain=PAGES,
        moments={"live_from": "live_from", "live_until": "live_until"},
    )
)
