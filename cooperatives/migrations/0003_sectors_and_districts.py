"""The six sectors the Alliance reports, and the city's 22 districts of 2023."""

from datetime import date

from django.db import migrations

SECTORS = [
    ("tmdv", "TMDV", "Thương mại – dịch vụ", "trade"),
    ("gtvt", "GTVT", "Giao thông vận tải", "trade"),
    ("nn", "NN", "Nông nghiệp", "agriculture"),
    ("ttcn", "TTCN", "Tiểu thủ công nghiệp", "industry"),
    ("vsmt", "VSMT", "Vệ sinh môi trường", "industry"),
    ("quy-tdnd", "Quỹ TDND", "Quỹ tín dụng nhân dân", "finance"),
]
# Codes of the General Statistics Office.
DISTRICTS = [
    ("769", "Thành phố Thủ Đức", "city"),
    ("760", "Quận 1", "quan"),
    ("770", "Quận 3", "quan"),
    ("773", "Quận 4", "quan"),
    ("774", "Quận 5", "quan"),
    ("775", "Quận 6", "quan"),
    ("778", "Quận 7", "quan"),
    ("776", "Quận 8", "quan"),
    ("771", "Quận 10", "quan"),
    ("772", "Quận 11", "quan"),
    ("761", "Quận 12", "quan"),
    ("777", "Quận Bình Tân", "quan"),
    ("765", "Quận Bình Thạnh", "quan"),
    ("764", "Quận Gò Vấp", "quan"),
    ("768", "Quận Phú Nhuận", "quan"),
    ("766", "Quận Tân Bình", "quan"),
    ("767", "Quận Tân Phú", "quan"),
    ("785", "Huyện Bình Chánh", "huyen"),
    ("787", "Huyện Cần Giờ", "huyen"),
    ("783", "Huyện Củ Chi", "huyen"),
    ("784", "Huyện Hóc Môn", "huyen"),
    ("786", "Huyện Nhà Bè", "huyen"),
]
DISTRICTS_ENDED = date(2025, 7, 1)


def add(apps, schema_editor):
    sector = apps.get_model("cooperatives", "Sector")
    for order, (code, abbreviation, name, group) in enumerate(SECTORS, 1):
        sector.objects.create(
            code=code, abbreviation=abbreviation, name=name,
            order=order * 10, legal_group=group,
        )
    area = apps.get_model("cooperatives", "Area")
    for order, (code, name, kind) in enumerate(DISTRICTS, 1):
        area.objects.create(
            code=code, name=name, kind=kind, order=order * 10,
            valid_until=DISTRICTS_ENDED,
        )


def remove(apps, schema_editor):
    apps.get_model("cooperatives", "Sector").objects.filter(
        code__in=[row[0] for row in SECTORS]
    ).delete()
    apps.get_model("cooperatives", "Area").objects.filter(
        code__in=[row[0] for row in DISTRICTS]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0002_guard_standings")]
    operations = [migrations.RunPython(add, remove)]
