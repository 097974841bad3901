"""Bounds an area's note in its form; the column stays as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0006_scan_downloads")]

    # No database has anything to do; SQLite would make the table anew.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "area",
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Văn bản lập ra, văn bản cho thôi; điều còn chưa chắc.",
                        max_length=2000,
                        verbose_name="căn cứ, ghi chú",
                    ),
                )
            ]
        )
    ]
