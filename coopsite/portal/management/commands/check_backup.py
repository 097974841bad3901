"""`manage.py check_backup`: tells whoever watches that no backup was made of late."""

from django.core.management.base import BaseCommand

from coopsite.portal.backups import tell_of_missing_backup


class Command(BaseCommand):
    help = (
        "Xem có bản sao lưu trong 26 giờ qua không; không có thì ghi vào nhật ký bảo "
        "mật và gửi thư cho ALERT_MAIL, một lần cho đến khi lại có."
    )

    def handle(self, *args, **options):
        words = tell_of_missing_backup()
        self.stdout.write(words or "Không thiếu bản sao lưu.")
