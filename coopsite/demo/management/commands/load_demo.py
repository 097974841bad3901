"""`manage.py load_demo`: fills an empty portal with invented data, or clears it."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from coopsite.demo.loading import Refused, load, remove


class Command(BaseCommand):
    help = (
        "Nạp dữ liệu minh hoạ: sổ bộ 794 hợp tác xã và 12 liên hiệp hư cấu, tin bài, "
        "ảnh, clip. Từ chối khi sổ bộ đã có hồ sơ thật."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove", action="store_true", help="Gỡ toàn bộ dữ liệu minh hoạ."
        )

    def handle(self, *args, **options):
        started = monotonic()
        try:
            done = self._remove() if options["remove"] else self._load()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        seconds = f"{monotonic() - started:.1f}".replace(".", ",")
        self.stdout.write(self.style.SUCCESS(f"{done} ({seconds} giây)"))

    def _load(self):
        load(self._report)
        return "Đã nạp dữ liệu minh hoạ; gỡ bằng: manage.py load_demo --remove"

    def _remove(self):
        if remove(self._report):
            return "Đã gỡ toàn bộ dữ liệu minh hoạ"
        return "Không có dữ liệu minh hoạ nào để gỡ"

    def _report(self, line):
        self.stdout.write(f"{line} …")
        self.stdout.flush()
