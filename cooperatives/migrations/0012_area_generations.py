"""Areas get keys and may share a code over time; successions become dated events."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("thanh-pho", "Thành phố"),
    ("thi-xa", "Thị xã"),
    ("quan", "Quận"),
    ("huyen", "Huyện"),
    ("phuong", "Phường"),
    ("xa", "Xã"),
    ("thi-tran", "Thị trấn"),
    ("dac-khu", "Đặc khu"),
]
EVENTS = [
    ("type", "Đổi loại"),
    ("rename", "Đổi tên"),
    ("parent", "Đổi quận, huyện"),
    ("recode", "Đổi mã"),
    ("merge", "Nhập vào"),
    ("split", "Chia ra"),
    ("part", "Cắt một phần (đơn vị cũ vẫn còn)"),
]


def area(verbose_name, related_name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name=related_name,
        to="cooperatives.area",
        verbose_name=verbose_name,
    )


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0011_standing_entries")]

    operations = [
        migrations.RemoveConstraint("area", "area_code_once_a_level"),
        migrations.RemoveConstraint("succession", "succession_once"),
        migrations.AddField(
            "area",
            "key",
            models.SlugField(
                "tên trong địa chỉ trang",
                default="",
                editable=False,
                max_length=100,
                db_index=False,
            ),
        ),
        migrations.AddField(
            "area",
            "note",
            models.TextField(
                "căn cứ, ghi chú",
                blank=True,
                default="",
                help_text="Văn bản lập ra, văn bản cho thôi; điều còn chưa chắc.",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "area", "kind", models.CharField("loại", max_length=10, choices=KINDS)
        ),
        migrations.AlterField(
            "area",
            "valid_from",
            models.DateField(
                "có từ ngày",
                blank=True,
                null=True,
                help_text="Để trống: đã có khi danh mục bắt đầu (31/08/2004), không rõ "
                "từ bao giờ.",
            ),
        ),
        migrations.AddField("succession", "day", models.DateField("ngày", null=True)),
        migrations.AddField(
            "succession",
            "kind",
            models.CharField("sự việc", max_length=10, choices=EVENTS, default="merge"),
        ),
        migrations.AddField(
            "succession",
            "note",
            models.CharField("ghi chú", max_length=300, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            "CurrentUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("area", area("địa bàn", "current_units")),
                ("unit", area("địa bàn hiện nay", "+")),
                ("is_default", models.BooleanField("mặc định", default=False)),
                ("is_assumed", models.BooleanField("giả định", default=False)),
            ],
            options={
                "verbose_name": "địa bàn hiện nay",
                "verbose_name_plural": "địa bàn hiện nay",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["area", "unit"], name="current_unit_once"
                    ),
                    models.UniqueConstraint(
                        condition=Q(("is_default", True)),
                        fields=["area"],
                        name="current_unit_one_default",
                    ),
                    models.CheckConstraint(
                        condition=Q(is_default=True) | Q(is_assumed=False),
                        name="current_unit_assumed_is_default",
                    ),
                ],
            },
        ),
    ]
