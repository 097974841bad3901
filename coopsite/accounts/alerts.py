"""Mails whoever watches the portal of what must not go unseen: ALERT_MAIL."""

from functools import partial

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import m2m_changed, pre_save
from django.dispatch import receiver
from django.utils import timezone
from simple_history.models import HistoricalRecords

from coopsite.core.tasks import enqueue, has_worker

from .mail import deliver, send_later, sends_mail
from .models import User
from .roles import ADMINISTRATOR


def alert(subject, *paragraphs):
    """Sends it once what it tells of is kept, to each address by itself."""
    if not settings.ALERT_MAIL or not sends_mail():
        return
    at = timezone.localtime()
    lines = [*paragraphs, f"Lúc {at:%H:%M, %d/%m/%Y}, tại {settings.SITE_ADDRESS}"]

    for address in settings.ALERT_MAIL:
        if has_worker():
            enqueue(deliver, subject, "\n\n".join(lines), address)
        else:  # whoever mistyped a password does not wait for the server of mails
            send = partial(send_later, subject, lines, address)
            transaction.on_commit(send)


def alert_of_failures(username, address, count):
    """Tells of many wrong passwords or codes. A name that is no account's is not told:
    people type passwords there."""
    known = User.objects.filter(username=username).exists()
    whom = f"tài khoản “{username}”" if known else "những tên không có"
    alert(
        "Nhiều lần đăng nhập sai",
        f"Đã {count} lần liền nhập sai mật khẩu hoặc mã, lần cuối vào {whom}, từ địa "
        f"chỉ mạng {address or 'không rõ'}. Hệ thống đang bắt đợi sau mỗi lần.",
        "Hỏi người ấy có phải họ nhập không; không phải thì đặt mật khẩu mới.",
    )


@receiver(pre_save, sender=User)
def notice_superuser(sender, instance, raw=False, **kwargs):
    if raw or not instance.is_superuser:
        return
    was = User.objects.filter(pk=instance.pk, is_superuser=True)
    if instance.pk is None or not was.exists():
        _alert_of_administrator(instance)


@receiver(m2m_changed, sender=User.groups.through)
def notice_administrator(sender, instance, action, reverse, pk_set, **kwargs):
    if action != "post_add" or not settings.ALERT_MAIL:
        return
    if reverse:
        people = User.objects.filter(pk__in=pk_set) if _is_theirs(instance) else []
    else:
        groups = Group.objects.filter(pk__in=pk_set)
        people = [instance] if any(map(_is_theirs, groups)) else []
    for person in people:
        _alert_of_administrator(person)


def _is_theirs(group):
    return group.name == ADMINISTRATOR


def _alert_of_administrator(person):
    request = getattr(HistoricalRecords.context, "request", None)
    by = f"“{request.user.get_username()}”" if request else "một lệnh trên máy chủ"
    alert(
        f"Người quản trị mới: {person.get_username()}",
        f"“{person.get_username()}” ({person}) vừa được quyền quản trị, do {by} cấp.",
        "Không phải việc đã định thì bỏ quyền ngay ở mục Người dùng.",
    )
