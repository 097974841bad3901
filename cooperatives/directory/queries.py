"""Which organisations a reader's filters leave, in which order, and how many each
other choice would leave."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from coopsite.core.content_version import REGISTER
from coopsite.core.match_text import has_all_words
from coopsite.core.remembered import remembered

from ..forms import UNKNOWN
from ..models import CurrentUnit, Kind, OperatingStatus, Standing, Survey
from ..models.search_queries import matching
from .forms import ANY_STATUS, DirectoryForm, Order
from .letters import get_bounds


def list_organisations(kind, form):
    """Returns the standings of `kind` that the valid `DirectoryForm` asks for, in the
    order that it asks for.

    One row an organisation: how it stood on the form's day. `founded_on` or `members`
    is on the row when it is ordered by it, `is_assumed` when a unit of today is asked
    for. Sector and area are not joined: the database
    would start from them instead of walking the names in order.
    """
    params = form.cleaned_data
    rows = _beside_choices(form).filter(organisation__kind=kind)
    rows = _with_status(rows, params["tinh_trang"])
    if params["linh_vuc"]:
        rows = rows.filter(**{_sector_name(form): _known(params["linh_vuc"], "pk")})
    if params["quy_mo"]:
        rows = rows.with_size(form.day, form.known_at).filter(size=params["quy_mo"])
    if form.unit:
        rows = rows.annotate(is_assumed=_is_assumed(form.known_at))
    return _ordered(rows.select_related("organisation"), form)


def _is_assumed(known_at):
    """Returns whether a row counts in its unit of today by mere assumption."""
    assumed = CurrentUnit.objects.known(known_at).filter(
        area=Coalesce(OuterRef("unit"), OuterRef("area")), is_assumed=True
    )
    return Exists(assumed)


def _beside_choices(form):
    """Returns the rows of both kinds that the filters leave whose choices bear no
    counts."""
    params = form.cleaned_data
    rows = Standing.objects.on(form.day, form.known_at)
    if form.founding_period:
        foundings = Standing.objects.founded_inside(form.known_at, form.is_todays)
        foundings = foundings.filter(effective_from__range=form.founding_period)
        foundings = _in_place_and_group(foundings, form)
        rows = rows.filter(organisation__in=foundings.values("organisation"))
        rows = rows.alias(founding_sector=_at_founding("sector", form))
    else:
        rows = rows.of_territory(form.day, form.is_todays, form.known_at)
        rows = _in_place_and_group(rows, form)
    if params["lien_hiep"]:  # which no union belongs to
        rows = rows.filter(Q(union=params["lien_hiep"]) | Q(kind=Kind.UNION))
    if params["tim"]:
        rows = rows.filter(matching(params["tim"], "organisation__"))
    if params["chu"]:
        first, before = get_bounds(params["chu"])
        rows = rows.filter(
            organisation__sort_name__gte=first, organisation__sort_name__lt=before
        )
    return rows


def _in_place_and_group(rows, form):
    """Narrow to areas and a group: those of the day, or those of the founding, by
    which the founded count."""
    params, known_at = form.cleaned_data, form.known_at
    if params["dia_ban"]:
        rows = rows.within(params["dia_ban"], known_at)
    if params["dia_ban_ghi_nhan"]:
        rows = rows.recorded_in(params["dia_ban_ghi_nhan"], known_at)
    if params["dia_ban_nay"]:
        rows = rows.in_unit(_known(params["dia_ban_nay"]), known_at)
    if params["gia_dinh"]:
        rows = rows.with_unit(known_at).filter(unit_assumed=True)
    if params["nhom"]:
        rows = rows.of_legal_group(_known(params["nhom"]), form.day, known_at)
    return rows


def _known(chosen, field=None):
    """Returns what is chosen, or a field of it; None for those of whom none is
    known."""
    if chosen == UNKNOWN:
        return None
    return getattr(chosen, field) if field else chosen


def _with_status(rows, status):
    if not status:
        return rows.existing()
    return rows if status == ANY_STATUS else rows.filter(operating_status=status)


def _sector_name(form):
    """Returns the field that sectors are counted by: of foundings in a period the
    sector then, as in the report."""
    return "founding_sector" if form.founding_period else "sector_id"


def _at_founding(name, form):
    """Returns the value of a field in the first standing, as `foundings` has it."""
    course = Standing.objects.known(form.known_at)
    course = course.filter(organisation=OuterRef("organisation"))
    return Subquery(course.order_by("effective_from").values(name)[:1])


def _ordered(rows, form):
    by_name = ["organisation__sort_name", "organisation_id"]
    if form.order == Order.NAME:
        return rows.order_by(*by_name)
    if form.order == Order.LARGEST:
        rows = rows.annotate(members=_members(form))
        return rows.order_by(F("members").desc(nulls_last=True), *by_name)
    sign = "-" if form.order == Order.NEWEST else ""
    rows = rows.annotate(founded_on=_at_founding("effective_from", form))
    return rows.order_by(f"{sign}founded_on", *by_name)


def _members(form):
    surveys = Survey.objects.known(form.known_at).filter(
        organisation=OuterRef("organisation"), effective_from__lte=form.day
    )
    return Subquery(surveys.order_by("-effective_from").values("members")[:1])


# --- how many each choice leaves ------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    """How many organisations a choice of kind, sector, status and size leaves.

    `groups` are rows of kind, sector id, status, size and their number; `chosen` what
    is chosen now, by those names; "" and None choose all.
    """

    groups: list
    chosen: dict

    def number(self, **instead):
        """Returns how many are left when `instead` is chosen, all else as it is."""
        chosen = self.chosen | instead
        return sum(row["number"] for row in self.groups if _fits(row, chosen))


def _fits(row, chosen):
    status = chosen["status"]
    if not status and row["status"] == OperatingStatus.DISSOLVED:
        return False
    return (
        row["kind"] == chosen["kind"]
        and status in ("", ANY_STATUS, row["status"])
        and chosen["sector"] in ("", None, row["sector_now"] or UNKNOWN)
        and chosen["size"] in ("", row["size"])
    )


def counts(kind, form):
    """Returns the `Counts` under the valid `DirectoryForm`.

    One query for the total and for every choice; one more for the limits of sizes.
    """
    params = form.cleaned_data
    chosen = {
        "kind": kind,
        "sector": getattr(params["linh_vuc"], "pk", params["linh_vuc"]),
        "status": params["tinh_trang"],
        "size": params["quy_mo"],
    }
    return Counts(_group(_Beside(form)), chosen)


@dataclass(frozen=True, repr=False)
class _Beside:
    """What a form asks for, but for the choices that are counted and the order."""

    form: DirectoryForm

    def __repr__(self):
        """Names ids, for the key of what is remembered: areas may share a name."""
        params = {
            name: getattr(value, "pk", value)
            for name, value in self.form.cleaned_data.items()
            if name not in ("linh_vuc", "tinh_trang", "quy_mo", "thu_tu")
        }
        return f"{self.form.day} {self.form.known_at} {params}"


@remembered(REGISTER)
def _group(beside):
    """Returns the `groups` of `Counts`."""
    form = beside.form
    rows = _beside_choices(form).with_size(form.day, form.known_at).order_by()
    groups = rows.values(
        "kind",
        "size",
        status=F("operating_status"),
        sector_now=F(_sector_name(form)),
    )
    return list(groups.annotate(number=Count("pk")))


# --- why a row is there ---------------------------------------------------------------


def matching_former_name(organisation, words):
    """Returns the former name that has all `words`; "" where one of today's has
    them."""
    names = [organisation.name, organisation.short_name, organisation.foreign_name]
    if not words or any(has_all_words(words, [name]) for name in names):
        return ""
    former = organisation.former_names.splitlines()
    return next((name for name in former if has_all_words(words, [name])), "")
