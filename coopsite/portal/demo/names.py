"""Invented names, so that no demonstration record can be taken for a real one.

Every name joins a trade with a fancy word ("Mây Trắng"); none is a place, a person
or, as far as its makers know, a cooperative.
"""

import itertools

_FANCY = """
Mây Trắng|Sương Mai|Nắng Sớm|Gió Đầu Mùa|Trăng Khuyết|Sao Hôm|Cánh Chuồn|Bến Lặng
Suối Nhỏ|Mưa Rào|Cầu Vồng|Hoa Gạo|Lá Sen|Chim Sẻ|Cò Trắng|Dế Mèn|Đom Đóm|Ong Vàng
Bướm Xanh|Sóc Nâu|Nắng Thu|Mây Hồng|Gió Nồm|Sương Khuya|Trăng Rằm|Sao Băng|Bình Minh Xa
Hoàng Hôn Tím|Đồng Cỏ Non|Lúa Thơm|Rơm Vàng|Bông Lau|Hoa Cải|Hoa Mười Giờ|Cỏ May
Cỏ Bốn Lá|Tre Ngà|Trúc Xinh|Lá Phong Nhỏ|Hạt Mầm|Chồi Biếc|Mật Ngọt|Quả Sim|Trái Chín
Vườn Mơ|Giếng Làng|Bến Mơ|Thuyền Giấy|Diều Giấy|Chong Chóng|Con Quay|Đèn Lồng Nhỏ
Trống Cơm|Sáo Trúc|Tiếng Gà Trưa|Khói Bếp|Mái Lá|Cổng Xanh|Hàng Rào Thưa|Ngõ Trăng
Phố Mây|Đồi Gió|Dốc Nắng|Suối Reo|Thác Bạc|Hồ Gương|Sóng Biếc|Cát Mịn|Vỏ Sò|Sao Biển
Ốc Nhỏ|Cá Cờ|Tôm Càng Xanh|Cua Đá|Hải Âu Nhỏ|Én Nhỏ|Sơn Ca|Hoạ Mi Nâu|Chích Bông
Vành Khuyên|Bồ Câu Trắng|Gà Trống Choai|Trâu Vàng|Nghé Con|Ngựa Gỗ|Voi Giấy|Thỏ Ngọc
Mèo Mun|Rùa Đá|Kiến Lửa Nhỏ|Bọ Rùa|Ve Sầu|Nụ Cười Sáng|Bàn Tay Nhỏ|Bước Chân Vui
Vòng Tay|Ngày Mới Vui|Chuyến Xe Xanh|Hẹn Mùa Sau|Mùa Gặt Vui|Mùa Hoa|Hương Cau
Hương Bưởi|Hương Ổi|Hoa Khế|Hoa Nhài|Hoa Súng|Sen Hồng Nhỏ|Bèo Tây
Lục Bình Tím|Dừa Nghiêng
Cau Thẳng|Bàng Non|Phượng Đỏ Thắm|Bằng Lăng Tím|Điệp Vàng|Sao Đen Cao|Tơ Vàng|Lụa Mềm
Chỉ Thắm|Khung Cửi|Bàn Xoay|Nón Lá Nghiêng|Gánh Hàng Hoa|Đôi Quang Gánh|Thúng Thóc
Cối Đá|Nồi Đất|Chum Nước|Gáo Dừa|Ấm Trà|Bếp Hồng|Lửa Ấm|Viên Gạch Hồng|Ngói Nâu
Chuông Gió|Cầu Tre Nhỏ|Nhịp Cầu Vui|Buồm Nâu|Mái Chèo|Bến Đợi|Con Nước|Phù Sa Mới
Cánh Đồng Mây|Trời Xanh Trong|Bảy Sắc|Vầng Dương Ấm|Hạt Sương|Giọt Nắng|Tia Nắng Nhỏ
"""
FANCY = [name for line in _FANCY.split("\n") if line for name in line.split("|")]

TRADES = {
    "gtvt": """Vận tải|Vận tải Hành khách|Vận tải Hàng hoá|Vận tải Du lịch|Xe buýt
Dịch vụ Vận tải|Vận tải Đường sông|Taxi tải|Xe đưa rước|Vận tải và Bốc xếp""",
    "tmdv": """Thương mại Dịch vụ|Thương mại|Dịch vụ Tổng hợp|Tiêu dùng|Mua bán
Dịch vụ Chợ|Dịch vụ Du lịch|Thực phẩm|Dịch vụ Nhà ở|Thương mại Nông sản""",
    "nn": """Nông nghiệp|Rau an toàn|Nông nghiệp Công nghệ cao|Hoa kiểng|Bò sữa
Thuỷ sản|Nấm|Cây giống|Nông nghiệp Rau|Chăn nuôi|Cây ăn trái|Cá cảnh""",
    "ttcn": """Mây tre lá|Gốm|May mặc|Thủ công Mỹ nghệ|Cơ khí|Dệt|Mộc|Sơn mài|Thêu
Giày da|In lụa""",
    "vsmt": """Vệ sinh Môi trường|Thu gom Rác|Môi trường|Môi trường Đô thị|Tái chế
Dịch vụ Môi trường""",
}
_FUND = "Quỹ tín dụng nhân dân"
_UNION_TRADES = {
    "gtvt": ["Vận tải", "Xe buýt", "Vận tải Du lịch", "Vận tải Hàng hoá", "Đường sông"],
    "nn": ["Nông nghiệp", "Rau an toàn", "Bò sữa"],
    "tmdv": ["Thương mại", "Tiêu dùng", "Dịch vụ Tổng hợp"],
    "ttcn": ["Thủ công Mỹ nghệ"],
}


def cooperative_names(rng, sector, number):
    """Return `number` different names for cooperatives of a sector (its code)."""
    if sector == "quy-tdnd":
        return [f"{_FUND} {fancy}" for fancy in rng.sample(FANCY, number)]
    trades = TRADES[sector].replace("\n", "|").split("|")
    pairs = rng.sample(list(itertools.product(trades, FANCY)), number)
    return [f"{_prefix(rng)} {trade} {fancy}" for trade, fancy in pairs]


def _prefix(rng):
    """Most certificates write the words out, some abbreviate."""
    return "HTX" if rng.random() < 0.15 else "Hợp tác xã"


def union_names(rng):
    """Return (name, sector code) of the twelve unions."""
    trades = [(t, sector) for sector, found in _UNION_TRADES.items() for t in found]
    words = rng.sample(FANCY, len(trades))
    return [
        (f"Liên hiệp Hợp tác xã {trade} {fancy}", sector)
        for (trade, sector), fancy in zip(trades, words, strict=True)
    ]
