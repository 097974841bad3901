"""Proves that every stored standing follows from the entries, at every known moment.

And that no valid fact refers to what did not exist on its day.
"""

from collections import defaultdict
from itertools import batched

from django.core.management.base import BaseCommand, CommandError

from cooperatives.actions.existence import find_breaches
from cooperatives.actions.folding import BATCH, get_values, replay
from cooperatives.models import Organisation, Standing, StandingEntry

MAX_NAMED = 20  # organisations, or sentences, that a failure lists


class Command(BaseCommand):
    help = (
        "Soát sổ bộ: hiện trạng đã lưu phải đúng như suy ra từ các mốc đã ghi, và "
        "không mốc nào nói tới tổ chức chưa có hoặc không còn vào ngày ấy."
    )

    def handle(self, **options):
        wrong, breaches, number = [], [], 0
        keys = Organisation.objects.order_by("pk").values_list("pk", flat=True)
        for some in batched(keys.iterator(BATCH), BATCH):
            number += len(some)
            wrong += find_wrong(some)
            breaches += find_breaches(some)
        if wrong:
            named = Organisation.objects.filter(pk__in=wrong[:MAX_NAMED])
            names = "\n".join(f"- {one} ({one.public_id})" for one in named)
            raise CommandError(
                f"{len(wrong)} hồ sơ có hiện trạng không đúng với các mốc:\n{names}"
            )
        if breaches:
            messages = "\n".join(
                f"- {breach.message}" for breach in breaches[:MAX_NAMED]
            )
            raise CommandError(f"{len(breaches)} chỗ không khớp ngày:\n{messages}")
        self.stdout.write(f"Đã soát {number} hồ sơ: hiện trạng đúng với các mốc.")


def find_wrong(organisations):
    """Returns those of `organisations` (primary keys) of which a stored standing does
    not follow from the entries, or one that follows is not stored."""
    entries = _by_organisation(StandingEntry, organisations)
    stored = _by_organisation(Standing, organisations)
    return [
        key
        for key in organisations
        if sorted(map(_identity, stored[key]))
        != sorted(map(_identity, replay(entries[key])))
    ]


def _by_organisation(model, keys):
    rows = defaultdict(list)
    for row in model.objects.filter(organisation__in=keys):
        rows[row.organisation_id].append(row)
    return rows


def _identity(standing):
    """Returns what makes two standings the same, in an order that knows no None."""
    values = [str(value) for value in get_values(standing).values()]
    moments = standing.recorded_at, str(standing.superseded_at)
    return (standing.effective_from, *moments, *values)
