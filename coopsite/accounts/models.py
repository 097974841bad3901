"""People who sign in, by what, and how each of them likes to see the staff's lists."""

from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from .audit.models import AuditEvent

__all__ = [
    "AuditEvent", "DeskSession", "RecoveryCode", "SavedView", "SecondFactor", "User",
    "WrongPasswords",
]  # fmt: skip


class User(AbstractUser):
    """A member of staff. Vietnamese names are one field, as on an ID card."""

    content_domain = None

    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=120, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)


class SavedView(models.Model):
    """One person's own name for the filters of a list: "GTVT ngừng ở Củ Chi"."""

    content_domain = None

    user = models.ForeignKey(
        User, models.CASCADE, verbose_name="người dùng", related_name="saved_views"
    )
    page = models.CharField("trang", max_length=120)  # the list: "cooperatives.union"
    name = models.CharField(
        "tên bộ lọc",
        max_length=60,
        error_messages={"blank": "Hãy đặt tên cho bộ lọc."},
    )
    query = models.TextField(
        "điều kiện lọc",
        validators=[MaxLengthValidator(2000, "Điều kiện lọc quá dài, không lưu được.")],
        error_messages={"blank": "Chưa lọc gì, nên không có gì để lưu."},
    )

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ["name", "id"]
        default_permissions = ()  # everybody keeps their own, nobody another's
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="saved_view_once",
                violation_error_message="Bạn đã có bộ lọc tên này ở đây. Hãy đặt tên "
                "khác, hoặc xoá bộ lọc cũ trước.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(page="") & ~Q(query=""),
                name="saved_view_says_something",
            ),
        ]

    def __str__(self):
        return self.name


class WrongPasswords(models.Model):
    """How many passwords in a row were wrong for one account, address or device."""

    content_domain = None

    key = models.CharField("của ai, từ đâu", max_length=80, unique=True)
    count = models.PositiveIntegerField("số lần sai liền", default=0)
    last_at = models.DateTimeField("lần cuối", db_index=True)
    paused_until = models.DateTimeField("phải đợi đến", null=True, blank=True)

    class Meta:
        verbose_name = "lần nhập sai mật khẩu"
        verbose_name_plural = "các lần nhập sai mật khẩu"
        default_permissions = ()  # nobody's to look at: only the count matters

    def __str__(self):
        return f"{self.key}: {self.count}"


class SecondFactor(models.Model):
    """The application on somebody's telephone that shows a new code each half minute.

    Its secret is kept nowhere: it is made of `seed` and SECRET_KEY, so a copy of the
    database alone opens nothing.
    """

    content_domain = None

    user = models.OneToOneField(
        User, models.CASCADE, verbose_name="người dùng", related_name="second_factor"
    )
    seed = models.CharField("mầm", max_length=40)
    # Of the devices that are asked for no code: with another one all are forgotten.
    device_seed = models.CharField("mầm của thiết bị", max_length=40)
    # Codes of this half minute since 1970, and of those before, are used up.
    last_step = models.BigIntegerField("lần dùng cuối")
    set_up_at = models.DateTimeField("bật lúc")

    class Meta:
        verbose_name = "mã xác nhận"
        verbose_name_plural = "mã xác nhận"
        default_permissions = ()  # everybody's own

    def __str__(self):
        return f"Mã xác nhận của {self.user}"


class RecoveryCode(models.Model):
    """One of the codes on paper for who has lost the telephone: good for one time."""

    content_domain = None

    factor = models.ForeignKey(
        SecondFactor,
        models.CASCADE,
        verbose_name="mã xác nhận",
        related_name="recovery_codes",
    )
    digest = models.CharField("dấu của mã", max_length=64)
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "mã dự phòng"
        verbose_name_plural = "mã dự phòng"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["factor", "digest"], name="recovery_code_once"
            )
        ]

    def __str__(self):
        return f"Mã dự phòng của {self.factor.user}"


class DeskSession(models.Model):
    """A place where somebody is signed in; without its row the session is over."""

    content_domain = None

    user = models.ForeignKey(
        User, models.CASCADE, verbose_name="người dùng", related_name="desk_sessions"
    )
    # Of the password that it was begun with: another one ends the session.
    mark = models.CharField("dấu", max_length=16)
    address = models.CharField("địa chỉ mạng", max_length=50, blank=True)
    agent = models.CharField("trình duyệt", max_length=300, blank=True)
    started_at = models.DateTimeField("đăng nhập lúc")
    last_seen_at = models.DateTimeField("thao tác cuối", db_index=True)

    class Meta:
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"
        ordering = ["-last_seen_at", "-id"]
        default_permissions = ()  # everybody's own

    def __str__(self):
        return f"{self.user}, {self.address}"
