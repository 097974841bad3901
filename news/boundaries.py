"""When time alone changes the news: what is scheduled comes, what expires goes."""

from coopsite.core.boundaries import boundary, first_after
from coopsite.core.content_version import NEWS

from .lists import LEADS_FOR
from .models import Edition, VideoClip


@boundary(NEWS)
def next_change(at):
    """Returns the first moment after `at` at which an edition begins or ends, or a
    clip begins; None where none is to come. Three queries, each of one index."""
    moments = [
        first_after(rows, name, at)
        for rows, name in (
            (Edition.objects, "live_from"),
            (Edition.objects, "live_until"),
            (VideoClip.objects, "published_at"),
        )
    ]
    return min(filter(None, moments), default=None)


@boundary(NEWS)
def next_end_of_a_lead(at):
    """Returns the first moment after `at` at which a featured article has led the home
    page for long enough; None where none does. One query, of one index."""
    rows = Edition.objects.filter(is_featured=True, closed_at=None)
    first = first_after(rows, "first_published_at", at - LEADS_FOR)
    return first and first + LEADS_FOR
