"""Cooperatives and unions: those of which something is held true."""

from django.db.models import Exists, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from cooperatives.models import Designation, Organisation, Standing, Survey
from coopsite.core.content_version import REGISTER
from coopsite.core.remembered import remembered

from .base import Entry, Sitemap, find_blocks, in_block


class Organisations(Sitemap):
    name = "to-chuc"

    def blocks(self):
        return _find_blocks()

    def entries(self, number):
        rows = in_block(Organisation.objects.order_by("pk"), "pk", number)
        known = Standing.objects.known().filter(organisation=OuterRef("pk"))
        rows = rows.filter(Exists(known)).annotate(
            changed_at=Greatest(
                "updated_at", *map(_last_record, (Standing, Survey, Designation))
            )
        )
        rows = rows.only("kind", "public_id", "name")
        for row in rows:
            yield Entry(row.get_absolute_url(), row.changed_at)


@remembered(REGISTER)
def _find_blocks():
    return find_blocks(Standing.objects.known(), "organisation_id")


def _last_record(model):
    """Returns the moment of the last fact of a sort that was written or struck."""
    own = model._base_manager.filter(organisation=OuterRef("pk")).order_by()
    of_one = own.values("organisation")
    moments = (
        Coalesce(Subquery(of_one.annotate(last=Max(name)).values("last")), "updated_at")
        for name in ("recorded_at", "superseded_at")
    )
    return Greatest(*moments)
