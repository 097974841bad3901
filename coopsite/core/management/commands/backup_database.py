"""`manage.py backup_database FOLDER`: a copy of one moment, while others write."""

from pathlib import Path

from django.core.management.base import BaseCommand

from coopsite.core.backup import of_this_database


class Command(BaseCommand):
    help = "Sao cơ sở dữ liệu của một thời điểm vào thư mục, kèm dấu của từng bảng."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, folder, **options):
        folder.mkdir(parents=True, exist_ok=True)
        of_this_database().dump(folder)
