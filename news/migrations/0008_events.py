"""Makes the events of an article, and the stage of its working copy.

SQLite makes the table of articles anew, so its guards leave before and come again after.
An event is never edited; deleted only with a draft, or with demonstration data.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

guards = import_module("news.migrations.0007_guards")

_MAY_GO = """
    (SELECT is_demo OR first_published_at IS NULL FROM news_article
    WHERE id = OLD.article_id)
"""


def guard_events(apps, schema_editor):
    unguard_events(apps, schema_editor)
    rules = (("update", "1 = 1"), ("delete", f"NOT {_MAY_GO}"))
    for event, condition in rules:
        if schema_editor.connection.vendor == "postgresql":
            _guard_postgresql(schema_editor, event, condition)
        else:
            schema_editor.execute(
                f"CREATE TRIGGER news_event_{event} BEFORE {event.upper()} "
                f"ON news_articleevent WHEN {condition} "
                "BEGIN SELECT RAISE(ABORT, 'what was done is never altered'); END",
                None,
            )


def _guard_postgresql(schema_editor, event, condition):
    name = f"news_event_{event}"
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION 'what was done is never altered' "
        "USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN {'OLD' if event == 'delete' else 'NEW'}; END $$ LANGUAGE plpgsql",
        None,
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON news_articleevent "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        None,
    )


def unguard_events(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    on = " ON news_articleevent" if is_postgresql else ""
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS news_event_{event}{on}")


class Migration(migrations.Migration):
    dependencies = [
        ('news', '0007_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(guards.unguard, guards.guard),
        migrations.CreateModel(
            name='ArticleEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sent', 'Gửi duyệt'), ('returned', 'Trả lại'), ('remark', 'Góp ý'), ('published', 'Đăng'), ('scheduled', 'Hẹn giờ'), ('cancelled', 'Huỷ hẹn giờ'), ('withdrawn', 'Gỡ bài'), ('featured', 'Đặt làm tin chính'), ('unfeatured', 'Thôi tin chính'), ('moved', 'Đổi địa chỉ'), ('closed', 'Đóng một bản đăng')], max_length=12, verbose_name='việc')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='lời nhắn')),
            ],
            options={
                'verbose_name': 'việc đã làm với bài',
                'verbose_name_plural': 'các việc đã làm với bài',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='stage',
            field=models.CharField(choices=[('writing', 'Đang viết'), ('sent', 'Chờ duyệt'), ('returned', 'Trả lại')], default='writing', editable=False, max_length=10, verbose_name='chặng'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['writing', 'sent', 'returned'])), name='article_stage_known'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='news.article', verbose_name='bài viết'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người làm'),
        ),
        migrations.AddConstraint(
            model_name='articleevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['sent', 'returned', 'remark', 'published', 'scheduled', 'cancelled', 'withdrawn', 'featured', 'unfeatured', 'moved', 'closed'])), name='article_event_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='articleevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['returned', 'remark']), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='article_event_says_something'),
        ),
        migrations.RunPython(guards.guard, guards.unguard),
        migrations.RunPython(guard_events, unguard_events),
    ]
