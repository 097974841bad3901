"""`manage.py reset_second_factor NAME`: lets somebody in who has lost the telephone."""

from django.core.management.base import BaseCommand, CommandError

from coopsite.accounts.models import User
from coopsite.accounts.second_factor.actions import turn_off


class Command(BaseCommand):
    help = (
        "Bỏ mã xác nhận của một người mất điện thoại và mất cả mã dự phòng. Lần đăng "
        "nhập sau chỉ hỏi mật khẩu; nhóm bắt buộc thì phải bật lại ngay."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="tên đăng nhập")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"không có tài khoản “{username}”.")
        if turn_off(user=user, by=None):
            self.stdout.write(f"Đã bỏ mã xác nhận của {username}.")
        else:
            self.stdout.write(f"{username} không bật mã xác nhận: giữ nguyên.")
