"""Headlines of the old site in sentence case."""

import pytest

from news.old_site.headlines import sentence_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "written"),
    [
        (
            "Hội Nghị Tổng Kết Hoạt Động Năm 2023 Và Phương Hướng Nhiệm Vụ Năm 2024",
            "Hội nghị tổng kết hoạt động năm 2023 và phương hướng nhiệm vụ năm 2024",
        ),
        (
            "Liên Minh Hợp Tác Xã Thành Phố Hồ Chí Minh Thăm HTX Nông Nghiệp Cần Giờ",
            "Liên minh Hợp tác xã Thành phố Hồ Chí Minh thăm HTX nông nghiệp Cần Giờ",
        ),
        (
            "UBND TP.HCM Họp Về COVID-19: Tăng Cường Hỗ Trợ Các HTX Ở Củ Chi",
            "UBND TP.HCM họp về COVID-19: Tăng cường hỗ trợ các HTX ở Củ Chi",
        ),
        (
            "Ra Mắt Mô Hình “Rau Sạch Việt Nam” Tại Thủ Đức",
            "Ra mắt mô hình “Rau sạch Việt Nam” tại Thủ Đức",
        ),
        # What is in sentence case, or all in capitals, is left to the editor.
        ("Hội nghị năm 2023 ở Cần Giờ", "Hội nghị năm 2023 ở Cần Giờ"),
        ("HỘI NGHỊ TỔNG KẾT", "HỘI NGHỊ TỔNG KẾT"),
        ("", ""),
        ("2023", "2023"),
    ],
    ids=["report", "names", "abbreviations", "quotes", "sentence", "capitals", "none",
         "number"],
)  # fmt: skip
def test_a_headline_in_sentence_case(title, written):
    assert sentence_case(title) == written
    assert sentence_case(written) == written
