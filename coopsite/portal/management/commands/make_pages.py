"""`manage.py make_pages`: gives a new portal its information pages, as drafts."""

from django.core.management.base import BaseCommand

from coopsite.portal.pages.starting import make_starting_pages


class Command(BaseCommand):
    help = (
        "Lập cây trang thông tin ban đầu (giới thiệu, cơ cấu, lãnh đạo, liên hệ, quyền "
        "riêng tư…) dưới dạng bản nháp để điền và đăng ở bàn làm việc. Đã có trang nào "
        "thì không làm gì."
    )

    def handle(self, *args, **options):
        pages = make_starting_pages()
        if pages:
            self.stdout.write(
                f"Đã lập {len(pages)} trang nháp; xem ở mục “Trang thông tin”."
            )
        else:
            self.stdout.write("Đã có trang thông tin: giữ nguyên.")
