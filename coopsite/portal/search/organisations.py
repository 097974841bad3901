"""Cooperatives and unions among the results of a search."""

from django.utils import timezone

from cooperatives.models import OperatingStatus, Organisation, Standing
from cooperatives.search import ORGANISATION

from .kinds import Kind, Result, register_kind


def show_organisations(keys):
    """Returns {key: Result} of the organisations with those keys."""
    rows = {row.pk: row for row in Organisation.objects.filter(pk__in=keys)}
    standings = Standing.objects.on(timezone.localdate()).filter(organisation__in=keys)
    standings = standings.select_related("sector", "area")
    today = {standing.organisation_id: standing for standing in standings}
    return {key: _result(row, today.get(key)) for key, row in rows.items()}


def _result(row, standing):
    facts = [f"Mã số {row.tax_code}"] if row.tax_code else []
    if not row.tax_code and row.certificate_number:
        facts = [f"Giấy chứng nhận {row.certificate_number}"]
    if standing:
        facts.append(standing.area.name)
        if standing.sector:
            facts.insert(0, standing.sector.name)
        if standing.operating_status != OperatingStatus.ACTIVE:
            facts.append(standing.get_operating_status_display())
    former = row.former_names.splitlines()
    return Result(
        title=row.name,
        address=row.get_absolute_url(),
        kind=row.get_kind_display(),
        lead=" | ".join([*(f"Tên cũ: {name}" for name in former)]),
        text=" · ".join(filter(None, [row.address, row.main_trade, row.public_note])),
        facts=facts,
    )


register_kind(
    Kind(
        name=ORGANISATION,
        label="Hợp tác xã, liên hiệp",
        order=3,
        show=show_organisations,
        is_news=False,
    )
)
