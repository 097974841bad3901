"""What each area of before holds, known since ever."""

from datetime import UTC, datetime

from django.db import migrations

SINCE_EVER = datetime(1900, 1, 1, tzinfo=UTC)
COPIED = ["name", "code", "kind", "parent_id", "province", "valid_from", "valid_until"]


def record(apps, schema_editor):
    record = apps.get_model("cooperatives", "AreaRecord")
    record.objects.bulk_create(
        [
            record(
                area=area,
                recorded_at=SINCE_EVER,
                **{name: getattr(area, name) for name in COPIED},
            )
            for area in apps.get_model("cooperatives", "Area").objects.order_by("pk")
        ],
        100,
    )


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0019_stamped_areas")]
    operations = [migrations.RunPython(record, migrations.RunPython.noop)]
