"""Error pages in plain Vietnamese; they must work when the database does not, and that
of an error when nothing does."""

import logging
import sys

from django.conf import settings
from django.shortcuts import render

from coopsite.core.storage import UploadsUnreachable

from .footer import get_last_footer
from .full_disk import is_of_full_disk
from .plain_pages import plain_page

_log = logging.getLogger(__name__)


def bad_request(request, exception=None):
    return _page(
        request,
        400,
        "Yêu cầu không hợp lệ",
        "Địa chỉ hoặc dữ liệu gửi lên có lỗi. Hãy quay lại trang trước và thử lại.",
    )


def forbidden(request, exception=None):
    """Who tries what they may not is written into the log."""
    user = getattr(request, "user", None)
    _log.warning("refused to %r: %s %r", str(user), request.method, request.path)
    return _page(
        request,
        403,
        "Không có quyền xem",
        "Tài khoản của bạn chưa được giao việc này. Hãy hỏi người quản trị.",
    )


def not_found(request, exception=None):
    return _page(
        request,
        404,
        "Không tìm thấy trang",
        "Có thể địa chỉ gõ sai, hoặc trang đã được chuyển đi.",
    )


def server_error(request):
    """At the desk a full disk and uploads out of reach are told from other errors; a
    public page stays one that a cache in front may answer in its stead (500)."""
    error = sys.exception()
    if request.path.startswith(settings.DESK_ADDRESS):
        if is_of_full_disk(error):
            return plain_page(507)
        if isinstance(error, UploadsUnreachable):
            return plain_page(503, about="uploads")
    return plain_page(500)


def _page(request, status, title, advice):
    context = {"status": status, "title": title, "advice": advice}
    context["footer"] = get_last_footer()  # asks no database, which may be gone
    return render(request, "portal/error.html", context, status=status)
