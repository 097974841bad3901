"""`manage.py forget_autosaves`: deletes what was typed and never saved, in time."""

from django.core.management.base import BaseCommand

from coopsite.core.autosave import forget_old
from coopsite.core.numbers import format_number


class Command(BaseCommand):
    help = "Xoá chữ gõ dở đã quá 90 ngày và dấu vết của các trang đã lưu quá 30 ngày."

    def handle(self, **options):
        if count := forget_old():
            said = f"Đã xoá {format_number(count)} bản gõ dở để quá lâu."
            self.stdout.write(said)
