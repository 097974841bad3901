"""`manage.py setup_local`: makes a database of this machine ready, with first data.

Each step looks first at what is already done, so a second run does nothing twice, and
one that was killed at any point is finished by the next.
"""

import secrets
import textwrap

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, transaction

from cooperatives.models import Organisation
from coopsite.core import content_version
from coopsite.core.content_version import ContentVersion
from coopsite.portal.models import Page
from coopsite.static_files import collect_static_files
from news.models import Article, Image

ADMINISTRATOR = "quantri"
# The domain whose row says that the first data were loaded.
LOADED = "first-data"
# Without look-alikes (0 O, 1 l): it is read from a screen and typed.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = (
        "Chuẩn bị cổng thông tin trên máy này: cơ sở dữ liệu, trang cũ và dữ liệu minh "
        "hoạ, tệp tĩnh, tài khoản quản trị. Chạy lại không làm lại việc đã xong."
    )

    def handle(self, **options):
        try:
            self.tell("[2/6] Cơ sở dữ liệu")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("remake_keys", stdout=Indented(self.stdout))
            call_command("render_editions", stdout=Indented(self.stdout))
            call_command("empty_bin", stdout=Indented(self.stdout))
            call_command("forget_autosaves", stdout=Indented(self.stdout))
            self.load_first_data()
            collect_static_files(settings.DATA_DIR, self.tell)
            self.make_administrator()
        except Error as error:
            raise CommandError(
                f"cơ sở dữ liệu báo lỗi: {str(error).strip()}\nHãy xem lại "
                "DATABASE_URL (máy chủ có chạy không, tên và mật khẩu có đúng không) "
                "và chỗ trống trên đĩa."
            ) from error

    def tell(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def load_first_data(self):
        """Fills an empty database with the old site's pages and the demonstration,
        unless DEMO is off.

        All or nothing, so that a run killed here finds the database empty again. The
        sizes of pictures come after that; those a killed run left out are made now.
        """
        if self.has_first_data():
            self.tell("[3/6] Dữ liệu đã có, giữ nguyên")
            if Image.objects.exclude(has_sizes=True, has_card=True).exists():
                call_command("make_sizes", missing=True, stdout=Indented(self.stdout))
            return
        demo = " và dữ liệu minh hoạ (chừng nửa phút, chỉ lần đầu)" * settings.DEMO
        self.tell(f"[3/6] Nạp trang cũ{demo}")
        with transaction.atomic():
            content_version.lock(LOADED)
            call_command(
                "import_old_pages",
                str(settings.BASE_DIR / "news" / "old_site" / "pages"),
                published_on=["02/02/2024"],
                featured=["hoi-nghi-tong-ket-2023"],
                stdout=Indented(self.stdout),
            )
            if settings.DEMO:
                call_command("load_demo", stdout=Indented(self.stdout))

    def has_first_data(self):
        """Whether something is there, or was loaded once: what its owner has taken away
        since stays away."""
        was_loaded = ContentVersion.objects.filter(pk=LOADED).exists()
        kept = (Article, Organisation, Page)
        return was_loaded or any(model.objects.exists() for model in kept)

    def make_administrator(self):
        """Makes an administrator where nobody can sign in; tells the password once."""
        users = get_user_model().objects
        if users.exists():
            self.tell("[5/6] Tài khoản đã có")
            return
        password = "-".join(
            "".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4)
        )
        with transaction.atomic():  # a run killed before telling makes another
            users.create_superuser(ADMINISTRATOR, password=password)
            self.tell(
                "[5/6] Tạo tài khoản quản trị\n"
                f"      Tên đăng nhập: {ADMINISTRATOR}\n"
                f"      Mật khẩu:      {password}   (chỉ hiện một lần này)\n"
                "      Đổi mật khẩu: mục “Đổi mật khẩu” ở góc trên trang quản trị; "
                "nếu quên: make password"
            )


class Indented:
    """Writes what a command reports under the step it belongs to."""

    def __init__(self, out):
        self.out = out

    def write(self, text):
        self.out.write(textwrap.indent(text, "      "), ending="")
        self.out.flush()
