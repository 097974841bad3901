"""A missing backup is shown at the desk and mailed, once."""

import os
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from coopsite.accounts.mail import sender
from coopsite.accounts.models import AuditEvent
from coopsite.accounts.roles import ADMINISTRATOR
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import clock

pytestmark = pytest.mark.django_db
HOURS = 3600


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def back_up(data, hours_ago):
    mark = data / "last-backup"
    mark.touch()
    os.utime(mark, times=(time.time() - hours_ago * HOURS,) * 2)


def warnings(client):
    return Page(client.get("/quan-tri/")).inside("desk-warning")


def test_where_one_is_expected_its_lack_is_shown_to_superusers(
    staff_client, settings, data
):
    assert warnings(staff_client) == []  # `make run` expects none
    settings.EXPECT_BACKUPS = True
    assert warnings(staff_client)[0].startswith("Chưa có bản sao lưu nào.")
    back_up(data, 25)
    assert warnings(staff_client) == []
    staff_client.force_login(make_user(role=ADMINISTRATOR))
    back_up(data, 27)
    assert warnings(staff_client) == []


def test_where_one_was_made_once_the_next_is_expected(staff_client, data):
    back_up(data, 27)
    assert warnings(staff_client)[0].startswith("Bản sao lưu mới nhất làm lúc ")


def test_it_is_mailed_once_until_there_is_one_again(
    settings, data, django_capture_on_commit_callbacks
):
    backend = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend}}
    settings.ALERT_MAIL = ["a@example.vn"]

    def count_mails():
        with django_capture_on_commit_callbacks(execute=True):
            call_command("check_backup")
        sender.submit(lambda: None).result(timeout=10)
        return len(mail.outbox)

    assert count_mails() == 0
    settings.EXPECT_BACKUPS = True
    assert [count_mails(), count_mails()] == [1, 1]
    assert mail.outbox[0].subject == "Thiếu bản sao lưu"
    back_up(data, -1)  # made after the mail, and watched until it is old
    assert count_mails() == 1
    assert AuditEvent.objects.get().words == "Chưa có bản sao lưu nào."


def test_the_next_one_that_is_missing_is_told_anew(settings, data):
    settings.EXPECT_BACKUPS = True
    long_ago = timezone.now() - timedelta(days=9)
    with clock(long_ago):
        call_command("check_backup")
    back_up(data, 30)
    for _ in range(2):
        call_command("check_backup")
    words = AuditEvent.objects.order_by("at").values_list("words", flat=True)
    assert [text[:12] for text in words] == ["Chưa có bản ", "Bản sao lưu "]
