"""A new administrator, and many failures to sign in, are told by mail."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone

from coopsite.accounts.mail import sender
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR
from tests.factories.people import make_user
from tests.factories.register import clock
from tests.started import started_now

pytestmark = pytest.mark.django_db
LOGIN = "/quan-tri/login/"


@pytest.fixture(autouse=True)
def watchers(settings):
    """Two people watch; mails go into a list."""
    backend = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend}}
    settings.ALERT_MAIL = ["a@example.vn", "b@example.vn"]


def sent():
    """Return the mails, once all of them are sent."""
    sender.submit(lambda: None).result(timeout=10)
    return mail.outbox


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def save(client, person, **fields):
    address = f"/quan-tri/accounts/user/{person.pk}/change/"
    values = {"username": person.username, "is_active": "on", "is_staff": "on"}
    return client.post(address, values | fields | started_now(person))


@pytest.mark.parametrize("way", ["superuser", "group"])
def test_a_new_administrator_is_told(staff_client, commits, way):
    person = make_user("moi", full_name="Lê Mới")
    group = Group.objects.get(name=ADMINISTRATOR)
    fields = {"is_superuser": "on"} if way == "superuser" else {"groups": [group.pk]}
    with commits():
        save(staff_client, person, **fields, full_name="Lê Mới")
    assert [one.to for one in sent()] == [["a@example.vn"], ["b@example.vn"]]
    told = mail.outbox[0]
    assert told.subject == "Người quản trị mới: moi"
    assert "“moi” (Lê Mới) vừa được quyền quản trị, do “quantri” cấp." in told.body
    with commits():
        save(staff_client, person, **fields, full_name="Lê Rất Mới")
    assert len(sent()) == 2  # they are none newly


def test_one_made_on_the_server_is_told(commits):
    with commits():
        make_user("may-chu", is_staff=True, is_superuser=True)
    assert "một lệnh trên máy chủ" in sent()[0].body


def test_one_put_into_the_group_from_its_side_is_told(commits):
    person = make_user("moi")
    with commits():
        Group.objects.get(name=ADMINISTRATOR).user_set.add(person)
    assert len(sent()) == 2


def test_other_roles_are_not(staff_client, commits):
    person = make_user("moi")
    with commits():
        save(staff_client, person, groups=[Group.objects.get(name=EDITOR).pk])
    assert sent() == []


def guess(times, username="thu", address="198.51.100.9", before=0):
    """Send so many wrong passwords, each when it may be, after those `before`."""
    start = timezone.now()
    for number in range(before, before + times):
        with clock(start + timedelta(hours=2 * number)):
            values = {"username": username, "password": f"sai-{number}"}
            assert Client().post(LOGIN, values, REMOTE_ADDR=address).status_code == 200


def test_many_failures_are_told_once(commits):
    make_user("thu", is_staff=True)
    with commits():
        guess(7)
    assert sent() == []
    with commits():
        guess(1, before=7)
    told = sent()[0]
    assert "Đã 8 lần liền" in told.body
    assert "tài khoản “thu”, từ địa chỉ mạng 198.51.100.9" in told.body
    with commits():
        guess(3, before=8)
    assert len(sent()) == 2  # one to each who watches


def test_what_is_no_account_is_not_told(commits):
    with commits():
        guess(8, username="mat-khau-go-nham")
    assert "những tên không có" in sent()[0].body
    assert "mat-khau-go-nham" not in sent()[0].body + sent()[0].subject


@pytest.mark.parametrize("lacking", ["watchers", "server"])
def test_where_nobody_watches_nothing_is_sent(settings, commits, lacking):
    if lacking == "watchers":
        settings.ALERT_MAIL = []
    else:
        backend = "django.core.mail.backends.dummy.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend}}
    with commits():
        make_user("moi", role=ADMINISTRATOR, is_superuser=True)
        guess(8)
    assert sent() == []
