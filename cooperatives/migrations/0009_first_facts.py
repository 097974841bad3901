"""Names and codes of before become facts, from each founding on; initials are filled.

And the limits of size that NĐ 113/2024, art. 5 states and that were found: those of
agriculture, and the upper one of industry and construction. In force since 01/11/2024.
"""

import re
from datetime import date

from django.db import migrations
from django.db.models import Min, Q
from django.utils import timezone

from coopsite.core.vietnamese import fold

BILLION = 1_000_000_000
# legal group, size, members, revenue and total capital in billions of đồng
LIMITS = [
    ("agriculture", "lon", 300, 50, 10),
    ("agriculture", "vua", 200, 10, 5),
    ("agriculture", "nho", 50, 2, 1),
    ("industry", "lon", 100, 80, 20),
]
HELD_IN = {
    "ten": "name",
    "ma-so-thue": "tax_code",
    "giay-chung-nhan": "certificate_number",
    "tru-so": "address",
}
BATCH = 1_000


def load_limits(apps, schema_editor):
    apps.get_model("cooperatives", "SizeLimit").objects.bulk_create(
        apps.get_model("cooperatives", "SizeLimit")(
            legal_group=group,
            size=size,
            members=members,
            revenue=revenue * BILLION,
            total_capital=capital * BILLION,
            valid_from=date(2024, 11, 1),
        )
        for group, size, members, revenue, capital in LIMITS
    )


def make_facts(apps, schema_editor):
    Organisation = apps.get_model("cooperatives", "Organisation")
    Designation = apps.get_model("cooperatives", "Designation")
    rows, now = [], timezone.now()
    valid = Min("standings__effective_from", filter=Q(standings__superseded_at=None))
    found = Organisation.objects.annotate(founded_on=valid)
    for organisation in found.order_by("pk").iterator(BATCH):
        organisation.initials = "".join(
            re.findall(r"\bhtx\b|\b[0-9]+|\b[a-z]", fold(organisation.name))
        )[:60]
        rows.append(organisation)
        if len(rows) == BATCH:
            _write(Organisation, Designation, rows, now)
            rows = []
    _write(Organisation, Designation, rows, now)


def _write(Organisation, Designation, rows, now):
    Organisation.objects.bulk_update(rows, ["initials"])
    Designation.objects.bulk_create(
        Designation(
            organisation=row,
            what=what,
            value=getattr(row, field),
            effective_from=row.founded_on,
            recorded_at=now,
        )
        for row in rows
        if row.founded_on
        for what, field in HELD_IN.items()
        if getattr(row, field)
    )


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0008_guard_facts")]
    operations = [
        migrations.RunPython(load_limits, migrations.RunPython.noop),
        migrations.RunPython(make_facts, migrations.RunPython.noop),
    ]
