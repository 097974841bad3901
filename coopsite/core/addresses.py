"""One page, one address: what asks for nothing is left out of it."""

from django.http import HttpResponsePermanentRedirect, QueryDict

PAGE = "trang"


def redirect_to_short(request):
    """Returns the redirect to the page's one address; None where the request has it.

    A form sends its empty fields, too, and the first page of a list needs no number; an
    empty number is no page, which the list says.
    """
    short = shorten(request.GET)
    if short == request.GET:
        return None
    return HttpResponsePermanentRedirect(address_with(request.path, short))


def shorten(query):
    """Returns the parameters that ask for something, in their order.

    A form reads the last value of a name: where that is empty, those before it ask for
    nothing either.
    """
    short = QueryDict(mutable=True)
    for name, values in query.lists():
        if name == PAGE:
            kept = [] if values[-1] == "1" else values
        else:
            kept = [value for value in values if value.strip() and values[-1].strip()]
        if kept:
            short.setlist(name, kept)
    return short


def address_with(path, query):
    """Returns the address of `path` with the parameters of a `QueryDict`."""
    return f"{path}?{query.urlencode()}" if query else path
