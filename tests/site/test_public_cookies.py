"""No cookie that somebody sends changes what anybody may read, nor sets another."""

import pytest
from django.conf import settings
from django.test import Client

from cooperatives.actions import withdraw
from coopsite.accounts.roles import EDITOR
from tests.factories.cases import in_proofs
from tests.factories.news import make_article, make_clip, make_withdrawn
from tests.factories.once import written_once
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db

COOKIES = [
    {settings.SESSION_COOKIE_NAME: "x"},
    {settings.SESSION_COOKIE_NAME: ""},
    {settings.SESSION_COOKIE_NAME: "q" * 32},
    {settings.CSRF_COOKIE_NAME: "x"},
    {settings.CSRF_COOKIE_NAME: "a;,é"},
    {"messages": "no:signature"},
    {
        settings.SESSION_COOKIE_NAME: "?" * 5000,
        settings.CSRF_COOKIE_NAME: "x" * 64,
        "messages": "[]",
    },
]


@pytest.fixture
@written_once
def addresses(db, superuser):
    """One of each kind of public answer, with its status."""
    gone, clip = make_withdrawn(), make_clip()
    struck = make_cooperative()
    withdraw(by=superuser, fact=struck.entries.get(), reason="Ghi nhầm")
    hidden = make_clip(published_at=None)
    return {
        "/": 200,
        "/tin-tuc/": 200,
        make_article().get_absolute_url(): 200,
        clip.get_absolute_url(): 200,
        clip.file.url: 200,
        make_cooperative().get_absolute_url(): 200,
        "/lien-hiep/?linh_vuc=nn": 200,
        "/lien-hiep/?linh_vuc=sai": 400,
        "/hop-tac-xa/tai-ve.csv": 200,
        "/so-lieu/tai-ve.xlsx": 200,
        "/robots.txt": 200,
        "/suc-khoe/": 200,
        "/tin-tuc/?trang=1": 301,
        "/tin-tuc": 301,
        "/khong-co/": 404,
        "/media/khong-co.jpg": 404,
        "/media/clips/khong-co.mp4": 404,
        hidden.file.url: 404,
        gone.get_absolute_url(): 410,
        struck.get_absolute_url(): 410,
    }


@pytest.mark.parametrize(
    "sent", [[COOKIES[2], COOKIES[6]], in_proofs(COOKIES)], ids=["few", "all"]
)
def test_what_anybody_may_read_answers_no_cookie(addresses, sent):
    for cookies in sent:
        for address, status in addresses.items():
            client = Client()
            client.cookies.load(cookies)
            answer = client.get(address)
            answer.getvalue()
            assert answer.status_code == status, (address, cookies)
            assert not answer.cookies, (address, cookies)
            vary = answer.get("Vary", "").lower()
            assert "cookie" not in vary, (address, cookies)


def test_no_cache_keeps_the_refusal_of_a_clip_that_staff_see(client):
    clip = make_clip(published_at=None)
    assert client.get(clip.file.url)["Cache-Control"] == "no-store"
    client.force_login(make_user(role=EDITOR))
    answer = client.get(clip.file.url)
    assert answer.getvalue()
    assert answer["Cache-Control"] == "private, no-store"


def test_the_desk_still_answers_a_malformed_session(client):
    client.cookies.load({settings.SESSION_COOKIE_NAME: "x"})
    answer = client.get("/quan-tri/login/")
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0
    assert "Cookie" in answer["Vary"]
