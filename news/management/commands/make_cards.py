"""`manage.py make_cards`: makes the pictures that shared links show where they lack."""

from django.core.management.base import BaseCommand

from news.management.making import make_each
from news.models import Image
from news.pictures import make_card


class Command(BaseCommand):
    help = (
        "Làm ảnh chia sẻ (1200×630) cho các ảnh trong thư viện chưa có. "
        "Chạy lại không làm lại việc đã xong."
    )

    def handle(self, **options):
        images = Image.objects.filter(has_card=False).iterator()
        make_each(self, images, make_card, "{} ảnh chia sẻ")
