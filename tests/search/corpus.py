"""A small fixed site to search: the report of 2023, news, clips, names of the
demonstration."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from cooperatives.actions import designate
from news.models import Edition, Section
from tests.factories.news import make_article, make_clip, make_withdrawn
from tests.factories.register import FOUNDED, make_cooperative, make_union

REPORT = "Hội Nghị Tổng Kết Hoạt Động Năm 2023 Và Phương Hướng Nhiệm Vụ Năm 2024"
# Title, lead, text; the newest first.
ARTICLES = [
    ("Đại hội thành viên Hợp tác xã Bò sữa Mây Trắng", "Bầu ban mới.", "Họp."),
    ("Hợp tác xã bò sữa vào mùa cắt cỏ", "Cỏ tươi cho đàn bò.", "Ở xã Tân Thạnh Đông."),
    ("Xe buýt sạch ở Cần Giờ", "Tuyến phà nối dài.", "Vận tải hành khách đường sông."),
    ("Quỹ tín dụng nhân dân mở quầy sáng thứ bảy", "Người gửi tiết kiệm.", "Vay vốn."),
    ("Hoà Bình và Hòa Phú ký giao ước thi đua", "Hai xã kết nghĩa.", "Văn nghệ."),
    (
        "Lý do nhiều hộ chọn làm ăn chung",
        "Khảo sát ở Củ Chi.",
        "Kỹ thuật.",
    ),
    ("Tập huấn kế toán cho 31 hợp tác xã", "Ba ngày học.", "Số liệu 1.250 lượt người."),
    ("Phiên chợ nông sản cuối tuần", "Rau sạch và trái cây.", "Ủy ban nhân dân quận."),
    (
        "Chuyển đổi số: bỏ sổ tay, giữ thói quen",
        "Đơn hàng lên điện thoại.",
        "Phần mềm.",
    ),
    ("Ga Sài Gòn đón hàng của hợp tác xã", "Tàu hàng tuần.", "Gà thả vườn."),
    ("Gà thả vườn lên sàn điện tử", "Chăn nuôi an toàn.", "Trứng và gà."),
    ("Đường sông chở rau về chợ", "Ghe nhỏ, chuyến lớn.", "Đỗ bến lúc bốn giờ."),
    ("Trao giải “Hẻm sạch, người vui”", "Tổ dân phố thi đua.", "Thu gom rác, tái chế."),
    (
        "Nhà màng đầu tiên sau một năm",
        "Lãi từ ngày không bỏ hàng.",
        "Dưa lưới, cà chua.",
    ),
]
COOPERATIVES = [
    ("Hợp tác xã Vận tải Số 1", {"tax_code": "0301175691", "sector_code": "gtvt"}),
    ("Hợp tác xã Bò sữa Mây Trắng", {"tax_code": "9915638027"}),
    ("HTX Dịch vụ Vận tải Cỏ May", {"sector_code": "gtvt"}),
    ("Hợp tác xã Thêu Vòng Tay", {"certificate_number": "MH-0307"}),
    ("Hợp tác xã Xe buýt Cánh Chuồn", {"sector_code": "gtvt"}),
    ("Quỹ tín dụng nhân dân Bến Đợi", {"certificate_number": "41K-123"}),
    ("Hợp tác xã Rau an toàn Hoàng Hôn Tím", {}),
    ("Hợp tác xã Nông nghiệp Phượng Đỏ Thắm", {"address": "Ấp 3, Xã An Thới Đông"}),
    ("Hợp tác xã Mây tre lá Trúc Xinh", {}),
    ("Hợp tác xã Thuỷ sản Lý Nhơn", {"area_code": "787"}),
    ("Hợp tác xã Gốm Khói Bếp", {"main_trade": "Gốm sứ mỹ nghệ"}),
    ("Hợp tác xã Môi trường Đô thị Suối Reo", {"short_name": "HTX MTĐT Suối Reo"}),
]


def make_corpus():
    """Write the site; return nothing: tests name what they look for."""
    pages = settings.BASE_DIR / "news" / "old_site" / "pages"
    call_command(
        "import_old_pages", str(pages), published_on=["02/02/2024"], verbosity=0
    )
    sections = list(Section.objects.all())
    now = timezone.now()
    for number, (title, lead, text) in enumerate(ARTICLES, 1):
        make_article(
            title, lead=lead, body=f"<p>{text}</p>", byline="",
            section=sections[number % 2],
            published_at=now - timedelta(days=40 * number),
        )  # fmt: skip
    make_withdrawn("Tin đã gỡ về đường sắt", body="<p>Đường sắt.</p>")
    make_clip("Một ngày ở hợp tác xã bò sữa", description="Từ bốn giờ sáng.")
    make_clip("Chợ nổi và bến đò", description="Chuyến đò ngang.")
    for name, facts in COOPERATIVES:
        make_cooperative(name, **facts)
    old = make_cooperative("Hợp tác xã Mộc Tre Ngà")
    designate(
        organisation=old, what="ten", value="Hợp tác xã Mộc Lá Sen",
        effective_from=FOUNDED.replace(year=2020), by=None,
    )  # fmt: skip
    make_cooperative(
        "Hợp tác xã Vận tải Sao Hôm", sector_code="gtvt", status="giai-the"
    )
    make_union("Liên hiệp Hợp tác xã Vận tải Bước Chân Vui")
    assert Edition.objects.public().filter(title=REPORT).exists()
