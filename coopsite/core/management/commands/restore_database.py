"""`manage.py restore_database FOLDER`: brings back what backup_database wrote."""

from pathlib import Path

from django.core.management.base import BaseCommand

from coopsite.core.backup import of_this_database


class Command(BaseCommand):
    help = (
        "Dựng lại cơ sở dữ liệu từ thư mục sao lưu vào chỗ còn trống, rồi so từng dòng."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--check",
            action="store_true",
            help="chỉ thử dựng lại ở một chỗ tạm, không đụng đến dữ liệu đang dùng",
        )

    def handle(self, folder, check, **options):
        database = of_this_database()
        database.check(folder) if check else database.restore(folder)
