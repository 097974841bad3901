"""The page of one organisation: its key facts and its dated course."""

from itertools import takewhile

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page

from ..models import Area, Cooperative, Kind, Standing, Union


@require_safe
@public_page
def cooperative(request, slug):
    """One cooperative and its dated course."""
    return _organisation(request, Cooperative, slug)


@require_safe
@public_page
def union(request, slug):
    """One union, its dated course and its members."""
    return _organisation(request, Union, slug)


def _organisation(request, model, slug):
    """Answer the page; a former name in the address is sent to today's."""
    public_id = slug.rpartition("-")[2]
    organisation = model.objects.filter(public_id=public_id).first()
    if organisation is None:
        raise Http404("Không có hồ sơ này trong sổ bộ.")
    if organisation.slug != slug:
        return HttpResponsePermanentRedirect(organisation.get_absolute_url())
    course = list(
        organisation.standings.known().select_related("sector", "area", "union")
    )
    today = timezone.localdate()
    past = [standing for standing in course if standing.effective_from <= today]
    context = {
        "organisation": organisation,
        "course": course,
        "current": past[0] if past else None,
        "since": _held_since(past),
        "founding": course[-1] if course else None,
        "succession": _succession(past),
        "today": today,
        "members": _members(organisation, today),
    }
    return render(request, "cooperatives/organisation.html", context)


def _held_since(past):
    """Return the day since which the newest of the standings `past` (newest first) has
    its operating status without a break; None without any."""
    unbroken = takewhile(
        lambda standing: standing.operating_status == past[0].operating_status, past
    )
    return min((standing.effective_from for standing in unbroken), default=None)


def _succession(past):
    """Return how today's unit follows from an old commune; None for other areas."""
    if not past or past[0].area.level != Area.Level.COMMUNE:
        return None
    return past[0].area.successor()


def _members(organisation, day):
    if organisation.kind != Kind.UNION:
        return Standing.objects.none()
    members = Standing.objects.on(day).filter(union_id=organisation.pk).existing()
    return members.select_related("organisation", "sector").by_name()
