import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds how often each article was read on each day."""

    dependencies = [("news", "0016_prepared_clips")]

    operations = [
        migrations.CreateModel(
            name="CountedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="ngày")),
            ],
            options={
                "verbose_name": "ngày đã đếm",
                "verbose_name_plural": "các ngày đã đếm",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="DailyReads",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="ngày")),
                ("count", models.PositiveIntegerField(verbose_name="lượt đọc")),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="daily_reads", to="news.article", verbose_name="bài viết")),
            ],
            options={
                "verbose_name": "lượt đọc trong ngày",
                "verbose_name_plural": "lượt đọc theo ngày",
                "constraints": [
                    models.UniqueConstraint(fields=("day", "article"), name="reads_once_a_day"),
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="reads_are_some"),
                ],
            },
        ),
    ]
