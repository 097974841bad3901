"""`manage.py forget_addresses`: clears the addresses of old events of the log."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from coopsite.accounts.models import AuditEvent
from coopsite.core.numbers import format_number


class Command(BaseCommand):
    help = (
        "Xoá địa chỉ mạng và tên trình duyệt của những việc trong nhật ký bảo mật đã "
        "quá AUDIT_ADDRESS_DAYS ngày; phần còn lại giữ nguyên."
    )

    def handle(self, *args, **options):
        days = settings.AUDIT_ADDRESS_DAYS
        old = AuditEvent.objects.filter(at__lt=timezone.now() - timedelta(days=days))
        named = old.exclude(Q(address="") & Q(agent=""))
        count = named.update(address="", agent="")
        self.stdout.write(
            f"Đã xoá địa chỉ của {format_number(count)} việc quá {days} ngày."
        )
