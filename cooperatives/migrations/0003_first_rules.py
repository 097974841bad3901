"""The six sectors the Alliance reports, their groups, and the limits of size.

Of NĐ 113/2024, art. 5, in force since 01/11/2024, the limits that were found: those of
agriculture, and the upper one of industry and construction.
"""

from datetime import UTC, date, datetime

from django.db import migrations

SINCE_EVER = datetime(1900, 1, 1, tzinfo=UTC)
BILLION = 1_000_000_000
SECTORS = [
    ("tmdv", "TMDV", "Thương mại – dịch vụ", "trade"),
    ("gtvt", "GTVT", "Giao thông vận tải", "trade"),
    ("nn", "NN", "Nông nghiệp", "agriculture"),
    ("ttcn", "TTCN", "Tiểu thủ công nghiệp", "industry"),
    ("vsmt", "VSMT", "Vệ sinh môi trường", "industry"),
    ("quy-tdnd", "Quỹ TDND", "Quỹ tín dụng nhân dân", "finance"),
]
# legal group, size, members, revenue and total capital in billions of đồng
LIMITS = [
    ("agriculture", "lon", 300, 50, 10),
    ("agriculture", "vua", 200, 10, 5),
    ("agriculture", "nho", 50, 2, 1),
    ("industry", "lon", 100, 80, 20),
]


def add_sectors(apps, schema_editor):
    """Adds the sectors, each with a group known since ever and always in force."""
    sectors = apps.get_model("cooperatives", "Sector").objects
    groups = apps.get_model("cooperatives", "SectorGroup").objects
    for order, (code, abbreviation, name, group) in enumerate(SECTORS, 1):
        sector = sectors.create(
            code=code, abbreviation=abbreviation, name=name, order=order * 10
        )
        groups.create(sector=sector, legal_group=group, recorded_at=SINCE_EVER)


def add_limits(apps, schema_editor):
    limits = apps.get_model("cooperatives", "SizeLimit").objects
    for group, size, members, revenue, capital in LIMITS:
        limits.create(
            legal_group=group,
            size=size,
            members=members,
            revenue=revenue * BILLION,
            total_capital=capital * BILLION,
            valid_from=date(2024, 11, 1),
            recorded_at=SINCE_EVER,
        )


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0002_guards")]
    operations = [
        migrations.RunPython(add_sectors, migrations.RunPython.noop),
        migrations.RunPython(add_limits, migrations.RunPython.noop),
    ]
