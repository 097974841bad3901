"""Who else has the same form open, and what they have saved meanwhile."""

from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from ..templatetags.vietnam import moment
from .models import Autosave

# An open form tells every half minute that it is.
PRESENT = timedelta(seconds=90)
_SHOWN = 5


def describe_others(token, opened_at=None):
    """Returns a sentence for each who has the row of `token` open, or has saved it
    since `opened_at`; nothing of new rows, which are nobody else's."""
    if not token.key:
        return []
    now = timezone.now()
    others = Autosave.objects.of_page(token).exclude(pk=token.id)
    others = others.select_related("user")
    present = others.filter(saved_at=None, seen_at__gte=now - PRESENT)
    saved = others.filter(saved_at__gt=opened_at) if opened_at else others.none()
    return [
        *(_describe_save(row, token) for row in saved.order_by("-saved_at")[:_SHOWN]),
        *(_describe(row, token, now) for row in present.order_by("-seen_at")[:_SHOWN]),
    ]


def _describe_save(row, token):
    return f"{_who(row, token)} đã lưu {moment(row.saved_at)}."


def _describe(row, token, now):
    doing = f"{_who(row, token)} đang mở {_what(token)} này"
    if row.typed_at is None:
        return f"{doing}, chưa gõ gì."
    return f"{doing}, gõ lần cuối {_ago(now - row.typed_at)}."


def _who(row, token):
    is_own = row.user_id == token.user
    return "Chính bạn, ở một cửa sổ khác," if is_own else str(row.user)


def _what(token):
    """Returns what the form's row is called: the page is named after its model."""
    label = ".".join(token.page.split(".")[:2])
    return apps.get_model(label)._meta.verbose_name


def _ago(since):
    minutes = int(since.total_seconds() // 60)
    if minutes < 1:
        return "vừa xong"
    if minutes < 60:
        return f"{minutes} phút trước"
    return f"{minutes // 60} giờ trước"
