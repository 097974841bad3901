"""The portal's first sections. The first is the old site's own."""

from django.db import migrations

SECTIONS = [
    ("Liên minh Hợp tác xã TP.HCM", "lien-minh-hop-tac-xa-tp-hcm",
     "Hoạt động của Liên minh Hợp tác xã Thành phố."),
    ("HTX – Liên hiệp HTX", "htx-lien-hiep-htx",
     "Chuyện làm ăn của các hợp tác xã và liên hiệp hợp tác xã."),
    ("Kinh tế tập thể", "kinh-te-tap-the", "Tin về khu vực kinh tế tập thể."),
    ("Chính sách", "chinh-sach", "Luật, nghị định và chính sách hỗ trợ hợp tác xã."),
    ("Gương điển hình", "guong-dien-hinh", "Người thật, việc thật, cách làm hay."),
    ("Chuyển đổi số", "chuyen-doi-so", "Hợp tác xã dùng công nghệ số."),
    ("Thi đua – khen thưởng", "thi-dua-khen-thuong", "Phong trào và biểu dương."),
]


def add_sections(apps, schema_editor):
    section = apps.get_model("news", "Section")
    for order, (name, slug, description) in enumerate(SECTIONS, 1):
        section.objects.get_or_create(
            slug=slug,
            defaults={"name": name, "description": description, "order": order * 10},
        )


def remove_sections(apps, schema_editor):
    slugs = [slug for _, slug, _ in SECTIONS]
    section = apps.get_model("news", "Section")
    section.objects.filter(slug__in=slugs, articles=None).delete()


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial")]
    operations = [migrations.RunPython(add_sections, remove_sections)]
