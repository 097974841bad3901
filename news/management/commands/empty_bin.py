"""`manage.py empty_bin`: deletes for ever what lay in the bin long enough."""

from django.core.management.base import BaseCommand

from coopsite.core.numbers import format_number
from news.drafts import BIN_DAYS, empty_bin


class Command(BaseCommand):
    help = (
        f"Xoá hẳn các bản nháp đã nằm trong thùng rác {BIN_DAYS} ngày. Nên chạy mỗi "
        "ngày một lần; mỗi lần khởi động cổng cũng chạy."
    )

    def handle(self, **options):
        if count := empty_bin():
            self.stdout.write(f"Đã xoá hẳn {format_number(count)} bản nháp.")
