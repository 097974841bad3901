"""Who sits down at an open desk alters no permissions, takes no private data home."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.models import User
from coopsite.accounts.roles import ADMINISTRATOR, KEEPER
from tests.factories.codes import code_of
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import clock, make_cooperative

pytestmark = pytest.mark.django_db
CONFIRM = "/quan-tri/xac-nhan/"
PASSWORD = "cua-toi-rat-dai"
USERS = "/quan-tri/accounts/user/"
FILE = reverse("admin:cooperatives_cooperative_file", args=["csv"])


@pytest.fixture
def now():
    moment = timezone.now().replace(second=15, microsecond=0)
    with clock(moment):
        yield moment


@pytest.fixture
def owner(db):
    return make_user("thu", is_staff=True, is_superuser=True, password=PASSWORD)


@pytest.fixture
def desk(now, owner):
    """A desk at which the owner signed in 20 minutes ago."""
    client = Client()
    with clock(now - timedelta(minutes=20)):
        client.force_login(owner)
    return client


def is_asked(answer):
    return answer.status_code == 302 and answer.headers["Location"].startswith(CONFIRM)


@pytest.mark.parametrize(
    "address",
    [
        f"{USERS}add/",
        f"{USERS}%d/change/",
        f"{USERS}%d/password/",
        f"{USERS}%d/delete/",
        "/quan-tri/auth/group/add/",
        "/quan-tri/auth/group/%d/change/",
        "/quan-tri/auth/group/%d/delete/",
        "/quan-tri/tai-khoan/ma-xac-nhan/bat/",
        FILE,
        "/quan-tri/accounts/auditevent/tai-ve.csv",
    ],
)
def test_what_asks(desk, address):
    group, person = Group.objects.get(name=KEEPER), make_user("khac")
    address = address.replace("%d", str((group if "group" in address else person).pk))
    answer = desk.get(address)
    assert is_asked(answer)
    answer = desk.post(answer.headers["Location"], {"password": PASSWORD})
    back = answer.headers["Location"]
    assert back == address.partition("tai-ve")[0]
    assert desk.get(back).status_code == 200
    answer = desk.get(address)
    assert answer.status_code == 200
    assert b"".join(answer)  # read to its end a file is closed


@pytest.mark.usefixtures("undrawn")
def test_the_days_work_does_not(desk):
    for address in [
        "/quan-tri/",
        USERS,
        "/quan-tri/auth/group/",
        "/quan-tri/news/article/add/",
    ]:
        assert desk.get(address).status_code == 200, address


def test_the_public_s_files_do_not(desk):
    make_cooperative()
    entries = reverse("admin:cooperatives_standing_file", args=["csv"])
    for address in ("/hop-tac-xa/tai-ve.csv", entries):
        answer = desk.get(address)
        assert b"".join(answer)


@pytest.mark.usefixtures("undrawn")
def test_a_wrong_password_leads_nowhere_and_is_counted(desk):
    found = [desk.post(CONFIRM, {"password": f"x{n}"}).status_code for n in range(7)]
    assert found == [200] * 5 + [429] * 2
    assert is_asked(desk.get(f"{USERS}add/"))


def test_the_code_is_asked_for_where_there_is_one(desk, now, owner):
    with clock(now - timedelta(minutes=15)):
        client = Client()
        client.force_login(owner)
        address = "/quan-tri/tai-khoan/ma-xac-nhan/bat/"
        secret = Page(client.get(address)).words("code")[0]
        client.post(address, {"code": code_of(secret)})
    desk = Client()
    with clock(now - timedelta(minutes=20)):
        desk.force_login(owner)
    code = code_of(secret)
    for sent in ({"password": PASSWORD}, {"password": "sai", "code": code}):
        assert desk.post(CONFIRM, sent).status_code == 200
    assert is_asked(desk.get(f"{USERS}add/"))
    # With the wrong password the code was not used up.
    assert desk.post(CONFIRM, {"password": PASSWORD, "code": code}).status_code == 302
    assert desk.get(f"{USERS}add/").status_code == 200


def test_no_foreign_address_follows(desk):
    sent = {"password": PASSWORD, "next": "https://evil.example/"}
    assert desk.post(CONFIRM, sent).headers["Location"] == "/quan-tri/"


def test_an_action_on_the_list_asks_and_does_nothing(desk):
    person = make_user("khac")
    sent = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    answer = desk.post(USERS, sent)
    assert is_asked(answer)
    assert User.objects.filter(pk=person.pk).exists()
    page = desk.post(answer.headers["Location"], {"password": PASSWORD}, follow=True)
    assert "bấm lại lần nữa" in Page(page).text


def test_a_button_leads_back_to_its_page(desk):
    answer = desk.post("/quan-tri/tai-khoan/ma-xac-nhan/tat/")
    answer = desk.post(answer.headers["Location"], {"password": PASSWORD})
    assert answer.headers["Location"] == "/quan-tri/tai-khoan/"


def test_a_form_may_be_filled_in_for_a_while(desk, now, owner):
    """Opened within the quarter of an hour, saved within three."""
    sent = {"username": "moi", "usable_password": "true"}
    sent |= {"password1": "vườn rau bên sông", "password2": "vườn rau bên sông"}
    assert desk.post(f"{USERS}add/", sent).status_code == 302
    assert User.objects.filter(username="moi").exists()
    with clock(now + timedelta(minutes=26)):
        assert is_asked(desk.post(f"{USERS}add/", sent | {"username": "sau"}))
    assert not User.objects.filter(username="sau").exists()


def test_who_may_not_anyway_is_not_asked(now):
    client = Client()
    person = make_user(role=KEEPER, password=PASSWORD)
    with clock(now - timedelta(minutes=20)):
        client.force_login(person)
    client.post(CONFIRM, {"password": PASSWORD})
    assert client.get(f"{USERS}add/").status_code == 403


def test_a_stranger_is_led_to_sign_in(client, owner):
    make_user(role=ADMINISTRATOR)
    assert client.get(CONFIRM).headers["Location"].startswith("/quan-tri/login/")
    assert client.get(FILE).headers["Location"].startswith("/quan-tri/login/")
