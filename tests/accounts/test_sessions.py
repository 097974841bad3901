"""Sessions are seen by their owner, and end: by hand, by a pause, by a new password."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.models import DeskSession
from coopsite.accounts.sessions.devices import describe_agent
from tests.factories.codes import code_of
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import clock

pytestmark = pytest.mark.django_db
LOGIN, DESK, ACCOUNT = "/quan-tri/login/", "/quan-tri/", "/quan-tri/tai-khoan/"
OTHERS = "/quan-tri/tai-khoan/phien/ket-thuc-noi-khac/"
PASSWORD = "cua-toi-rat-dai"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def owner(db):
    return make_user("thu", is_staff=True, is_superuser=True, password=PASSWORD)


def sign_in(agent=EDGE, address="203.0.113.7", username="thu"):
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent})
    sent = {"username": username, "password": PASSWORD}
    assert client.post(LOGIN, sent).status_code == 302
    return client


def is_in(client):
    return client.get(DESK).status_code == 200


def rows_on(client):
    """Return the rows of the table of sessions."""
    return Page(client.get(ACCOUNT)).inside("session")


def test_everybody_sees_where_they_are_signed_in(owner):
    here, _ = sign_in(), sign_in(PHONE, "198.51.100.9")
    make_user("khac", is_staff=True, password=PASSWORD)
    sign_in(username="khac")
    mine, other = rows_on(here)
    assert mine.startswith("Edge trên Windows 203.0.113.7")
    assert mine.endswith("Máy này")
    assert other.startswith("Safari trên iPhone 198.51.100.9")
    assert other.endswith("Kết thúc")


def test_one_session_is_ended_from_another_place(owner):
    here, there = sign_in(), sign_in(PHONE)
    row = DeskSession.objects.get(agent=PHONE)
    here.post(f"/quan-tri/tai-khoan/phien/{row.pk}/ket-thuc/")
    assert is_in(here)
    assert not is_in(there)
    assert len(rows_on(here)) == 1


def test_all_others_are_ended_at_once(owner):
    here, others = sign_in(), [sign_in(PHONE) for _ in range(3)]
    page = Page(here.post(OTHERS, follow=True))
    assert "Đã kết thúc 3 phiên ở nơi khác." in page.text
    assert is_in(here)
    assert not any(is_in(client) for client in others)


def test_nobody_ends_anothers(owner):
    make_user("khac", is_staff=True, password=PASSWORD)
    here, stranger = sign_in(), sign_in(username="khac")
    row = DeskSession.objects.get(user=owner)
    stranger.post(f"/quan-tri/tai-khoan/phien/{row.pk}/ket-thuc/")
    stranger.post(OTHERS)
    assert is_in(here)


def test_a_session_is_not_ended_by_an_address_alone(owner):
    here = sign_in()
    assert here.get(OTHERS).status_code == 405
    assert is_in(here)


def test_a_cookie_of_a_session_that_was_ended_opens_nothing(owner):
    here = sign_in()
    kept = here.cookies["sessionid"].value
    here.post(reverse("admin:logout"))
    assert not DeskSession.objects.exists()
    here.cookies["sessionid"] = kept
    assert not is_in(here)


def test_a_pause_ends_it_and_says_so(owner, settings):
    settings.IDLE_MINUTES = 30
    now = timezone.now()
    with clock(now):
        here = sign_in()
    with clock(now + timedelta(minutes=29)):
        assert is_in(here)
    with clock(now + timedelta(minutes=58)):
        assert is_in(here)
    with clock(now + timedelta(minutes=89)):
        page = Page(here.get(DESK, follow=True))
        assert page.words("h1") == ["Đăng nhập"]
        assert "quá 30 phút không thao tác" in page.text


def test_a_page_left_open_is_no_use_of_it_but_typing_is(owner, settings):
    settings.IDLE_MINUTES = 30
    now = timezone.now()
    address = reverse("admin:news_article_add")
    with clock(now):
        here = sign_in()
        form = Page(here.get(address)).all("input", name="_form_token")
        token = form[0].attributes["value"]
        keep = Page(here.get(address)).all("section", id="autosave")
        keep = keep[0].attributes["data-address"]

    def tell(minutes, fields):
        sent = {"form": token, "fields": fields, "name": ""}
        with clock(now + timedelta(minutes=minutes)):
            return here.post(keep, sent, "application/json").status_code

    assert tell(20, {"title": ["Đang gõ"]}) == 200
    assert tell(45, None) == 200
    assert tell(51, None) == 302  # 31 minutes after the last letter


def test_a_new_password_ends_the_others_and_keeps_this_one(owner):
    here, there = sign_in(), sign_in(PHONE)
    sent = {"old_password": PASSWORD, "new_password1": "moi-hoan-toan-7"}
    sent["new_password2"] = sent["new_password1"]
    assert here.post(reverse("admin:password_change"), sent).status_code == 302
    assert not is_in(there)
    assert is_in(here)
    assert len(rows_on(here)) == 1


def test_setting_up_a_second_factor_ends_the_others(owner):
    here, there = sign_in(), sign_in(PHONE)
    address = "/quan-tri/tai-khoan/ma-xac-nhan/bat/"
    secret = Page(here.get(address)).words("code")[0]
    here.post(address, {"code": code_of(secret)})
    assert is_in(here)
    assert not is_in(there)


def test_rows_of_sessions_that_ended_by_themselves_go(owner):
    with clock(timezone.now() - timedelta(days=1)):
        sign_in()
    sign_in()
    assert DeskSession.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (EDGE, "Edge trên Windows"),
        (PHONE, "Safari trên iPhone"),
        (f"{EDGE} coc_coc_browser/140", "Cốc Cốc trên Windows"),
        ("curl/8.5", "Trình duyệt khác"),
        ("", "Trình duyệt khác"),
    ],
    ids=["edge", "iphone", "coc coc", "curl", "nothing"],
)
def test_a_device_is_told_in_words(agent, words):
    assert describe_agent(agent) == words


@pytest.mark.parametrize("agent", ["x" * 5000, "a\x00b", "<script>x</script>"])
def test_any_name_of_a_browser_is_taken(owner, agent):
    here = sign_in(agent)
    assert len(rows_on(here)) == 1
    assert "<script>x" not in here.get(ACCOUNT).content.decode()
