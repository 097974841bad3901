"""The group of each sector of before, known since ever and always in force."""

from datetime import UTC, datetime

from django.db import migrations

SINCE_EVER = datetime(1900, 1, 1, tzinfo=UTC)


def record(apps, schema_editor):
    group = apps.get_model("cooperatives", "SectorGroup")
    group.objects.bulk_create(
        group(sector=sector, legal_group=sector.legal_group, recorded_at=SINCE_EVER)
        for sector in apps.get_model("cooperatives", "Sector").objects.order_by("pk")
    )


def put_back(apps, schema_editor):
    """The groups held now, in the sectors' own column."""
    group = apps.get_model("cooperatives", "SectorGroup")
    for row in group.objects.filter(superseded_at=None).order_by("valid_from"):
        row.sector.legal_group = row.legal_group
        row.sector.save()
    group.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0016_stamped_rules")]
    operations = [migrations.RunPython(record, put_back)]
