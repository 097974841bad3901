"""When time alone changes pages and notices: what is scheduled comes, notices end."""

from coopsite.core.boundaries import boundary, first_after
from coopsite.core.content_version import PAGES

from .models import Notice, PageEdition

_MOMENTS = (
    (PageEdition, "live_from"),
    (PageEdition, "live_until"),
    (Notice, "shown_from"),
    (Notice, "shown_until"),
)


@boundary(PAGES)
def next_change(at):
    """Returns the first moment after `at` at which an edition of a page or a notice
    begins or ends; None where none is to come."""
    moments = [first_after(model.objects, name, at) for model, name in _MOMENTS]
    return min(filter(None, moments), default=None)
