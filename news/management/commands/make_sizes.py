"""`manage.py make_sizes --missing`: makes the sizes of pictures that lack them."""

from django.core.management.base import BaseCommand

from news.management.making import make_each
from news.models import Image
from news.pictures import is_complete, make_sizes


class Command(BaseCommand):
    help = (
        "Làm các cỡ nhỏ và ảnh chia sẻ cho những ảnh trong thư viện còn thiếu: việc "
        "chạy nền đã hỏng, hoặc (với --files) tệp đã mất. Chạy lại không làm lại việc "
        "đã xong."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--missing", action="store_true", required=True, help="Chỉ ảnh còn thiếu."
        )
        parser.add_argument(
            "--files", action="store_true", help="Xem cả từng tệp có còn không."
        )

    def handle(self, files, **options):
        make_each(self, self._lacking(files), make_sizes, "các cỡ của {} ảnh")

    def _lacking(self, files):
        """Yields pictures whose rows say so, or whose files are not all there."""
        rows = Image.objects.order_by("pk")
        if not files:
            rows = rows.exclude(has_sizes=True, has_card=True)
        for image in rows.iterator():
            is_told = image.has_sizes and image.has_card
            if not (is_told and files and is_complete(image)):
                yield image
