"""`manage.py clean_files`: files that no row names, to be listed or deleted."""

from django.core.management.base import BaseCommand, CommandError

from coopsite.core.numbers import format_number
from coopsite.portal.orphaned_files import MAX_DELETED, delete_orphans, find_orphans


class Command(BaseCommand):
    help = (
        "Kể các tệp tải lên (ảnh, clip, biểu trưng, bản chụp) đã quá một ngày mà không "
        "dòng dữ liệu nào nhắc đến: dấu vết của một lần tải lên bị ngắt giữa chừng."
    )

    def add_arguments(self, parser):
        words = f"Xoá các tệp ấy, mỗi lần nhiều nhất {format_number(MAX_DELETED)}."
        parser.add_argument("--delete", action="store_true", help=words)

    def handle(self, delete, **options):
        looked_at, orphans, is_doubtful = find_orphans()
        of_all = f"{format_number(len(orphans))} trên {format_number(looked_at)} tệp"
        if not delete:
            for orphan in orphans:
                self.stdout.write(orphan.name)
            self.stdout.write(f"Thừa {of_all}. Chưa xoá gì; thêm --delete để xoá.")
            return
        if is_doubtful:
            raise CommandError(
                f"chưa xoá gì: thừa {of_all}, quá nhiều. Hãy xem DATABASE_URL và "
                "COOPSITE_DATA có phải của cùng một cổng không."
            )
        if count := delete_orphans(orphans):
            self.stdout.write(f"Đã xoá {format_number(count)} tệp thừa.")
