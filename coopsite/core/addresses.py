"""One page, one address: what asks for nothing is left out of it."""

from functools import lru_cache

from django.http import HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse

PAGE = "trang"


@lru_cache(8192)
def address_of(name, *args):
    """Returns the path of the view called `name`. A page asks for dozens, of the same
    few views and rows, and each would be looked for anew."""
    return reverse(name, args=args)


def redirect_to_short(request, known):
    """Returns the redirect to the page's one address; None where the request has it.

    A form sends its empty fields, too, and the first page of a list needs no number; an
    empty number is no page, which the list says. Others than the `known` parameters ask
    for nothing: what a link was marked with on its way.
    """
    short = shorten(request.GET, known)
    if short == request.GET:
        return None
    return HttpResponsePermanentRedirect(address_with(request.path, short))


def shorten(query, known):
    """Returns the parameters that ask for something, in their order.

    A form reads the last value of a name: where that is empty, those before it ask for
    nothing either.
    """
    short = QueryDict(mutable=True)
    for name, values in query.lists():
        last = values[-1]
        is_asked = last != "1" if name == PAGE else last.strip()
        if name in known and is_asked:
            short[name] = last
    return short


def address_with(path, query):
    """Returns the address of `path` with the parameters of a `QueryDict`."""
    return f"{path}?{query.urlencode()}" if query else path
