"""`manage.py check_links`: looks where the links of public texts lead."""

from django.core.management.base import BaseCommand

from coopsite.core.numbers import format_number
from coopsite.portal.links.checking import MAX_EXTERNAL, SECONDS, check_links


class Command(BaseCommand):
    help = (
        "Soát các liên kết trong bài và trang đang đăng; liên kết hỏng hiện ở bàn làm "
        "việc. Địa chỉ của chính cổng được thử mà không cần mạng."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--external",
            action="store_true",
            help=f"Thử cả địa chỉ nơi khác, mỗi lần nhiều nhất {MAX_EXTERNAL}.",
        )
        parser.add_argument(
            "--seconds", type=int, default=SECONDS, help="Dừng sau số giây này."
        )

    def handle(self, external, seconds, **options):
        outcome = check_links(external=external, seconds=seconds)
        words = [
            f"Đã soát {format_number(outcome.checked)} địa chỉ",
            f"còn {format_number(outcome.left)} để lần sau",
            f"{format_number(outcome.broken)} liên kết hỏng",
        ]
        self.stdout.write(f"{'; '.join(words)}.")
