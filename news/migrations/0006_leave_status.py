"""Takes away from articles what editions tell: status and moment of publication."""

from importlib import import_module

from django.db import migrations

LOGS = import_module("coopsite.accounts.migrations.0003_guards_of_logs")
VERSIONS = [("news", "historicalarticle")]


def unguard_versions(apps, schema_editor):
    """Takes the versions' triggers, which name the columns, away; 0007 makes them."""
    LOGS.unguard(apps, schema_editor, VERSIONS)


def guard_versions(apps, schema_editor):
    LOGS.guard(apps, schema_editor, VERSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0005_first_editions"),
        ("accounts", "0003_guards_of_logs"),
    ]

    operations = [
        migrations.RunPython(unguard_versions, guard_versions),
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-updated_at', '-id'], 'permissions': [('publish_article', 'Đăng và gỡ bài viết')], 'verbose_name': 'bài viết', 'verbose_name_plural': 'bài viết'},
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_status_known',
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_published_at_a_moment',
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_expires_after_publication',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_by_section',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_newest',
        ),
        migrations.RemoveField(
            model_name='historicalarticle',
            name='expires_at',
        ),
        migrations.RemoveField(
            model_name='historicalarticle',
            name='is_featured',
        ),
        migrations.RemoveField(
            model_name='historicalarticle',
            name='published_at',
        ),
        migrations.RemoveField(
            model_name='historicalarticle',
            name='slug',
        ),
        migrations.RemoveField(
            model_name='historicalarticle',
            name='status',
        ),
        migrations.RemoveField(
            model_name='article',
            name='published_at',
        ),
        migrations.RemoveField(
            model_name='article',
            name='status',
        ),
    ]
