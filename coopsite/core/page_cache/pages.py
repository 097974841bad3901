"""Which views answer public pages, of what content, asked by which parameters."""

from functools import wraps

from django.utils import timezone
from django.utils.cache import patch_cache_control

from ..addresses import redirect_to_short
from ..boundaries import next_midnight
from .frame import SITE

# Seconds for which a cache in front may serve a page without asking; after that while
# it asks; and while the portal is down.
SHARED, WHILE_ASKING, WHILE_DOWN = 60, 60, 86_400


def public_page(*domains, params=()):
    """Lets the page that a view answers be kept, here and by shared caches.

    It is made of the content of `domains` (see `content_version`) and of the `params`
    of its address; other parameters, and empty ones, lead to the page's one address.
    """

    def decorate(view):
        wrapper = _at_one_address(view, params)
        wrapper.content_domains = (*domains, SITE)
        return wrapper

    return decorate


def public_file(*, params=()):
    """Lets shared caches hold the file that a view answers; it is made for each."""
    return lambda view: _at_one_address(view, params)


def _at_one_address(view, params):
    known = frozenset(params)

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if response := redirect_to_short(request, known):
            # Any number of addresses lead here: no shared cache is filled with them.
            patch_cache_control(response, private=True, max_age=3600)
            return response
        response = view(request, *args, **kwargs)
        now = timezone.now()
        response["Cache-Control"] = cache_control(next_midnight(now), now)
        return response

    wrapper.params = known
    return wrapper


def cache_control(until, now):
    """Returns the header of a page that holds until the moment `until`.

    Browsers ask again each time, which the ETag makes cheap.
    """
    left = max(int((until - now).total_seconds()), 0)
    shared = min(SHARED, left)
    return (
        f"public, max-age=0, s-maxage={shared}, "
        f"stale-while-revalidate={min(WHILE_ASKING, left - shared)}, "
        f"stale-if-error={min(WHILE_DOWN, left)}"
    )
