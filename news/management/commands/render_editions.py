"""`manage.py render_editions`: makes the pages' HTML anew where an older renderer made
it."""

from django.core.management.base import BaseCommand

from coopsite.core.numbers import format_number
from news.publishing import render_editions


class Command(BaseCommand):
    help = (
        "Dựng lại HTML của các bản đăng mà bản dựng cũ đã làm; chữ của bài không đổi. "
        "Chạy lại không làm lại việc đã xong."
    )

    def handle(self, **options):
        if count := render_editions():
            self.stdout.write(f"Đã dựng lại {format_number(count)} bản đăng.")
