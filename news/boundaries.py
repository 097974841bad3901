"""When time alone changes the news: what is scheduled comes, what expires goes."""

from coopsite.core.boundaries import boundary
from coopsite.core.content_version import NEWS

from .models import Edition, VideoClip


@boundary(NEWS)
def next_change(at):
    """Returns the first moment after `at` at which an edition begins or ends, or a
    clip begins; None where none is to come. Three queries, each of one index."""
    moments = [
        _first_after(rows.order_by(name), name, at)
        for rows, name in (
            (Edition.objects, "live_from"),
            (Edition.objects, "live_until"),
            (VideoClip.objects, "published_at"),
        )
    ]
    return min(filter(None, moments), default=None)


def _first_after(rows, name, at):
    rows = rows.filter(**{f"{name}__gt": at})
    return rows.values_list(name, flat=True).first()
