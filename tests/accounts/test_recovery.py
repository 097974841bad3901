"""A forgotten password is set anew by mail, and nobody learns who has an account."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client

from coopsite.accounts.mail import sender
from coopsite.accounts.models import AuditEvent
from tests.factories.codes import code_of
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
FORGOTTEN, LOGIN = "/quan-tri/quen-mat-khau/", "/quan-tri/login/"
NEW = "vườn rau bên sông"


@pytest.fixture
def owner(db):
    return make_user("thu", is_staff=True, email="thu@example.vn", password="cu-roi-do")


@pytest.fixture(autouse=True)
def mails(settings):
    """Mails are sent, into a list."""
    backend = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend}}


def ask(email="thu@example.vn", client=None, **options):
    answer = (client or Client()).post(FORGOTTEN, {"email": email}, **options)
    sender.submit(lambda: None).result(timeout=10)  # until what was before is sent
    return answer


def link():
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def open_link(client):
    return client.get(link(), follow=True)


def set_password(client, password=NEW):
    sent = {"new_password1": password, "new_password2": password}
    return client.post(open_link(client).request["PATH_INFO"], sent, follow=True)


def may_sign_in(password):
    sent = {"username": "thu", "password": password}
    return Client().post(LOGIN, sent).status_code == 302


def test_from_the_sign_in_page_to_the_new_password(client, owner):
    assert FORGOTTEN in Page(client.get(LOGIN)).links
    assert Page(client.get(FORGOTTEN)).words("h1") == ["Quên mật khẩu"]
    assert ask().headers["Location"] == f"{FORGOTTEN}da-gui/"
    (sent,) = mail.outbox
    assert sent.to == ["thu@example.vn"]
    assert "“thu”" in sent.body
    page = Page(set_password(client))
    assert page.words("h1") == ["Đã đặt mật khẩu mới"]
    assert may_sign_in(NEW)
    assert not may_sign_in("cu-roi-do")
    entry = LogEntry.objects.get(user=owner)
    assert entry.get_change_message() == "Đặt lại mật khẩu qua thư."
    events = AuditEvent.objects.filter(kind__in=["recovery", "password"])
    assert list(events.order_by("id").values_list("username", "words")) == [
        ("thu", "Xin đặt lại mật khẩu qua thư"),
        ("thu", "Đặt mật khẩu mới qua thư"),
    ]


def test_the_link_names_the_portal_s_own_address(owner, settings):
    ask(headers={"host": "localhost"})
    assert settings.SITE_ADDRESS in mail.outbox[0].body
    assert (
        "localhost" not in mail.outbox[0].body or "localhost" in settings.SITE_ADDRESS
    )


def test_a_link_is_good_once_and_for_an_hour(client, owner, monkeypatch):
    ask()
    set_password(client)
    page = Page(open_link(Client()))
    assert "Liên kết này đã dùng rồi" in page.text
    ask()
    later = datetime.now() + timedelta(minutes=61)
    tokens = "django.contrib.auth.tokens.PasswordResetTokenGenerator._now"
    monkeypatch.setattr(tokens, lambda self: later)
    assert "quá một giờ" in Page(open_link(Client())).text


@pytest.mark.parametrize(
    "fields",
    [None, {"is_staff": False}, {"is_active": False}, {"password": None}],
    ids=["nobody", "no staff", "out of use", "no password"],
)
def test_every_address_is_answered_alike(owner, fields):
    if fields is not None:
        values = {"is_staff": True, "password": "cu-roi-do"} | fields
        make_user("kia", email="kia@example.vn", **values)
    known, unknown = ask(), ask("kia@example.vn")
    assert unknown.status_code == known.status_code
    assert unknown.headers["Location"] == known.headers["Location"]
    assert [sent.to for sent in mail.outbox] == [["thu@example.vn"]]


def test_a_mailbox_is_not_filled(owner):
    found = [
        ask(email).status_code for email in ["thu@example.vn", "THU@example.vn"] * 3
    ]
    assert found == [302] * 3 + [429] * 3
    assert len(mail.outbox) == 3


def test_addresses_are_not_tried_in_a_row(owner):
    found = [ask(f"ten{n}@example.vn").status_code for n in range(13)]
    assert found == [302] * 10 + [429] * 3


def test_a_weak_password_is_refused(client, owner):
    ask()
    page = Page(set_password(client, "matkhau123456"))
    assert "dễ đoán" in page.text
    assert may_sign_in("cu-roi-do")


def test_a_new_password_is_no_way_around_the_code(client, owner):
    desk = Client()
    desk.force_login(owner)
    address = "/quan-tri/tai-khoan/ma-xac-nhan/bat/"
    secret = Page(desk.get(address)).words("code")[0]
    desk.post(address, {"code": code_of(secret)})
    ask()
    set_password(client)
    assert client.get("/quan-tri/").status_code == 302
    answer = client.post(LOGIN, {"username": "thu", "password": NEW})
    assert answer.headers["Location"].startswith("/quan-tri/ma-xac-nhan/")
    assert desk.get("/quan-tri/").status_code == 302  # the old session is over


def test_where_no_mail_is_sent_it_says_whom_to_ask(client, owner, settings):
    backend = "django.core.mail.backends.dummy.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend}}
    page = Page(client.get(FORGOTTEN))
    assert "Hãy nhờ người quản trị" in page.text
    assert not page.all("input", name="email")
    assert ask().status_code == 200


@pytest.mark.parametrize(
    "link",
    ["x/y/", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5/c-1/", "AA/set-password/", "%00/x/"],
)
def test_a_link_that_is_none_is_told(client, link):
    answer = client.get(f"{FORGOTTEN}{link}")
    assert answer.status_code == 200
    assert "Xin liên kết khác" in Page(answer).text


@pytest.mark.parametrize(
    "email", ["", "x", "a@b@c", "x" * 5000 + "@a.vn", "a\x00@b.vn"]
)
def test_what_is_no_address_is_told(client, email):
    answer = client.post(FORGOTTEN, {"email": email})
    assert answer.status_code == 200
    assert Page(answer).inside("errorlist")
