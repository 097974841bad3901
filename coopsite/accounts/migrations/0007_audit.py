"""The security log, which the database itself keeps as it was written.

Of an event nothing changes but the words for the search, which follow from the others,
and address and browser: once it is 30 days old they may be cleared, by the database's
own clock. Nothing is deleted, nor emptied away (`cooperatives` 0002_guards, whose
function this one calls).

SQLite rebuilds a table when a later migration alters it and drops its triggers: such a
migration has to run `guard` of this one again (a test watches).
"""

import django.utils.timezone
from django.db import migrations, models

TABLE = "accounts_auditevent"
MESSAGE = "a recorded auditevent is never"
FIXED = [
    "id", "at", "kind", "username", "full_name", "thing_model", "thing_key", "thing",
    "words",
]  # fmt: skip
CLEARED = ["address", "agent"]


def _edited(differs, is_young):
    """Returns the condition under which a change of a row is refused."""
    fixed = " OR ".join(map(differs, FIXED))
    cleared = " OR ".join(
        f"({differs(name)} AND (NEW.{name} <> '' OR {is_young}))" for name in CLEARED
    )
    return f"{fixed} OR {cleared}"


def _on_sqlite():
    edited = _edited(
        lambda name: f"NEW.{name} IS NOT OLD.{name}",
        "OLD.at > datetime('now', '-30 days')",
    )
    for event, done, when in (
        ("UPDATE", "edited", f"WHEN {edited}"),
        ("DELETE", "deleted", ""),
    ):
        yield f"""
            CREATE TRIGGER auditevent_{event.lower()} BEFORE {event} ON {TABLE} {when}
            BEGIN SELECT RAISE(ABORT, '{MESSAGE} {done}'); END
        """


def _on_postgresql():
    edited = _edited(
        lambda name: f"NEW.{name} IS DISTINCT FROM OLD.{name}",
        "OLD.at > now() - interval '30 days'",
    )
    for event, done, when in (
        ("UPDATE", "edited", f"WHEN ({edited})"),
        ("DELETE", "deleted", ""),
    ):
        yield f"""
            CREATE TRIGGER auditevent_{event.lower()} BEFORE {event} ON {TABLE}
            FOR EACH ROW {when}
            EXECUTE FUNCTION log_is_never_altered('auditevent', '{done}')
        """
    yield f"""
        CREATE TRIGGER auditevent_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_truncated('auditevent')
    """


def guard(apps, schema_editor):
    """Makes the triggers, in place of any there were."""
    unguard(apps, schema_editor)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in _on_postgresql() if is_postgresql else _on_sqlite():
        schema_editor.execute(statement, None)


def unguard(apps, schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for event in ("update", "delete", "truncate"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS auditevent_{event}{on}")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_desk_sessions'),
        ('cooperatives', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
                ('kind', models.CharField(choices=[('sign_in', 'Đăng nhập'), ('sign_out', 'Đăng xuất'), ('failure', 'Đăng nhập sai'), ('pause', 'Sai nhiều lần, phải đợi'), ('session', 'Kết thúc phiên'), ('password', 'Đổi mật khẩu'), ('recovery', 'Quên mật khẩu'), ('second_factor', 'Mã xác nhận'), ('account', 'Tài khoản'), ('rights', 'Quyền'), ('publication', 'Đăng lên trang'), ('withdrawal', 'Gỡ khỏi trang'), ('export', 'Tải danh sách'), ('document', 'Tải bản chụp'), ('backup', 'Thiếu bản sao lưu')], max_length=20, verbose_name='việc')),
                ('username', models.CharField(blank=True, max_length=150, verbose_name='tên đăng nhập')),
                ('full_name', models.CharField(blank=True, max_length=120, verbose_name='họ và tên')),
                ('thing_model', models.CharField(blank=True, max_length=60, verbose_name='loại đối tượng')),
                ('thing_key', models.CharField(blank=True, max_length=40, verbose_name='khoá của đối tượng')),
                ('thing', models.CharField(blank=True, max_length=300, verbose_name='đối tượng')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='nội dung')),
                ('address', models.CharField(blank=True, max_length=50, verbose_name='địa chỉ mạng')),
                ('agent', models.CharField(blank=True, max_length=300, verbose_name='trình duyệt')),
                ('match_text', models.TextField(editable=False)),
            ],
            options={
                'verbose_name': 'việc trong nhật ký bảo mật',
                'verbose_name_plural': 'nhật ký bảo mật',
                'ordering': ['-at', '-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['-at', '-id'], name='audit_newest'), models.Index(fields=['kind', '-at', '-id'], name='audit_by_kind'), models.Index(fields=['username', '-at', '-id'], name='audit_by_person'), models.Index(fields=['address', '-at', '-id'], name='audit_by_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['sign_in', 'sign_out', 'failure', 'pause', 'session', 'password', 'recovery', 'second_factor', 'account', 'rights', 'publication', 'withdrawal', 'export', 'document', 'backup'])), name='audit_event_kind_known'), models.CheckConstraint(condition=models.Q(('thing_key', ''), models.Q(('thing_model', ''), _negated=True), _connector='OR'), name='audit_event_key_has_model')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
