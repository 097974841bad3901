"""`manage.py count_reads`: counts reads of articles from nginx's log."""

from django.core.management.base import BaseCommand, CommandError

from coopsite.core.numbers import format_number
from news.reads.counting import count_reads
from news.reads.log_files import LogDamaged

LOG = "/var/log/nginx/coopsite.log"


class Command(BaseCommand):
    help = (
        "Đếm lượt đọc từng bài của những ngày đã qua, từ nhật ký truy cập của nginx và "
        "các tệp đã xoay vòng của nó. Mỗi ngày chỉ đếm một lần: chạy lại không đếm "
        "thêm."
    )

    def add_arguments(self, parser):
        parser.add_argument("log", nargs="?", default=LOG, help=f"mặc định: {LOG}")

    def handle(self, *args, log, **options):
        try:
            counted = count_reads(log)
        except FileNotFoundError as error:
            raise CommandError(
                f"Không có tệp {log}. Hãy xem access_log trong cấu hình nginx, rồi ghi "
                "đường dẫn ấy sau tên lệnh."
            ) from error
        except PermissionError as error:
            raise CommandError(
                f"Không được đọc {error.filename}. Tài khoản chạy lệnh phải thuộc nhóm "
                "adm; coopsite-reads.service đã có sẵn."
            ) from error
        except LogDamaged as error:
            raise CommandError(
                f"Nhật ký bị hỏng, chưa đếm gì: {error} Hãy chuyển tệp ấy đi chỗ khác "
                "rồi chạy lại; lượt đọc trong tệp ấy sẽ không được tính."
            ) from error
        except OSError as error:
            raise CommandError(f"Không đọc được {log}: {error}") from error
        if counted.broken and not counted.days:
            raise CommandError(
                f"Không đọc được dòng nào của {log}. Dòng access_log của nginx phải "
                "ghi theo mẫu coopsite (deploy/nginx.conf)."
            )
        self.stdout.write(_describe(counted))


def _describe(counted):
    if not counted.days:
        return "Không có ngày nào mới để đếm."
    days, reads, robots, broken = map(
        format_number,
        (len(counted.days), counted.reads, counted.by_robots, counted.broken),
    )
    return (
        f"Đã đếm {days} ngày, đến hết {max(counted.days):%d/%m/%Y}: {reads} lượt đọc. "
        f"Không tính {robots} lượt của máy, {broken} dòng hỏng."
    )
