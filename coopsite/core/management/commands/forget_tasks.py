"""`manage.py forget_tasks`: deletes the rows of tasks that are over, in time."""

from django.core.management.base import BaseCommand

from coopsite.core.numbers import format_number
from coopsite.core.tasks.attempts import end_lost, forget_old


class Command(BaseCommand):
    help = (
        "Xoá dấu vết của các việc chạy nền đã xong quá 2 ngày, đã hỏng quá 90 ngày; "
        "trả lại hàng đợi việc mà máy đang làm đã tắt từ lâu."
    )

    def handle(self, **options):
        end_lost()
        if count := forget_old():
            self.stdout.write(f"Đã xoá {format_number(count)} việc chạy nền đã qua.")
