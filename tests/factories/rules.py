"""Puts other limits of sizes in the place of those that the portal came with."""

from datetime import date

from django.utils import timezone

from cooperatives.models import SizeLimit
from cooperatives.models.stamps import SINCE_EVER


def put_limits(*limits):
    """Leaves `limits`, dicts of fields, as the only ones; known since ever, of
    agriculture and in force since 2000 where they do not say otherwise."""
    SizeLimit.objects.known().update(superseded_at=timezone.now())
    usual = {"legal_group": "agriculture", "valid_from": date(2000, 1, 1)}
    usual["recorded_at"] = SINCE_EVER
    SizeLimit.objects.bulk_create(SizeLimit(**(usual | limit)) for limit in limits)
