"""One event of the security log."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopsite.core.match_text import MatchText


class AuditEvent(models.Model):
    """Who did what from where, in words that outlive accounts and things: no foreign
    key leads out of here, so nothing that is deleted takes an event along.

    Triggers refuse every change but the clearing of an old address and browser, and of
    the words for the search, which `remake_keys` makes anew.
    """

    content_domain = None

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", "Đăng nhập"
        SIGN_OUT = "sign_out", "Đăng xuất"
        FAILURE = "failure", "Đăng nhập sai"
        PAUSE = "pause", "Sai nhiều lần, phải đợi"
        SESSION = "session", "Kết thúc phiên"
        PASSWORD = "password", "Đổi mật khẩu"
        RECOVERY = "recovery", "Quên mật khẩu"
        SECOND_FACTOR = "second_factor", "Mã xác nhận"
        ACCOUNT = "account", "Tài khoản"
        RIGHTS = "rights", "Quyền"
        PUBLICATION = "publication", "Đăng lên trang"
        WITHDRAWAL = "withdrawal", "Gỡ khỏi trang"
        EXPORT = "export", "Tải danh sách"
        DOCUMENT = "document", "Tải bản chụp"
        BACKUP = "backup", "Thiếu bản sao lưu"

    at = models.DateTimeField("lúc", default=timezone.now)
    kind = models.CharField("việc", max_length=20, choices=Kind)
    # Of the account as it was called then; "": nobody signed in, or the server.
    username = models.CharField("tên đăng nhập", max_length=150, blank=True)
    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    # "news.article", its key and its own words; "": the account itself.
    thing_model = models.CharField("loại đối tượng", max_length=60, blank=True)
    thing_key = models.CharField("khoá của đối tượng", max_length=40, blank=True)
    thing = models.CharField("đối tượng", max_length=300, blank=True)
    words = models.TextField("nội dung", max_length=1000, blank=True)
    address = models.CharField("địa chỉ mạng", max_length=50, blank=True)
    agent = models.CharField("trình duyệt", max_length=300, blank=True)
    match_text = MatchText(sources=["username", "full_name", "thing", "words"])

    class Meta:
        verbose_name = "việc trong nhật ký bảo mật"
        verbose_name_plural = "nhật ký bảo mật"
        ordering = ["-at", "-id"]
        default_permissions = ()  # no group can be granted it: superusers read it
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "sign_in", "sign_out", "failure", "pause", "session",
                        "password", "recovery", "second_factor", "account", "rights",
                        "publication", "withdrawal", "export", "document", "backup",
                    ]
                ),
                name="audit_event_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(thing_key="") | ~Q(thing_model=""),
                name="audit_event_key_has_model",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["kind", "-at", "-id"], name="audit_by_kind"),
            models.Index(fields=["username", "-at", "-id"], name="audit_by_person"),
            models.Index(fields=["address", "-at", "-id"], name="audit_by_address"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.username or self.thing}"
