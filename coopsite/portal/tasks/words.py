"""What tasks are called at the desk, and why they fail."""

from coopsite.accounts.mail import deliver
from news.pictures import make_card, make_sizes
from news.video import look_into_clip

# Of a mail neither words nor subject: whoever reads this need not be who it is for.
KINDS = {
    make_sizes.module_path: ("Làm các cỡ của ảnh", "ảnh số {0}"),
    make_card.module_path: ("Làm ảnh chia sẻ", "ảnh số {0}"),
    look_into_clip.module_path: ("Chuẩn bị clip", "clip số {0}"),
    deliver.module_path: ("Gửi thư", "tới {2}"),
}
_REASONS = {
    "ConnectionRefusedError": "Không nối được tới máy chủ thư",
    "FileNotFoundError": "Không còn tệp gốc",
    "MemoryError": "Máy chủ thiếu bộ nhớ",
    "SMTPAuthenticationError": "Máy chủ thư không nhận tài khoản hoặc mật khẩu",
    "SMTPRecipientsRefused": "Máy chủ thư không nhận địa chỉ người nhận",
    "TimeoutError": "Chờ quá lâu",
    "WorkerLost": "Tiến trình chạy nền bị dừng giữa chừng",
    "gaierror": "Không tìm thấy máy chủ thư",
}
_LONGEST = 300


def explain(exception, traceback):
    """Returns in words why a task failed, with the program's own in brackets."""
    if not exception:
        return ""
    last = traceback.strip().rpartition("\n")[2][:_LONGEST]
    reason = _REASONS.get(exception.rpartition(".")[2], "Lỗi của chương trình")
    return f"{reason} ({last})" if last else reason
