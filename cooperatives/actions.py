"""The only ways to change the register: each atomic, each says by whom.

Every action locks the organisation first, so two people changing one record queue
up instead of crossing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .forms import FIRST_DAY, LAST_DAY
from .models import Area, Kind, Organisation, Standing

# What a standing says; the rest of the row says who recorded it, and when.
FACTS = [
    "operating_status",
    "legal_status",
    "sector",
    "area",
    "union",
    "decision_number",
    "reason",
]
# Facts that hold on until changed; a decision belongs to its own day only.
_LASTING = ["operating_status", "legal_status", "sector", "area", "union"]


@transaction.atomic
def register(*, organisation, founded_on, by, **facts):
    """Enter a new `Cooperative` or `Union`; its founding is its first standing.

    `organisation` is an unsaved instance, `founded_on` a date, `facts` the fields
    of the first `Standing` (at least `area`, and `sector` for a cooperative).
    Returns that standing. ValidationError names the field that is wrong.
    """
    organisation.full_clean()
    organisation.save()
    return _add(organisation, founded_on, by, facts)


@transaction.atomic
def change_standing(*, organisation, effective_from, by, **facts):
    """Record that from the day `effective_from` the organisation stands otherwise.

    Facts left out stay as they stood on that day. A late entry (a day before later
    standings) changes none of them. Returns the new standing. ValidationError when
    the day lies before the founding or already has a standing.
    """
    organisation = _lock(organisation)
    before = _standing_on(organisation, effective_from)
    if before is None:
        raise ValidationError(
            {
                "effective_from": "Ngày này trước ngày thành lập. Nếu ngày thành lập "
                "sai, hãy đính chính mốc thành lập."
            }
        )
    kept = {name: getattr(before, name) for name in _LASTING}
    return _add(organisation, effective_from, by, kept | facts)


@transaction.atomic
def correct_standing(*, standing, by, reason, **facts):
    """Replace a standing that was recorded wrongly by a right one.

    The wrong row stays, marked as superseded now, so that reports made before can
    be made again. `facts` may include `effective_from`; those left out are taken
    from the wrong row. Returns the new standing.
    """
    organisation = _lock(standing.organisation)
    standing = Standing.objects.get(pk=standing.pk)
    if standing.superseded_at:
        raise ValidationError(
            "Mốc này đã được đính chính trước đó. Hãy mở lại hồ sơ để xem mốc mới."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Đính chính phải nói rõ lý do."})
    day = facts.pop("effective_from", standing.effective_from)
    _check_founding_stays_first(standing, day)
    now = timezone.now()
    kept = {name: getattr(standing, name) for name in FACTS}
    standing.superseded_at, standing.superseded_by = now, by
    standing.save(update_fields=["superseded_at", "superseded_by"])
    return _add(
        organisation,
        day,
        by,
        kept | facts | {"reason": reason},
        recorded_at=now,
        corrects=standing,
    )


def _lock(organisation):
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _standing_on(organisation, day):
    return Standing.objects.filter(organisation=organisation).on(day).first()


def _check_founding_stays_first(standing, day):
    """A corrected day may not make another standing the founding, unnoticed."""
    others = Standing.objects.known().filter(organisation=standing.organisation_id)
    others = others.exclude(pk=standing.pk)
    first = others.order_by("effective_from").first()
    if first and day is not None:
        was_founding = standing.effective_from < first.effective_from
        if was_founding != (day < first.effective_from):
            raise ValidationError(
                {
                    "effective_from": "Ngày thành lập phải trước mọi mốc khác; mốc sau "
                    f"đó gần nhất là {first.effective_from:%d/%m/%Y}."
                }
            )


def _add(organisation, day, by, facts, **record):
    standing = Standing(
        organisation_id=organisation.pk,
        kind=organisation.kind,
        effective_from=day,
        recorded_by=by,
        **facts,
        **record,
    )
    if found := problems(standing):
        raise ValidationError(found)
    standing.full_clean(exclude=["recorded_by"])
    standing.save(force_insert=True)
    return standing


def problems(standing):
    """Return {field: what is wrong} for what no constraint of the database can see."""
    found = {}
    day, area = standing.effective_from, standing.area_id
    if standing.kind == Kind.COOPERATIVE and not standing.sector_id:
        found["sector"] = "Hợp tác xã phải có lĩnh vực."
    if standing.kind == Kind.UNION and standing.union_id:
        found["union"] = "Liên hiệp không thuộc liên hiệp khác."
    if day is None:
        found["effective_from"] = "Phải có ngày hiệu lực."
    elif not FIRST_DAY <= day <= LAST_DAY:
        found["effective_from"] = "Hãy xem lại năm: từ 1945 đến 2100."
    if not area:
        found["area"] = "Phải có địa bàn."
    elif day and not Area.objects.on(day).filter(pk=area).exists():
        found["area"] = (
            f"Vào ngày {day:%d/%m/%Y}, {standing.area} chưa có hoặc không còn. "
            "Hãy chọn địa bàn có vào ngày đó."
        )
    return found
