"""What organisations and areas are found by."""

from django.utils import timezone

from coopsite.core.content_version import REGISTER
from coopsite.core.full_text.sources import (
    Source,
    Words,
    place_of_name,
    register_source,
)
from coopsite.core.full_text.words import mark_of
from coopsite.core.vietnamese import own_part, sort_key

from .models import Area, OperatingStatus, Organisation, Standing
from .models.search_keys import initials_of, key_of
from .models.stamps import SINCE_EVER

ORGANISATION, AREA = "to-chuc", "dia-ban"
# The mark of areas that the directory can be narrowed to.
CHOSEN = mark_of("c", "")
_RANKS = {OperatingStatus.ACTIVE: 0, OperatingStatus.STOPPED: 1}
_COLUMNS = [
    "name", "short_name", "foreign_name", "former_names", "former_short_names",
    "former_codes", "tax_code", "certificate_number", "public_id", "sort_name",
    "main_trade", "other_trades", "address", "representative_name", "public_note",
]  # fmt: skip


def prepare_organisations(keys):
    """Returns the words of the organisations with those keys; of one whose record was
    withdrawn whole none."""
    statuses = _statuses(keys)
    rows = Organisation.objects.filter(pk__in=statuses).only(*_COLUMNS)
    return {row.pk: _words_of(row, statuses[row.pk]) for row in rows}


def _statuses(keys):
    """Returns {key: how it stands today} of those that have a standing."""
    rows = Standing.objects.known().filter(organisation__in=keys)
    rows = rows.order_by("effective_from")
    today, statuses = timezone.localdate(), {}
    for key, day, status in rows.values_list(
        "organisation", "effective_from", "operating_status"
    ):
        if key not in statuses or day <= today:
            statuses[key] = status
    return statuses


def _words_of(row, status):
    names = [row.name, row.short_name, row.foreign_name]
    codes = [row.tax_code, row.certificate_number, *row.former_codes.splitlines()]
    former = [*row.former_names.splitlines(), *row.former_short_names.splitlines()]
    keys = [key for code in codes if code and (key := key_of(code))]
    initials = [initials_of(row.name), initials_of(own_part(row.name))]
    return Words(
        names=[*names, own_part(row.name)],
        lead=_join(*former, row.main_trade, row.address),
        text=_join(row.other_trades, row.representative_name, row.public_note),
        codes=[*keys, row.public_id, *filter(None, initials)],
        live_from=SINCE_EVER,
        place=place_of_name(row.sort_name, _RANKS.get(status, 2)),
    )


def _join(*texts):
    return " | ".join(filter(None, texts))


_LEVELS = {Area.Level.UNIT: 0, Area.Level.DISTRICT: 1, Area.Level.COMMUNE: 2}


def prepare_areas(keys):
    """Returns the words of the areas with those keys."""
    return {
        row.pk: Words(
            names=[row.name, own_name(row)],
            lead=row.province,
            codes=[row.code],
            marks=[] if row.level == Area.Level.COMMUNE else [CHOSEN],
            live_from=SINCE_EVER,
            place=place_of_name(sort_key(row.name), _LEVELS[row.level]),
        )
        for row in Area.objects.filter(pk__in=keys)
    }


def own_name(area):
    """Returns the name of `area` without its kind: "Xã Cần Giờ" → "Cần Giờ"; a number
    alone is none."""
    name = area.name.removeprefix(f"{area.get_kind_display()} ")
    return area.name if name[:1].isdigit() else name


register_source(
    Source(
        kind=ORGANISATION,
        number=2,
        model=Organisation,
        columns=_COLUMNS,
        prepare=prepare_organisations,
        domain=REGISTER,
        owners=[
            (
                Standing._meta.db_table,
                "organisation_id",
                ["operating_status", "effective_from", "superseded_at"],
            )
        ],
        has_middles=True,
    )
)
register_source(
    Source(
        kind=AREA,
        number=3,
        model=Area,
        columns=["name", "kind", "level", "code", "province"],
        prepare=prepare_areas,
        domain=REGISTER,
    )
)
