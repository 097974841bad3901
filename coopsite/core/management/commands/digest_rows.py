"""`manage.py digest_rows`: prints or compares a digest of the rows of each table."""

from pathlib import Path

from django.core.management.base import BaseCommand

from coopsite.core.backup import digests, of_this_database


class Command(BaseCommand):
    help = "Tính dấu của mọi dòng trong từng bảng, để so hai cơ sở dữ liệu."

    def add_arguments(self, parser):
        parser.add_argument(
            "--compare",
            type=Path,
            metavar="FOLDER",
            help="thư mục mà backup_database đã ghi: báo bảng nào khác",
        )

    def handle(self, compare, **options):
        now = of_this_database().digest_rows()
        if compare:
            digests.compare(now, digests.read(compare))
            self.stdout.write("Mọi dòng đều như lúc sao lưu.")
            return
        for table, words in sorted(now.items()):
            self.stdout.write(f"{table} {words}")
