"""How public pages may be kept by browsers and shared caches."""

from functools import wraps

from django.utils.cache import patch_cache_control

from .addresses import redirect_to_short


def public_page(view):
    """Lets any shared cache hold the page that `view` answers, at its one address.

    Browsers ask again each time (the ETag makes that cheap), so a change is seen at
    once; a cache in front may serve a minute-old page, and a day-old one when the
    portal is down.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = redirect_to_short(request) or view(request, *args, **kwargs)
        patch_cache_control(
            response,
            public=True,
            max_age=0,
            s_maxage=60,
            stale_while_revalidate=60,
            stale_if_error=86_400,
        )
        return response

    return wrapper
