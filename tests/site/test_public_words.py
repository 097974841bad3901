"""Words of the public pages: an editor's list of what is no longer said, and of what is
said instead."""

import re
from pathlib import Path

from django.conf import settings

# What the public pages called it once: what they call it.
REPLACED = {
    "làm nên khác biệt": "có chênh lệch",
    "đứng sau": "danh sách tương ứng với con số",
    "khi ấy và hiện nay": "số đã ghi nhận và số cập nhật",
    "được biết khác đi": "được ghi nhận khác",
    "ghi thêm ngày": "cập nhật ngày",
    "phép cộng": "chỉ tiêu",
    "thêm và bớt": "tăng, giảm",
    "cách đếm": "cách tính",
    "đếm theo": "phân theo",
    "chỉ đếm": "thu hẹp phạm vi, chỉ tính",
    "theo từng": "kỳ",
    "so theo": "chỉ tiêu theo lĩnh vực",
    "mọi lĩnh vực": "tất cả lĩnh vực",
    "không phân biệt": "tất cả liên hiệp",
    '"hoạt động và ngừng': "chưa giải thể",
    "đông thành viên": "nhiều thành viên nhất",
    '"xếp theo': "sắp xếp theo",
    "mới nhất trước": "từ mới đến cũ",
    "diễn biến trong sổ bộ": "lịch sử hồ sơ",
    "sổ bộ": "cơ sở dữ liệu hợp tác xã",
    "đang chạy với": "trang đang dùng dữ liệu minh hoạ",
    "video clip": "video",
    "hoạt động lại": "hoạt động trở lại",
    '"đến nội dung': "chuyển đến nội dung chính",
}
PUBLIC_CODE = [
    "cooperatives/directory", "cooperatives/profiles", "cooperatives/statistics",
    "cooperatives/forms.py", "cooperatives/file_notes.py", "news/views.py",
    "coopsite/portal/views.py",
]  # fmt: skip
COMMENT = re.compile(r"{#.*?#}", re.S)
# Addresses and identifiers have no accents.
STRING = re.compile(r'"[^"\n]*[^\x00-\x7f“”–…][^"\n]*"')


def public_texts():
    base = Path(settings.BASE_DIR)
    desk = base / "templates" / "admin"
    for path in sorted((base / "templates").rglob("*.html")):
        if desk not in path.parents:
            yield path, COMMENT.sub("", path.read_text())
    for name in PUBLIC_CODE:
        path = base / name
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield module, " ".join(STRING.findall(module.read_text()))


def test_no_word_of_before_is_left_on_a_public_page():
    left = [
        f"{path.relative_to(settings.BASE_DIR)}: {old} (nay: {new})"
        for path, text in public_texts()
        for old, new in REPLACED.items()
        if old in text.lower()
    ]
    assert left == []
