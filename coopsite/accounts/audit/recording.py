"""Writes events down: who, from where, what, in the transaction of what was done."""

from django.utils.text import Truncator, capfirst
from simple_history.models import HistoricalRecords

from coopsite.core.client_address import client_address, client_agent

from .models import AuditEvent

KIND = AuditEvent.Kind
SEPARATOR = "; "


def get_request():
    """Returns the request that is answered; None for a command on the server."""
    return getattr(HistoricalRecords.context, "request", None)


def get_person():
    """Returns who is signed in; None where nobody is."""
    user = getattr(get_request(), "user", None)
    return user if user and user.is_authenticated else None


def record(kind, *, by, thing=None, words="", request=None):
    """Writes an event of a `KIND` down and returns it.

    `by`: whose account it is done with; None on the server, or by who is nobody here.
    `thing`: a row, or a model for all of its rows.
    """
    request = request or get_request()
    return AuditEvent.objects.create(
        kind=kind,
        words=capfirst(_shorten("words", words)),
        address=client_address(request) if request else "",
        agent=client_agent(request) if request else "",
        **_name_person(by),
        **_name_thing(thing),
    )


def _name_person(person):
    if person is None:
        return {}
    return {"username": person.get_username(), "full_name": person.full_name}


def _name_thing(thing):
    if thing is None:
        return {}
    is_model = isinstance(thing, type)
    return {
        "thing_model": thing._meta.label_lower,
        "thing_key": "" if is_model else str(thing.pk or ""),
        "thing": _shorten("thing", _describe(thing)),
    }


def _describe(thing):
    """Returns a row's own words; of an account the name for signing in besides."""
    if isinstance(thing, type):
        return str(thing._meta.verbose_name_plural)
    username = getattr(thing, "username", "")
    words = str(thing)
    return f"{words} ({username})" if username not in ("", words) else words


def _shorten(name, text):
    """Returns the words on one line, cut to what the column holds."""
    most = AuditEvent._meta.get_field(name).max_length
    return Truncator(" ".join(text.replace("\x00", "").split())).chars(most)
