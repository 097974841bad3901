"""Keeps deleted drafts for a while: when they went into the bin, and by whom.

Plain ALTER TABLE: on SQLite Django would make the table anew, without its guards.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "news_article"
_DRAFT = "deleted_at IS NULL OR first_published_at IS NULL"
_NAME = "article_in_bin_is_a_draft"


def add(apps, schema_editor):
    user = apps.get_model(settings.AUTH_USER_MODEL)._meta.db_table
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    moment = "timestamp with time zone" if is_postgresql else "datetime"
    for statement in (
        f"ALTER TABLE {TABLE} ADD COLUMN deleted_at {moment} NULL "
        f"CONSTRAINT {_NAME} CHECK ({_DRAFT})",
        f"ALTER TABLE {TABLE} ADD COLUMN deleted_by_id bigint NULL "
        f"REFERENCES {user} (id) DEFERRABLE INITIALLY DEFERRED",
        f"CREATE INDEX news_article_deleted_by ON {TABLE} (deleted_by_id)",
    ):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in (
        "DROP INDEX news_article_deleted_by",
        f"ALTER TABLE {TABLE} DROP COLUMN deleted_by_id",
        f"ALTER TABLE {TABLE} DROP COLUMN deleted_at",
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0009_who_closes_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(add, drop)],
            [
                migrations.AddField(
                    "article",
                    "deleted_at",
                    models.DateTimeField(
                        "vào thùng rác lúc", null=True, editable=False
                    ),
                ),
                migrations.AddField(
                    "article",
                    "deleted_by",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        django.db.models.deletion.PROTECT,
                        verbose_name="người xoá",
                        null=True,
                        editable=False,
                        related_name="+",
                    ),
                ),
                migrations.AddConstraint(
                    "article",
                    models.CheckConstraint(
                        condition=models.Q(deleted_at=None)
                        | models.Q(first_published_at=None),
                        name=_NAME,
                        violation_error_message=(
                            "Bài đã hoặc sắp lên trang thì không xoá được."
                        ),
                    ),
                ),
            ],
        ),
    ]
