"""`manage.py make_cards`: makes the pictures that shared links show where they lack."""

from django.core.management.base import BaseCommand

from coopsite.core.numbers import format_number
from news.models import Image
from news.pictures import make_card


class Command(BaseCommand):
    help = (
        "Làm ảnh chia sẻ (1200×630) cho các ảnh trong thư viện chưa có. "
        "Chạy lại không làm lại việc đã xong."
    )

    def handle(self, **options):
        count, lost = 0, 0
        for image in Image.objects.filter(has_card=False).iterator():
            try:
                make_card.call(image.pk)
            except OSError as error:  # lost or damaged; the others are made
                lost += 1
                self.stderr.write(f"Ảnh số {image.pk} “{image}”: {error}")
            else:
                count += 1
        if count or lost:
            words = f"Đã làm {format_number(count)} ảnh chia sẻ"
            self.stdout.write(f"{words}; {format_number(lost)} ảnh không đọc được.")
