"""Says in one line what became of a paste: what was left out, what is to be done."""


def write_notes(counts):
    """Returns sentences for the writer; `counts` is a Counter of what was found."""
    return [sentence for write in _WRITERS if (sentence := write(counts))]


def _pictures_taken(counts):
    taken, bare = counts["pictures taken"], counts["pictures without words"]
    if not taken:
        return ""
    said = f"Đã đưa {taken} ảnh vào thư viện"
    if not bare:
        return f"{said}."
    if bare == taken:
        which = "ảnh chưa có mô tả" if taken == 1 else "các ảnh chưa có mô tả"
    else:
        which = f"{bare} ảnh chưa có mô tả"
    return f"{said}, {which}: bấm đúp vào ảnh để viết."


def _counted(key, sentence):
    """Returns a writer of `sentence` where there was any; `{}` is how many."""
    return lambda counts: sentence.format(counts[key]) if counts[key] else ""


def _tracked(counts):
    comments, tracked = counts["comments"], counts["tracked"]
    said = f"Đã bỏ {comments} nhận xét" if comments else ""
    if tracked:
        taken = "phần theo dõi sửa đổi được lấy như đã chấp nhận"
        said = f"{said}; {taken}" if said else taken[0].upper() + taken[1:]
    return f"{said}." if said else ""


_WRITERS = [
    _pictures_taken,
    _counted(
        "pictures at Google",
        "{} ảnh nằm ở Google, không lấy được: hãy tải về máy rồi chèn vào bài.",
    ),
    _counted(
        "pictures elsewhere",
        "{} ảnh nằm ở trang khác nên không lấy: nếu được phép dùng, hãy tải về máy rồi "
        "chèn vào bài.",
    ),
    _counted(
        "pictures left behind",
        "{} ảnh không chép kèm được: hãy chèn lại từ tệp ảnh.",
    ),
    _counted(
        "pictures broken", "{} ảnh hỏng, quá lớn hoặc không đọc được nên không lấy."
    ),
    _counted(
        "pictures too many",
        "Một lần dán chỉ lấy 30 ảnh, còn {} ảnh chưa lấy: hãy dán từng phần.",
    ),
    _counted(
        "pictures not allowed",
        "Không lấy {} ảnh: tài khoản của bạn không được tải ảnh lên.",
    ),
    _tracked,
    _counted("text boxes", "{} khung chữ đã thành đoạn văn: hãy xem lại chỗ đặt."),
    _counted(
        "formulas", "{} công thức đã thành chữ thường: hãy xem lại từng công thức."
    ),
    _counted(
        "drawings",
        "{} biểu đồ, hình vẽ không nhập được: hãy lưu thành ảnh rồi chèn vào bài.",
    ),
    _counted("lines of contents", "Đã bỏ mục lục."),
    _counted("hidden rows", "Đã bỏ {} hàng ẩn của bảng tính."),
    _counted("hidden columns", "Đã bỏ {} cột ẩn của bảng tính."),
    _counted("hidden texts", "Đã bỏ {} chỗ chữ ẩn."),
    _counted("errors", "Có {} ô báo lỗi của bảng tính (như #DIV/0!): hãy sửa lại."),
    _counted("embedded", "Đã bỏ {} video hoặc khung nhúng từ trang khác."),
    _counted(
        "lost notes",
        "Có {} dấu chú thích mà phần chú thích không được chép theo.",
    ),
    _counted(
        "lines of PDF",
        "Các dòng của tệp PDF đã được nối thành đoạn: hãy xem lại chỗ ngắt đoạn.",
    ),
]
