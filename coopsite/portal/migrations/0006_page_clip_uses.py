"""A clip that stands in a page cannot be deleted; those that stand in one now neither."""

import re

import django.db.models.deletion
from django.db import migrations, models

CLIP = re.compile(r'<a\b[^>]*?\shref="clip:(\d+)"')


def record(apps, schema_editor):
    """Writes down the clips of all working copies, versions and editions."""
    shown = set()
    for name, column in (
        ("Page", "pk"), ("HistoricalPage", "id"), ("PageEdition", "page_id"),
    ):  # fmt: skip
        rows = apps.get_model("portal", name).objects.values_list(column, "body")
        for page, body in rows.iterator():
            shown |= {(int(key), page) for key in CLIP.findall(body)}
    use, clip, page = (
        apps.get_model(app, name)
        for app, name in (
            ("portal", "PageClipUse"), ("news", "VideoClip"), ("portal", "Page"),
        )
    )  # fmt: skip
    clips = set(clip.objects.values_list("pk", flat=True))
    pages = set(page.objects.values_list("pk", flat=True))
    use.objects.bulk_create(
        use(clip_id=key, page_id=page)
        for key, page in sorted(shown)
        if key in clips and page in pages
    )


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0017_daily_reads'),
        ('portal', '0005_broken_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='PageClipUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='page_uses', to='news.videoclip', verbose_name='clip')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clip_uses', to='portal.page', verbose_name='trang')),
            ],
            options={
                'verbose_name': 'clip dùng trong trang thông tin',
                'verbose_name_plural': 'các clip dùng trong trang thông tin',
                'constraints': [models.UniqueConstraint(fields=('clip', 'page'), name='page_clip_used_once')],
            },
        ),
        migrations.RunPython(record, migrations.RunPython.noop),
    ]
