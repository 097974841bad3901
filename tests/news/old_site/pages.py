"""Old pages written for the tests, and the shipped one."""

from pathlib import Path

import news.old_site

SHIPPED = Path(news.old_site.__file__).parent / "pages/hoi-nghi-tong-ket-2023.txt"
REPORT = SHIPPED.stem

PAGE = """Video Clip

The player will show in this paragraph

kinh tế tập thể
Rau sạch vào chợ đêm

Tối 05/03/2023, chợ đêm mở gian hàng đầu tiên của hợp tác xã.

Hợp tác xã bán 5.607 kg rau.

Gian hàng rau sạch của hợp tác xã – ngày đầu mở bán

Chợ họp mỗi tối thứ bảy.

KT

Các tin khác:
Các trang: 1  2  3
"""


def write_page(folder, name="rau-sach", text=PAGE):
    """Write `text` as the file of a page and return its path."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return path
