"""Scans are for those who work with them; who downloaded which is kept for ever."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


logs = import_module("coopsite.accounts.migrations.0003_guards_of_logs")
LOG = [("cooperatives", "scandownload")]
# codename: its name, and the roles that have it, where they are still called so.
PERMISSIONS = {
    "download_scan": (
        "Tải bản chụp quyết định",
        ["Biên tập viên", "Quản lý sổ bộ", "Quản trị"],
    ),
    "view_scandownload": ("Can view lượt tải bản chụp", ["Quản trị"]),
}


def grant(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cooperatives", model="scandownload"
    )
    for codename, (name, roles) in PERMISSIONS.items():
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        for group in apps.get_model("auth", "Group").objects.filter(name__in=roles):
            group.permissions.add(permission)


def guard(apps, schema_editor):
    logs.guard(apps, schema_editor, LOG)


def unguard(apps, schema_editor):
    logs.unguard(apps, schema_editor, LOG)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_guards_of_logs'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('cooperatives', '0005_match_text'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ScanDownload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('downloaded_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='lúc tải')),
                ('what', models.TextField(verbose_name='quyết định của')),
                ('file', models.CharField(max_length=120, verbose_name='tên tệp')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải')),
            ],
            options={
                'verbose_name': 'lượt tải bản chụp',
                'verbose_name_plural': 'lượt tải bản chụp',
                'ordering': ['-downloaded_at', '-id'],
                'permissions': [('download_scan', 'Tải bản chụp quyết định')],
                'default_permissions': ('view',),
            },
        ),
        migrations.RunPython(guard, unguard),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
