"""What the loaded areas and successions now always have, the database insists on."""

from datetime import date

from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

EVENTS = [
    ("type", "Đổi loại"),
    ("rename", "Đổi tên"),
    ("parent", "Đổi quận, huyện"),
    ("recode", "Đổi mã"),
    ("merge", "Nhập vào"),
    ("split", "Chia ra"),
    ("part", "Cắt một phần (đơn vị cũ vẫn còn)"),
]


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0013_load_area_generations")]

    operations = [
        migrations.AlterField(
            "area",
            "key",
            models.SlugField(
                "tên trong địa chỉ trang",
                editable=False,
                error_messages={
                    "unique": "Đã có địa bàn mang tên này trong địa chỉ trang."
                },
                max_length=100,
                unique=True,
            ),
        ),
        migrations.RemoveConstraint("area", "area_is_named"),
        migrations.AddConstraint(
            "area",
            models.CheckConstraint(
                condition=Q(("code", ""), _negated=True)
                & Q(("name", ""), _negated=True)
                & Q(("key", ""), _negated=True),
                name="area_is_named",
            ),
        ),
        migrations.AddConstraint(
            "area",
            models.UniqueConstraint(
                F("code"),
                F("level"),
                Coalesce("valid_from", Value(date.min, models.DateField())),
                name="area_code_once_a_level_and_day",
                violation_error_message="Đã có địa bàn mang mã này ở cấp này, có từ "
                "cùng ngày.",
            ),
        ),
        migrations.AlterField(
            "succession",
            "day",
            models.DateField("ngày", help_text="Ngày đầu tiên của địa bàn mới."),
        ),
        migrations.AlterField(
            "succession",
            "kind",
            models.CharField("sự việc", max_length=10, choices=EVENTS),
        ),
        migrations.AddConstraint(
            "succession",
            models.UniqueConstraint(
                fields=["old", "new", "day"], name="succession_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            "succession",
            models.CheckConstraint(
                condition=Q(kind__in=[event for event, _ in EVENTS]),
                name="succession_kind_known",
            ),
        ),
    ]
