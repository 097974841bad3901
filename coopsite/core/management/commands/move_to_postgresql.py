"""`manage.py move_to_postgresql FILE`: from the SQLite file of one machine into the
PostgreSQL database of the settings."""

from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection

from coopsite.core.backup.moving import move
from coopsite.core.numbers import format_number


class Command(BaseCommand):
    help = (
        "Chép mọi dòng của một tệp SQLite vào cơ sở dữ liệu PostgreSQL của "
        "DATABASE_URL, vừa migrate và còn trống, rồi so từng bảng. Có gì khác thì "
        "không ghi gì."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, file, **options):
        if connection.vendor != "postgresql":
            raise CommandError("DATABASE_URL chưa trỏ đến cơ sở dữ liệu PostgreSQL.")
        if not file.is_file():
            raise CommandError(f"không có tệp {file}.")
        total = sum(self._moved(file))
        self.stdout.write(f"Xong: {format_number(total)} dòng, mọi bảng đều khớp.")

    def _moved(self, file):
        """Returns how many rows each table has, and says so as they come."""
        counts = []

        def tell(table, rows):
            counts.append(rows)
            self.stdout.write(f"{table}: {format_number(rows)} dòng")

        move(file, tell)
        return counts
