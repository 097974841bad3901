"""`manage.py copy_to_buckets`: what was uploaded to this machine, into the buckets."""

from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from coopsite.core.numbers import format_number
from coopsite.core.storage import ContainedStorage

PROGRESS = 1_000


class Command(BaseCommand):
    help = (
        "Chép tệp tải lên từ thư mục dữ liệu vào kho S3 (MEDIA_STORAGE, "
        "DOCUMENT_STORAGE). Tệp đã có thì bỏ qua, nên chạy lại được; tệp trên đĩa còn "
        "nguyên."
    )

    def handle(self, **options):
        if isinstance(storages["default"], ContainedStorage):
            raise CommandError("chưa đặt MEDIA_STORAGE và DOCUMENT_STORAGE.")
        for folder, place in (
            (settings.MEDIA_ROOT, storages["default"]),
            (settings.DOCUMENT_ROOT, storages["documents"]),
        ):
            files = [path for path in Path(folder).rglob("*") if path.is_file()]
            copied = 0
            for done, path in enumerate(files, 1):
                copied += _copy(path, str(path.relative_to(folder)), place)
                if done % PROGRESS == 0:
                    self._tell(folder, done, copied)
            self._tell(folder, len(files), copied)

    def _tell(self, folder, done, copied):
        seen, new = format_number(done), format_number(copied)
        self.stdout.write(f"{folder}: đã xem {seen} tệp, chép {new} tệp.")


def _copy(path, name, place):
    """Returns whether the file had to be copied: it was not there, or only in part."""
    stored = place.look_at(name)
    if stored and stored.size == path.stat().st_size:
        return False
    with path.open("rb") as opened:
        place.replace(name, File(opened))
    return True
