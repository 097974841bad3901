"""The register's public pages: the directory, an organisation, the figures."""

from datetime import date
from itertools import takewhile

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page
from coopsite.core.paging import get_page, paged

from . import statistics
from .directory import listed
from .forms import DayForm, DirectoryForm
from .models import Cooperative, Kind, Sector, Standing, Union

PAGE_SIZE = 25


@require_safe
@public_page
@paged
def cooperatives(request):
    """The directory of cooperatives, by name, filtered as the address says."""
    return _directory(request, Kind.COOPERATIVE)


@require_safe
@public_page
@paged
def unions(request):
    """The directory of unions."""
    return _directory(request, Kind.UNION)


def _directory(request, kind):
    form = DirectoryForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "kind": kind}
        return render(request, "cooperatives/directory.html", context, status=400)
    page = get_page(request, listed(kind, form), PAGE_SIZE)
    context = {
        "form": form,
        "kind": kind,
        "page": page,
        "day": form.day,
        "is_filtered": any(form.cleaned_data.values()),
    }
    return render(request, "cooperatives/directory.html", context)


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


def _members(organisation, day):
    if organisation.kind != Kind.UNION:
        return Standing.objects.none()
    members = Standing.objects.on(day).filter(union_id=organisation.pk).existing()
    return members.select_related("organisation", "sector").by_name()


@require_safe
@public_page
def figures(request):
    """The tables of the report for any day, each number a link to its list."""
    form = DayForm(request.GET)
    if not form.is_valid():
        context = {"form": form}
        return render(request, "cooperatives/figures.html", context, status=400)
    return render(request, "cooperatives/figures.html", _figures(form))


def _figures(form):
    day, known_at = form.day, form.known_at
    by_sector = statistics.by_sector(day, known_at)
    founded = statistics.founded_by_sector(date(day.year, 1, 1), day, known_at)
    rows = [
        {
            "sector": sector,
            "tally": by_sector.get(sector.pk, statistics.Tally()),
            "founded": founded.get(sector.pk, 0),
        }
        for sector in Sector.objects.all()
    ]
    # What every number's link carries, so that the list answers the same question.
    asked = {"ngay": f"{day:%d/%m/%Y}"}
    if known_on := form.cleaned_data["biet_den"]:
        asked["biet_den"] = f"{known_on:%d/%m/%Y}"
    return {
        "form": form,
        "day": day,
        "asked": asked,
        "rows": rows,
        "cooperatives": sum(by_sector.values(), statistics.Tally()),
        "unions": statistics.by_kind(day, known_at)[Kind.UNION],
        "founded": sum(founded.values()),
        "year_ends": _year_ends(),
    }


def _year_ends():
    """The last five year-ends, which most readers come for."""
    this_year = timezone.localdate().year
    return [date(year, 12, 31) for year in range(this_year - 1, this_year - 6, -1)]
