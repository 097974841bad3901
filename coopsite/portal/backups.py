"""Whether there is a backup of late: what watchers, the desk and a mail say of it."""

import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coopsite.accounts.alerts import alert
from coopsite.accounts.audit.recording import KIND, record
from coopsite.accounts.models import AuditEvent
from coopsite.core.templatetags.vietnam import moment

# A backup each night, and two hours for it to end.
LATEST = timedelta(hours=26)
# deploy/backup.sh touches it in DATA_DIR when a backup was made and checked.
MARK = "last-backup"


def backup_age():
    """Returns the seconds since the last backup; None where there was none."""
    mark = settings.DATA_DIR / MARK
    return time.time() - mark.stat().st_mtime if mark.exists() else None


def describe_missing_backup():
    """Returns what is wrong in words; "" where nothing is, or no backup is expected: by
    `make run`, unless somebody made one."""
    age = backup_age()
    if age is None:
        return "Chưa có bản sao lưu nào." if settings.EXPECT_BACKUPS else ""
    if age <= LATEST.total_seconds():
        return ""
    return f"Bản sao lưu mới nhất làm lúc {moment(_made_at(age))}, đã quá một ngày."


@transaction.atomic
def tell_of_missing_backup():
    """Writes into the security log that a backup is missing, and mails it: once, until
    there is one again. Returns what is wrong, in words."""
    words = describe_missing_backup()
    if words and not _is_told():
        record(KIND.BACKUP, by=None, words=words)
        alert(
            "Thiếu bản sao lưu",
            f"{words} Mỗi đêm phải có một bản: hãy xem vì sao bằng lệnh journalctl -u "
            "coopsite-backup.service.",
        )
    return words


def _is_told():
    told = AuditEvent.objects.filter(kind=KIND.BACKUP)
    if (age := backup_age()) is not None:
        told = told.filter(at__gt=_made_at(age))
    return told.exists()


def _made_at(age):
    return timezone.now() - timedelta(seconds=age)
