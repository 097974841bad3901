"""What programs put on the clipboard becomes the article that is right."""

import pytest

from news.pasting import convert

from .compare import compare
from .corpus import CASES

TAKEN = "Đã đưa 1 ảnh vào thư viện"
# Of each case that has something to tell, words that the writer reads.
NOTES = {
    "05-word365-theo-doi-sua": [
        "Đã bỏ 1 nhận xét; phần theo dõi sửa đổi được lấy như đã chấp nhận."
    ],
    "06-word365-anh-rtf": [f"{TAKEN}."],
    "07-word365-hop-chu-truong": [
        "1 ảnh không chép kèm được: hãy chèn lại từ tệp ảnh.",
        "1 khung chữ đã thành đoạn văn: hãy xem lại chỗ đặt.",
        "Đã bỏ mục lục.",
    ],
    "12-gdocs-bang-anh": [
        "1 ảnh nằm ở Google, không lấy được: hãy tải về máy rồi chèn vào bài."
    ],
    "14-excel-kinh-phi": ["Đã bỏ 1 hàng ẩn của bảng tính."],
    "15-excel-san-luong": ["Có 1 ô báo lỗi của bảng tính (như #DIV/0!): hãy sửa lại."],
    "20-cong-tinh-chrome": [
        "2 ảnh nằm ở trang khác nên không lấy: nếu được phép dùng, hãy tải về máy rồi "
        "chèn vào bài."
    ],
    "21-cong-xa-cu": [
        "1 ảnh nằm ở trang khác nên không lấy: nếu được phép dùng, hãy tải về máy rồi "
        "chèn vào bài."
    ],
    "23-pdf-firefox": [
        "Các dòng của tệp PDF đã được nối thành đoạn: hãy xem lại chỗ ngắt đoạn."
    ],
    "24-pdf-tung-dong-nfd": [
        "Các dòng của tệp PDF đã được nối thành đoạn: hãy xem lại chỗ ngắt đoạn."
    ],
    "32-libreoffice-anh-base64": [
        f"{TAKEN}, ảnh chưa có mô tả: bấm đúp vào ảnh để viết."
    ],
    "90-libreoffice-bao-cao-2023": [
        f"{TAKEN}, ảnh chưa có mô tả: bấm đúp vào ảnh để viết."
    ],
}


@pytest.fixture(autouse=True)
def own_site(settings, tmp_path):
    settings.SITE_ADDRESS = "https://lienminh.htx.example"
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_paste_becomes_the_right_article(case):
    pasted = convert(case.html, by=None, rtf=case.rtf)
    html = pasted.offer.html if pasted.offer else pasted.html
    assert compare(html, case.expected, case.options) == []
    assert bool(pasted.offer) == bool(case.options.get("encoding"))
    assert pasted.notes == NOTES.get(case.name, [])
