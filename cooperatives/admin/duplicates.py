"""Records that look like the one being entered: the same code, or name and place."""

import re
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import reverse
from django.utils import timezone

from coopsite.core.vietnamese import clean_text, match

from ..models import Area, Kind, Organisation, Standing
from ..models.search_keys import key_of
from ..models.search_queries import keys_read, of_code

# "HTX Sao Mai" and "Hợp tác xã Sao Mai" are one name.
_LEGAL_FORM = re.compile("^(lien hiep )?hop tac xa *")
_CANDIDATES, _SHOWN = 200, 5


@dataclass(frozen=True)
class Duplicate:
    """An organisation that is known, and what it has in common, as staff read it."""

    organisation: Organisation
    why: str

    @property
    def address(self):
        name = "union" if self.organisation.kind == Kind.UNION else "cooperative"
        return reverse(f"admin:cooperatives_{name}_change", args=[self.organisation.pk])


def find(*, name="", tax_code="", certificate_number="", area=None, known=None):
    """Returns the `Duplicate`s of what was typed; `known` is the record itself.

    A name counts only in the same place: `area`, or where the record `known` is.
    """
    name, tax_code = clean_text(name), clean_text(tax_code)
    others = Organisation.objects.exclude(pk=getattr(known, "pk", None))
    matches = _same_code(others, tax_code, certificate_number)
    if area is None and known is not None and known.pk:
        now = known.standings.on(timezone.localdate()).select_related("area").first()
        area = now and now.area
    if core(name) and area is not None:
        matches += _same_name(others, name, area)
    first = {}
    for one in matches:
        first.setdefault(one.organisation.pk, one)
    return list(first.values())[:_SHOWN]


def find_owner(tax_code, known):
    """Returns the `Duplicate` that has the tax code today beside the record `known`, or
    None."""
    others = Organisation.objects.exclude(pk=known.pk)
    owner = others.filter(tax_code=tax_code).first()
    return owner and Duplicate(owner, "cùng mã số thuế")


def core(name):
    """Returns the words of the name without its legal form."""
    return _LEGAL_FORM.sub("", match(name))


def _same_code(others, tax_code, certificate_number):
    return [
        Duplicate(row, _why(row, typed))
        for typed in (tax_code, certificate_number)
        for row in others.filter(of_code(typed))[:_SHOWN]
    ]


def _why(row, typed):
    if row.tax_code and key_of(row.tax_code) in keys_read(typed):
        return "cùng mã số thuế"
    if key_of(row.certificate_number) in keys_read(typed):
        return "cùng số giấy chứng nhận"
    return "từng mang mã số này"


def _same_name(others, name, area):
    place = list(Area.objects.around(area).values_list("pk", flat=True))
    there = Standing.objects.on(timezone.localdate()).filter(
        Q(area__in=place) | Q(unit__in=place), organisation=OuterRef("pk")
    )
    alike = others.filter(match_text__contains=core(name))
    rows = alike.filter(Exists(there.order_by()))[:_CANDIDATES]
    return [
        Duplicate(row, f"cùng tên ở {area}")
        for row in rows
        if core(name) in {core(one) for one in _names(row)}
    ]


def _names(organisation):
    lines = f"{organisation.former_names}\n{organisation.former_short_names}"
    names = [organisation.name, organisation.short_name, *lines.split("\n")]
    return filter(None, names)


def answer_duplicates(admin, request):
    """Answers the script beside a form of `admin` with the known records that look
    like what is being typed, as JSON."""
    if not (admin.has_add_permission(request) or admin.has_change_permission(request)):
        raise PermissionDenied
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    matches = find(
        name=request.GET.get("name", "")[:250],
        tax_code=request.GET.get("tax_code", "")[:40],
        certificate_number=request.GET.get("certificate_number", "")[:40],
        area=_row(Area.objects, request.GET.get("area")),
        known=_row(Organisation.objects, request.GET.get("known")),
    )
    return JsonResponse(
        {
            "found": [
                {"name": str(one.organisation), "why": one.why, "address": one.address}
                for one in matches
            ]
        }
    )


def _row(rows, key):
    is_key = key and re.fullmatch("[0-9]{1,18}", key)
    return rows.filter(pk=key).first() if is_key else None
