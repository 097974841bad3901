"""`manage.py backup_database FOLDER`: a copy of one moment, while others write."""

import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from coopsite.core.backup import of_this_database


class Command(BaseCommand):
    help = "Sao cơ sở dữ liệu của một thời điểm vào thư mục, kèm dấu của từng bảng."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, folder, **options):
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise CommandError(f"{folder} đã có và không trống; hãy nêu thư mục mới.")
        try:
            _copy_whole(folder)
        except (Error, OSError) as error:
            line = str(error).strip().partition("\n")[0]
            raise CommandError(
                f"chưa sao được cơ sở dữ liệu vào {folder}, có thể vì hết chỗ: {line}."
            ) from error


def _copy_whole(folder):
    """Copies into the folder; where that fails the folder goes, with all it holds."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        of_this_database().dump(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
