"""Information pages among the results of a search."""

from coopsite.core import richtext

from ..pages.models import PageEdition
from ..pages.search import PAGE
from .kinds import Kind, Result, register_kind


def show_pages(keys):
    """Returns {key: Result} of the editions with those keys that are public."""
    rows = PageEdition.objects.public().filter(pk__in=keys).select_related("page")
    return {
        row.pk: Result(
            title=row.title,
            address=row.get_absolute_url(),
            kind="Trang thông tin",
            lead=row.lead,
            text=richtext.plain_text(row.body),
        )
        for row in rows
    }


register_kind(Kind(name=PAGE, label="Trang thông tin", order=6, show=show_pages))
