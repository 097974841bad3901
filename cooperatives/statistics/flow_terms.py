"""The words of a sum of flows: its parts, its numbers, and what may be asked."""

from dataclasses import dataclass, fields
from datetime import timedelta

from django.db import models

from ..models import OperatingStatus, territory
from .scope import EVERYWHERE

ACTIVE, STOPPED = OperatingStatus.ACTIVE, OperatingStatus.STOPPED


class Base(models.TextChoices):
    """Whose flows are counted, with the words it has in addresses."""

    ACTIVE = "hoat-dong", "Đang hoạt động"
    TOTAL = "tong-so", "Tổng số (đang hoạt động và ngừng)"

    @property
    def statuses(self):
        return [ACTIVE] if self == Base.ACTIVE else [ACTIVE, STOPPED]


class By(models.TextChoices):
    """What the rows of the sum stand for, with the words it has in addresses."""

    SECTOR = "linh-vuc", "Lĩnh vực"
    AREA = "dia-ban", "Địa bàn lúc ghi nhận"

    @property
    def words(self):
        return self.label[0].lower() + self.label[1:]


class Part(models.TextChoices):
    """The parts of the sum, with the words they have in addresses and on pages."""

    OPENING = "dau-ky", "Đầu kỳ"
    FOUNDED = "thanh-lap", "Thành lập"
    JOINED = "sap-nhap-tinh", "Do sáp nhập tỉnh"
    ARRIVED = "tu-tinh-khac", "Từ tỉnh khác"
    RESUMED = "hoat-dong-lai", "Hoạt động trở lại"
    MOVED_IN = "chuyen-den", "Chuyển đến"
    STOPPED = "ngung", "Ngừng"
    DISSOLVED = "giai-the", "Giải thể"
    MERGED = "sap-nhap", "Sáp nhập, hợp nhất, chia"
    LEFT = "di-tinh-khac", "Đi tỉnh khác"
    MOVED_OUT = "chuyen-di", "Chuyển đi"
    CLOSING = "cuoi-ky", "Cuối kỳ"

    @property
    def field(self):
        """The name of this part in a `Flow`."""
        return self.name.lower()

    @property
    def sign(self):
        """How this part enters the sum."""
        if self in GAINS:
            return "+"
        return {Part.OPENING: "", Part.CLOSING: "="}.get(self, "−")

    def label_in(self, base):
        """Returns the label among a base: of all that exist, who comes back is
        restored."""
        if self == Part.RESUMED and base == Base.TOTAL:
            return "Khôi phục"
        return self.label


GAINS = (Part.FOUNDED, Part.JOINED, Part.ARRIVED, Part.RESUMED, Part.MOVED_IN)
LOSSES = (Part.STOPPED, Part.DISSOLVED, Part.MERGED, Part.LEFT, Part.MOVED_OUT)
# What most periods have nobody in; said where there is somebody.
RARE = (Part.JOINED, Part.ARRIVED, Part.MERGED, Part.LEFT)


@dataclass(frozen=True)
class Flow:
    """Numbers of organisations; `closing` follows from the others."""

    opening: int = 0
    founded: int = 0
    joined: int = 0
    arrived: int = 0
    resumed: int = 0
    moved_in: int = 0
    stopped: int = 0
    dissolved: int = 0
    merged: int = 0
    left: int = 0
    moved_out: int = 0

    @property
    def gained(self):
        return sum(getattr(self, part.field) for part in GAINS)

    @property
    def lost(self):
        return sum(getattr(self, part.field) for part in LOSSES)

    @property
    def closing(self):
        return self.opening + self.gained - self.lost

    def __add__(self, other):
        return Flow(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        )


@dataclass(frozen=True)
class Question:
    """Whose flows of which period are asked for, counted by what, as known when."""

    first: object
    last: object
    known_at: object = None
    scope: object = EVERYWHERE
    by: str = By.SECTOR
    base: str = Base.ACTIVE

    @property
    def before(self):
        """The day before the period."""
        return self.first - timedelta(days=1)

    @property
    def crosses_the_merger(self):
        return (
            territory.is_smaller(self.before, self.scope.is_todays)
            and self.last >= territory.MERGED_ON
        )
