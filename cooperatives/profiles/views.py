"""The page of one organisation: its key facts and its dated course."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.content_version import REGISTER
from coopsite.core.page_cache import public_page

from ..models import Cooperative, Kind, Union
from .profile import Profile
from .schema_org import describe_organisation
from .timeline import list_events

# Of a union; the directory lists them all.
MAX_MEMBERS = 100


@require_safe
@public_page(REGISTER)
def cooperative(request, slug):
    """One cooperative and its dated course."""
    return _organisation(request, Cooperative, slug)


@require_safe
@public_page(REGISTER)
def union(request, slug):
    """One union, its dated course and its members."""
    return _organisation(request, Union, slug)


def _organisation(request, model, slug):
    """Answers the page; a former name in the address is sent to today's.

    The id at its end finds it for ever. Where every standing was withdrawn, the whole
    profile was a mistake: 410.
    """
    public_id = slug.rpartition("-")[2]
    organisation = model.objects.filter(public_id=public_id).first()
    if organisation is None:
        raise Http404("Không có hồ sơ này trong cơ sở dữ liệu.")
    if organisation.slug != slug:
        return HttpResponsePermanentRedirect(organisation.get_absolute_url())
    profile = Profile(organisation, timezone.localdate())
    if not profile.standings:
        return render(
            request,
            "cooperatives/profiles/gone.html",
            {"kind": organisation.kind},
            status=410,
        )
    return render(request, "cooperatives/profiles/profile.html", _context(profile))


def _context(profile):
    members = []
    if profile.organisation.kind == Kind.UNION:
        members = profile.members(MAX_MEMBERS + 1)
    return {
        "profile": profile,
        "organisation": profile.organisation,
        "current": profile.current,
        "today": profile.today,
        "events": list_events(profile),
        "members": members[:MAX_MEMBERS],
        "has_more_members": len(members) > MAX_MEMBERS,
        "schema_org": describe_organisation(profile, members[:MAX_MEMBERS]),
    }
