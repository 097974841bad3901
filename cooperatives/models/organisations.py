"""The identity of a cooperative or a union: what stays while facts about it change."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string

from coopsite.core.addresses import address_of
from coopsite.core.content_version import REGISTER
from coopsite.core.full_text.querysets import Searched
from coopsite.core.history import keep_versions
from coopsite.core.vietnamese import clean_text, slugify

from ..tax_codes import clean_tax_code
from .search_keys import DERIVED, KeptKeys
from .search_queries import matching

# No vowels, so no word appears; no letters that look like digits.
_ID_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


class Kind(models.TextChoices):
    COOPERATIVE = "htx", "Hợp tác xã"
    UNION = "lien-hiep", "Liên hiệp hợp tác xã"


def new_public_id():
    """Returns an id that names an organisation for ever, whatever its name becomes.

    Of 27^8: one chance in three million that the next of 100,000 meets a known one.
    """
    return get_random_string(8, _ID_ALPHABET)


class OrganisationQuerySet(Searched):
    def matching(self, words):
        """Returns those of whom a name, its initials or a code is what was typed."""
        return self.filter(matching(words))


class Organisation(KeptKeys):
    """A cooperative or a union. Status, sector, area and union are `Standing`s.

    Always made through `Cooperative` or `Union`, whose versions are kept.
    """

    content_domain = REGISTER

    kind = models.CharField("loại hình", max_length=10, choices=Kind, editable=False)
    public_id = models.CharField(
        "mã hồ sơ", max_length=8, unique=True, default=new_public_id, editable=False
    )
    name = models.CharField(
        "tên đầy đủ",
        max_length=250,
        help_text="Đúng như trên giấy chứng nhận, ví dụ: Hợp tác xã Vận tải Số 1.",
    )
    tax_code = models.CharField(  # noqa: DJ001  # unique, and many have none
        "mã số thuế",
        max_length=13,
        null=True,
        blank=True,
        unique=True,
        validators=[clean_tax_code],
        help_text="10 chữ số (13 nếu là chi nhánh). Để trống nếu chưa có.",
        error_messages={"unique": "Mã số thuế này đã có ở một hồ sơ khác."},
    )
    certificate_number = models.CharField(
        "số giấy chứng nhận",
        max_length=40,
        blank=True,
        help_text="Số giấy chứng nhận đăng ký; HTX lâu năm có thể chỉ có số này.",
    )
    short_name = models.CharField(
        "tên viết tắt",
        max_length=100,
        blank=True,
        help_text="Như trên giấy chứng nhận, ví dụ: HTX VT Số 1.",
    )
    foreign_name = models.CharField(
        "tên tiếng nước ngoài", max_length=250, blank=True, help_text="Nếu có đăng ký."
    )
    issuing_authority = models.CharField(
        "cơ quan đăng ký",
        max_length=200,
        blank=True,
        help_text="Nơi cấp giấy chứng nhận đang có hiệu lực. Đến 30/06/2025 là cấp "
        "quận, huyện; từ 01/07/2025 là cấp phường, xã.",
    )
    address = models.CharField(
        "trụ sở",
        max_length=250,
        blank=True,
        help_text="Số nhà, đường. Không ghi địa chỉ nhà riêng của cá nhân.",
    )
    phone = models.CharField(
        "điện thoại trụ sở",
        max_length=60,
        blank=True,
        help_text="Số của văn phòng, được công khai. Không ghi số riêng của cá nhân.",
    )
    email = models.EmailField(
        "thư điện tử của trụ sở", blank=True, help_text="Được công khai."
    )
    website = models.URLField(
        "trang web",
        blank=True,
        validators=[URLValidator(["http", "https"])],
        help_text="Bắt đầu bằng https://",
    )
    main_trade = models.CharField(
        "ngành nghề chính",
        max_length=250,
        blank=True,
        help_text="Như trên giấy chứng nhận; có thể kèm mã ngành, ví dụ: 4931 – Vận "
        "tải hành khách đường bộ trong nội thành.",
    )
    other_trades = models.TextField(
        "ngành nghề khác", max_length=4000, blank=True, help_text="Mỗi dòng một ngành."
    )
    representative_name = models.CharField(
        "người đại diện theo pháp luật",
        max_length=120,
        blank=True,
        help_text="Họ và tên; được công khai.",
    )
    representative_title = models.CharField(
        "chức danh",
        max_length=120,
        blank=True,
        help_text="Ví dụ: Chủ tịch Hội đồng quản trị; Giám đốc.",
    )
    representative_contact = models.CharField(
        "liên hệ của người đại diện",
        max_length=200,
        blank=True,
        help_text="Chỉ cán bộ xem được; không bao giờ hiện trên trang công khai.",
    )
    logo = models.ImageField(
        "biểu trưng",
        upload_to="bieu-trung/",
        blank=True,
        help_text="Ảnh JPEG, PNG hoặc WebP.",
    )
    public_note = models.TextField(
        "ghi chú công khai",
        max_length=2000,
        blank=True,
        help_text="Hiện trên trang của tổ chức.",
    )
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    updated_at = models.DateTimeField("cập nhật lúc", auto_now=True)
    is_demo = models.BooleanField("minh hoạ", default=False, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức"
        verbose_name_plural = "tổ chức"
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="organisation_by_name"),
            models.Index(
                fields=["kind", "sort_name", "id"], name="organisation_by_kind"
            ),
            models.Index(
                fields=["is_demo"],
                condition=Q(is_demo=True),
                name="organisation_is_demo",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["htx", "lien-hiep"]),
                name="organisation_kind_known",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_is_named"),
            models.CheckConstraint(
                condition=Q(tax_code=None)
                | Q(tax_code__regex=r"^[0-9]{10}([0-9]{3})?\Z"),
                name="organisation_tax_code_shape",
                violation_error_message="Mã số thuế có 10 hoặc 13 chữ số.",
            ),
        ]

    KIND = ""

    def __str__(self):
        return self.name

    def clean(self):
        if self.tax_code:
            with suppress(ValidationError):  # the field's validator has said so
                self.tax_code = clean_tax_code(self.tax_code)
        self.prepare()

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self):
        """Fills in what follows from the name and kind; for bulk work, too."""
        self.name = clean_text(self.name)
        self.tax_code = self.tax_code or None
        self.kind = self.KIND or self.kind
        self.derive_keys()
        if self.kind not in Kind.values:
            raise ValidationError("Hồ sơ phải là hợp tác xã hoặc liên hiệp.")

    @property
    def in_its_kind(self):
        """The same row as a `Cooperative` or `Union`, whose versions are kept."""
        own = next(m for m in (Cooperative, Union) if self.kind == m.KIND)
        return self if isinstance(self, own) else own.objects.get(pk=self.pk)

    @property
    def slug(self):
        """The name in the address; may change, the id after it never does."""
        return f"{slugify(self.name, 60)}-{self.public_id}".lstrip("-")

    def get_absolute_url(self):
        return address_of(f"cooperatives:{self.url_name}", self.slug)

    @property
    def url_name(self):
        return "union" if self.kind == Kind.UNION else "cooperative"

    @property
    def org_id(self):
        """The open-data identifier (org-id scheme VN-TIN), "" without a tax code."""
        return f"VN-TIN-{self.tax_code}" if self.tax_code else ""


class KindManager(models.Manager.from_queryset(OrganisationQuerySet)):
    """The organisations of one kind."""

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.model.KIND)


class Cooperative(Organisation):
    """A "hợp tác xã"; a people's credit fund is one in the credit sector."""

    KIND = Kind.COOPERATIVE
    history = keep_versions(*DERIVED)
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "hợp tác xã"
        verbose_name_plural = "hợp tác xã"


class Union(Organisation):
    """A "liên hiệp hợp tác xã"."""

    KIND = Kind.UNION
    history = keep_versions(*DERIVED)
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "liên hiệp hợp tác xã"
        verbose_name_plural = "liên hiệp hợp tác xã"
