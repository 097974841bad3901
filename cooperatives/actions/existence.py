"""Nothing refers to an organisation on a day on which it did not exist.

The one place of these rules (`docs/register.md`, 7). Each action ends by asking, about
the organisations it wrote about, whether every valid reorganisation, membership, survey
and designation still names what existed on its day: a day that moves, or an end that
comes earlier, breaks what was right when it was recorded.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import batched

from django.core.exceptions import ValidationError
from django.db.models import Max, Min, OuterRef, Q, Subquery

from coopsite.core.numbers import format_number

from ..models import Designation, Reorganisation, Standing, StandingEntry, Survey
from .folding import BATCH
from .lifetimes import load_lifetimes, write_day

# Broken references that one refusal tells; of more it says how many.
MAX_MESSAGES = 5


@dataclass(frozen=True)
class Breach:
    """A valid fact that refers to a day on which what it names did not exist.

    `field` is the field of the forms at which it is told; `organisation` the key of who
    did not exist, of a membership `member` that of who belongs to it.
    """

    field: str
    message: str
    organisation: int | None = None
    member: int | None = None


def check_references(organisations):
    """ValidationError where a fact about `organisations` (keys) refers to a day on
    which what it names did not exist. Queries grow by batches only."""
    breaches = []
    for keys in batched(dict.fromkeys(organisations), BATCH):
        breaches += find_breaches(keys)
    raise_for(breaches)


def raise_for(breaches):
    """ValidationError that tells the first of the breaches, each at its field."""
    if not breaches:
        return
    messages = defaultdict(list)
    for breach in breaches[:MAX_MESSAGES]:
        messages[breach.field].append(breach.message)
    if len(breaches) > MAX_MESSAGES:
        more = f"Và {format_number(len(breaches) - MAX_MESSAGES)} chỗ khác như vậy."
        messages[breaches[0].field].append(more)
    raise ValidationError(dict(messages))


def find_breaches(keys):
    """Returns the breaches in the facts about `keys`, at most a batch of them."""
    return [
        *find_in_reorganisations(keys),
        *find_in_memberships(keys),
        *_find_before_foundings(keys),
    ]


# --- reorganisations ----------------------------------------------------------------


def find_in_reorganisations(keys, supposed=None):
    """Returns the breaches of reorganisations that name `keys`.

    `supposed` are lifetimes to be thought in place of those recorded.
    """
    rows = Reorganisation.objects.known().select_related("organisation", "successor")
    rows = rows.filter(Q(organisation__in=keys) | Q(successor__in=keys))
    rows = list(rows.order_by("effective_from", "pk"))
    named = {key for row in rows for key in (row.organisation_id, row.successor_id)}
    lifetimes = load_lifetimes(named) | (supposed or {})
    for row in rows:
        for party in (row.successor, row.organisation):
            is_successor = party is row.successor
            if missing := describe_missing(
                lifetimes[party.pk], row.form, row.effective_from, is_successor
            ):
                message = (
                    f"{describe_reorganisation(row)}, mà {party} {missing}. Hãy rút "
                    f"quan hệ ấy ở hồ sơ {row.organisation} trước."
                )
                yield Breach("effective_from", message, party.pk)
        yield from _find_lives_on(row, lifetimes[row.organisation_id])


def _find_lives_on(row, lifetime):
    """Yields the breach of a reorganisation that ends a predecessor which is not
    dissolved on the day and for ever after."""
    if not row.ends_the_predecessor or not lifetime.existed_until(row.effective_from):
        return  # one that was not there before is told as missing
    if returned_on := lifetime.find_return(row.effective_from):
        verb = _VERBS[Reorganisation.Form(row.form)]
        subject = verb.format(f"{row.organisation} đã", row.successor)
        message = (
            f"{subject} từ ngày {write_day(row.effective_from)}, mà từ ngày "
            f"{write_day(returned_on)} không còn được ghi là đã giải thể; hãy rút quan "
            "hệ ấy trước."
        )
        yield Breach("effective_from", message, row.organisation_id)


def describe_missing(lifetime, form, day, is_successor):
    """Returns how a party to a reorganisation was missing on the day, else "".

    A predecessor that ends on the day existed until then: on the day before.
    """
    ends = not is_successor and Reorganisation.Form(form).ends_the_predecessor
    if lifetime.existed_until(day) if ends else lifetime.exists_on(day):
        return ""
    return lifetime.describe(day)


_VERBS = {
    Reorganisation.Form.MERGER: "{} sáp nhập vào {}",
    Reorganisation.Form.CONSOLIDATION: "{} hợp nhất thành {}",
    Reorganisation.Form.DIVISION: "{} chia thành {}",
    Reorganisation.Form.SEPARATION: "{} tách ra {}",
}


def describe_reorganisation(row):
    """Returns what a reorganisation says, as the beginning of a sentence."""
    verb = _VERBS[Reorganisation.Form(row.form)]
    clause = verb.format(row.organisation, row.successor)
    return f"{clause} ngày {write_day(row.effective_from)}"


# --- memberships --------------------------------------------------------------------


def find_in_memberships(keys):
    """Returns the breaches of who belongs to a union, members or unions being `keys`.

    A member belongs while it exists itself; an entry that states a union needs it on
    its day in any case.
    """
    periods = [*_stated_unions(keys), *_periods_of_members(keys)]
    lifetimes = load_lifetimes({period.union_id for period in periods})
    reported, keys = set(), set(keys)
    for one in periods:
        missing = lifetimes[one.union_id].find_missing(one.effective_from, one.until)
        if missing and (one.organisation_id, one.union_id, missing) not in reported:
            reported.add((one.organisation_id, one.union_id, missing))
            is_member = one.organisation_id in keys
            yield _membership_breach(one, lifetimes[one.union_id], missing, is_member)


def _stated_unions(keys):
    rows = StandingEntry.objects.known().exclude(union=None)
    rows = rows.filter(Q(organisation__in=keys) | Q(union__in=keys))
    for row in rows.select_related("organisation", "union").in_order():
        row.until = row.effective_from  # the day itself
        yield row


def _periods_of_members(keys):
    later = Standing.objects.known().filter(
        organisation=OuterRef("organisation"),
        effective_from__gt=OuterRef("effective_from"),
    )
    later = later.order_by("effective_from").values("effective_from")[:1]
    rows = Standing.objects.known().existing().exclude(union=None)
    rows = rows.filter(Q(organisation__in=keys) | Q(union__in=keys))
    rows = rows.select_related("organisation", "union").order_by("effective_from", "pk")
    return rows.annotate(until=Subquery(later))


def _membership_breach(one, lifetime, missing, is_member):
    start = write_day(one.effective_from)
    message = (
        f"{one.organisation} được ghi thuộc {one.union} từ {start}, mà {one.union} "
        f"{lifetime.describe(missing)}."
    )
    if not is_member:
        message += f" Hãy đính chính hoặc rút mốc ấy ở hồ sơ {one.organisation} trước."
    elif missing > one.effective_from:
        message += f" Hãy ghi mốc rời liên hiệp từ {write_day(missing)} trước."
    else:
        message += " Hãy chọn liên hiệp đang có vào ngày ấy."
    field = "union" if is_member else "effective_from"
    return Breach(field, message, one.union_id, one.organisation_id)


def describe_wrong_union(union, day):
    """Returns why nobody can belong to `union` on the day, "" where one can."""
    if union is None:
        return ""
    lifetime = load_lifetimes([union.pk])[union.pk]
    if lifetime.exists_on(day):
        return ""
    return f"Vào ngày {write_day(day)}, {union} {lifetime.describe(day)}."


def describe_union_from(union, day):
    """Returns why nobody can belong to `union` from the day on, "" where one can."""
    lifetime = load_lifetimes([union.pk])[union.pk]
    missing = lifetime.find_missing(day, None)
    if not missing:
        return ""
    message = f"{union} {lifetime.describe(missing)}."
    if missing == day:
        return message
    return message + (
        " Hãy lập hồ sơ mà chưa chọn liên hiệp, ghi mốc rời liên hiệp từ "
        f"{write_day(missing)}, rồi đính chính mốc thành lập."
    )


# --- surveys and designations -------------------------------------------------------


_DATED = {
    Survey: "Đã có số liệu khảo sát ngày {}",
    Designation: "Đã có tên, mã số hoặc trụ sở ghi từ ngày {}",
}


def _find_before_foundings(keys):
    lifetimes = load_lifetimes(keys)
    for model, template in _DATED.items():
        rows = model.objects.known().filter(organisation__in=keys).order_by()
        firsts = rows.values_list("organisation").annotate(Min("effective_from"))
        for key, day in firsts:
            # A record withdrawn whole goes on being called something.
            is_name_left = model is Designation and lifetimes[key].founded_on is None
            if not lifetimes[key].has_begun_on(day) and not is_name_left:
                last = _last_before(rows.filter(organisation=key), lifetimes[key])
                yield _before_founding(template, last, lifetimes[key])


def _last_before(rows, lifetime):
    """Returns the latest day before the founding: what began with a founding that was
    moved is not what keeps it from moving."""
    if lifetime.founded_on:
        rows = rows.filter(effective_from__lt=lifetime.founded_on)
    return rows.aggregate(day=Max("effective_from"))["day"]


def _before_founding(template, day, lifetime):
    return Breach(
        "effective_from",
        f"{template.format(write_day(day))}, mà ngày ấy tổ chức "
        f"{lifetime.describe(day)}. "
        "Hãy đính chính hoặc rút điều ấy trước.",
    )


def check_begun(organisation, day):
    """ValidationError where the organisation was not founded yet on the day."""
    lifetime = load_lifetimes([organisation.pk])[organisation.pk]
    if not lifetime.has_begun_on(day):
        raise ValidationError(
            {"effective_from": f"Vào ngày này, tổ chức {lifetime.describe(day)}."}
        )
