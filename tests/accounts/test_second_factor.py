"""A password alone lets nobody in who has a second factor, and a code only once."""

import time
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.models import (
    AuditEvent,
    RecoveryCode,
    SecondFactor,
    WrongPasswords,
)
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR
from coopsite.accounts.second_factor import actions
from coopsite.accounts.second_factor.codes import (
    make_secret,
    make_seed,
    write_secret,
)
from tests.factories.codes import code_of
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import clock

pytestmark = pytest.mark.django_db
UNDRAWN = pytest.mark.usefixtures("undrawn")
LOGIN, CODE, DESK = "/quan-tri/login/", "/quan-tri/ma-xac-nhan/", "/quan-tri/"
SET_UP = "/quan-tri/tai-khoan/ma-xac-nhan/bat/"
ACCOUNT = "/quan-tri/tai-khoan/"
PASSWORD = "cua-toi-rat-dai"
OFFICE, STRANGER = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def owner(db):
    return make_user("thu", is_staff=True, is_superuser=True, password=PASSWORD)


@pytest.fixture
def now():
    """A moment that stands still, in the middle of a half minute."""
    moment = timezone.now().replace(second=15, microsecond=0)
    with clock(moment):
        yield moment


def set_up(user):
    """Turn the second factor on; return its secret and recovery codes."""
    seed = make_seed()
    secret = write_secret(make_secret(user, seed))
    return secret, actions.set_up(user=user, seed=seed, typed=code_of(secret))


def set_up_at_the_desk(user):
    """Turn it on by the page; return the same."""
    client = Client()
    client.force_login(user)
    secret = Page(client.get(SET_UP)).words("code")[0]
    answer = client.post(SET_UP, {"code": code_of(secret)})
    return secret, Page(answer).words("code")


@pytest.fixture
def secret(now, owner):
    """The secret of the owner, whose code of now was used by setting it up."""
    return set_up(owner)[0]


def give_password(client, address=STRANGER, password=PASSWORD, **sent):
    sent |= {"username": "thu", "password": password}
    return client.post(LOGIN, sent, REMOTE_ADDR=address)


def give_code(client, code, address=STRANGER, **sent):
    return client.post(CODE, {"code": code} | sent, REMOTE_ADDR=address)


def is_in(client):
    return client.get(DESK).status_code == 200


# --- setting up -----------------------------------------------------------------------


def test_the_page_shows_a_picture_and_the_secret_in_words(client, owner):
    client.force_login(owner)
    page = Page(client.get(SET_UP))
    (picture,) = page.all("img", class_="qr")
    assert picture.attributes["src"].startswith("data:image/svg+xml")
    (secret,) = page.words("code")
    assert len(secret.replace(" ", "")) == 32
    assert Page(client.get(SET_UP)).words("code") == [secret]  # until it is proved


def test_a_wrong_code_turns_nothing_on(client, owner):
    client.force_login(owner)
    secret = Page(client.get(SET_UP)).words("code")[0]
    wrong = str((int(code_of(secret)) + 500_000) % 10**6).zfill(6)
    for code in (wrong, "", "abc", "1" * 5000):
        answer = client.post(SET_UP, {"code": code})
        assert answer.status_code == 200
        assert Page(answer).inside("errorlist")
    assert not SecondFactor.objects.exists()


def test_what_the_database_keeps_is_no_secret(now, owner):
    secret, codes = set_up_at_the_desk(owner)
    factor = SecondFactor.objects.get()
    kept = [
        str(value) for row in RecoveryCode.objects.values() for value in row.values()
    ]
    kept += [str(factor.seed), str(factor.device_seed)]
    assert len(codes) == 10
    assert not {secret, secret.replace(" ", ""), *codes} & set(kept)


@UNDRAWN
def test_setting_up_asks_who_it_is_first(client, owner):
    with clock(timezone.now() - timedelta(minutes=16)):
        client.force_login(owner)
    answer = client.get(SET_UP)
    assert answer.headers["Location"].startswith("/quan-tri/xac-nhan/?next=")


def test_it_is_written_down(now, owner):
    set_up_at_the_desk(owner)
    entry = LogEntry.objects.get(user=owner)
    assert entry.get_change_message() == "Bật mã xác nhận."
    assert entry.object_id == str(owner.pk)
    event = AuditEvent.objects.get(kind="second_factor")
    assert (event.username, event.words) == ("thu", "Bật mã xác nhận.")


# --- signing in -----------------------------------------------------------------------


@UNDRAWN
def test_a_password_alone_lets_nobody_in(client, secret):
    answer = give_password(client)
    assert answer.headers["Location"].startswith(CODE)
    assert not is_in(client)
    assert not [name for name in client.cookies if name.startswith("known_device_")]


def test_password_and_code_do(client, secret):
    answer = give_password(client, next="/quan-tri/news/article/")
    answer = client.get(answer.headers["Location"])
    assert Page(answer).words("h1") == ["Nhập mã xác nhận"]
    (field,) = Page(answer).all("input", name="next")
    answer = give_code(client, code_of(secret, 1), next=field.attributes["value"])
    assert answer.headers["Location"] == "/quan-tri/news/article/"
    assert is_in(client)
    assert any(name.startswith("known_device_") for name in client.cookies)


@UNDRAWN
def test_no_foreign_address_follows_a_code(client, secret):
    give_password(client)
    answer = give_code(client, code_of(secret, 1), next="//evil.example")
    assert answer.headers["Location"] == DESK


@UNDRAWN
def test_a_code_is_typed_with_a_space(client, secret):
    give_password(client)
    code = code_of(secret, 1)
    assert give_code(client, f" {code[:3]} {code[3:]}").status_code == 302


@UNDRAWN
def test_a_clock_may_be_half_a_minute_off(now, owner):
    with clock(now - timedelta(minutes=10)):
        secret, _ = set_up(owner)
    for steps, status in ((-2, 200), (2, 200), (-1, 302), (0, 302), (1, 302)):
        client = Client()
        give_password(client)
        answer = give_code(client, code_of(secret, steps))
        assert answer.status_code == status, steps


@UNDRAWN
def test_a_code_is_used_once(secret):
    first, second = Client(), Client()
    give_password(first)
    assert give_code(first, code_of(secret, 1)).status_code == 302
    give_password(second)
    assert give_code(second, code_of(secret, 1)).status_code == 200
    assert give_code(second, code_of(secret)).status_code == 200  # before that one
    assert not is_in(second)


def test_what_is_no_code_is_told(client, secret):
    give_password(client)
    for code in ("", "abc", "１２３４５６", "123", "1234567", "0" * 9000, "x\x00y"):
        answer = give_code(client, code)
        assert answer.status_code == 200, code
        assert Page(answer).inside("errorlist"), code
        WrongPasswords.objects.all().delete()  # no pause after the fifth
    assert not is_in(client)


@UNDRAWN
def test_a_code_without_a_password_is_not_looked_at(client, secret):
    for answer in (client.get(CODE), give_code(client, code_of(secret, 1))):
        assert answer.headers["Location"] == LOGIN


@pytest.mark.parametrize("change", ["late", "password", "inactive", "no staff"])
@UNDRAWN
def test_the_first_step_does_not_last(client, now, secret, owner, change):
    give_password(client)
    if change == "password":
        owner.set_password("khac-han-roi-do")
    owner.is_active, owner.is_staff = change != "inactive", change != "no staff"
    owner.save()
    with clock(now + timedelta(minutes=11 if change == "late" else 0)):
        answer = give_code(client, code_of(secret, 1))
        assert answer.headers["Location"] == LOGIN
        assert not is_in(client)


# --- guessing -------------------------------------------------------------------------


def guess_codes(times, client, **options):
    return [give_code(client, "000000", **options).status_code for _ in range(times)]


@UNDRAWN
def test_codes_are_not_guessed_in_a_row(client, secret):
    give_password(client)
    assert guess_codes(8, client) == [200] * 5 + [429] * 3
    assert give_code(client, code_of(secret, 1)).status_code == 429


@UNDRAWN
def test_a_right_password_forgets_no_wrong_code(secret):
    found = []
    for _ in range(8):
        client = Client()
        give_password(client)
        found += guess_codes(1, client)
    assert found == [200] * 5 + [429] * 3


@UNDRAWN
def test_who_guesses_does_not_keep_the_owner_out(secret):
    device, thief = Client(), Client()
    give_password(device, OFFICE)
    assert give_code(device, code_of(secret, 1), OFFICE).status_code == 302
    device.post(reverse("admin:logout"))
    give_password(thief)
    assert guess_codes(6, thief)[-1] == 429
    with clock(timezone.now() + timedelta(minutes=1)):
        give_password(device, OFFICE)
        assert give_code(device, code_of(secret), OFFICE).status_code == 302


# --- on paper -------------------------------------------------------------------------


def test_each_recovery_code_lets_in_once(now, owner):
    _, codes = set_up(owner)
    for typed in (codes[0], codes[1].upper(), codes[2].replace("-", " ")):
        client = Client()
        give_password(client)
        assert give_code(client, typed).status_code == 302
        assert is_in(client)
        again = Client()
        give_password(again)
        assert give_code(again, typed).status_code == 200
    assert "Còn 7 mã dự phòng" in Page(client.get(ACCOUNT)).text
    assert LogEntry.objects.filter(change_message="Dùng một mã dự phòng.").count() == 3


def test_new_recovery_codes_end_the_old_ones(client, now, owner):
    _, old = set_up(owner)
    client.force_login(owner)
    new = Page(client.post("/quan-tri/tai-khoan/ma-du-phong/")).words("code")
    assert len(new) == 10
    stranger = Client()
    give_password(stranger)
    assert give_code(stranger, old[0]).status_code == 200
    assert give_code(stranger, new[0]).status_code == 302


# --- devices that are not asked -------------------------------------------------------


@pytest.fixture
def trusted(secret):
    """A device whose owner wanted to be asked for no code, signed out."""
    client = Client()
    give_password(client)
    give_code(client, code_of(secret, 1), trust="on")
    client.post(reverse("admin:logout"))
    return client


@UNDRAWN
def test_a_trusted_device_is_asked_for_the_password_alone(trusted, settings):
    assert not is_in(trusted)
    assert give_password(trusted, password="sai").status_code == 200
    assert give_password(trusted).headers["Location"] == DESK
    assert is_in(trusted)
    (name,) = [name for name in trusted.cookies if name.startswith("trusted_device_")]
    cookie = trusted.cookies[name]
    assert (cookie["path"], cookie["httponly"]) == (DESK, True)


@pytest.mark.parametrize("event", ["a month", "a password", "the button", "another"])
@UNDRAWN
def test_a_device_is_trusted_until(trusted, secret, owner, monkeypatch, event):
    if event == "a month":
        later = time.time() + 31 * 24 * 3600
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    elif event == "a password":
        owner.set_password(PASSWORD)  # the same, hashed anew
        owner.save()
    elif event == "the button":
        desk = Client()
        desk.force_login(owner)
        desk.post("/quan-tri/tai-khoan/thiet-bi/quen/")
    elif event == "another":
        call_command("reset_second_factor", "thu")
        set_up(owner)
    assert give_password(trusted).headers["Location"].startswith(CODE)


@UNDRAWN
def test_the_mark_of_one_account_is_none_of_another(trusted, now):
    other = make_user("khac", is_staff=True, password=PASSWORD)
    set_up(other)
    names = [name for name in trusted.cookies if name.startswith("trusted_device_")]
    answer = trusted.post(LOGIN, {"username": "khac", "password": PASSWORD})
    assert answer.headers["Location"].startswith(CODE)
    client = Client()
    for name in names:
        client.cookies[name] = "1"  # without a signature
    assert give_password(client).headers["Location"].startswith(CODE)


# --- ended ----------------------------------------------------------------------------


def test_one_turns_ones_own_off(client, secret, owner):
    client.force_login(owner)
    client.post("/quan-tri/tai-khoan/ma-xac-nhan/tat/")
    assert "Đang tắt" in Page(client.get(ACCOUNT)).text
    assert give_password(Client()).headers["Location"] == DESK


@UNDRAWN
def test_turning_off_asks_who_it_is(client, secret, owner, now):
    with clock(now - timedelta(hours=1)):
        client.force_login(owner)
    answer = client.post("/quan-tri/tai-khoan/ma-xac-nhan/tat/")
    assert answer.headers["Location"].startswith("/quan-tri/xac-nhan/")
    assert SecondFactor.objects.exists()


def take_from(client, *people):
    address = reverse("admin:accounts_user_changelist")
    chosen = {"_selected_action": [one.pk for one in people]}
    return client.post(address, chosen | {"action": "take_second_factor"})


@UNDRAWN
def test_an_administrator_takes_it_from_who_lost_the_telephone(client, secret, owner):
    administrator = make_user("sep", is_staff=True, is_superuser=True)
    client.force_login(administrator)
    take_from(client, owner)
    assert give_password(Client()).headers["Location"] == DESK
    entry = LogEntry.objects.get(user=administrator)
    assert entry.get_change_message() == "Bỏ mã xác nhận."


@UNDRAWN
def test_nobody_takes_it_from_who_may_more(client, secret, owner):
    client.force_login(make_user(role=ADMINISTRATOR))
    take_from(client, owner)
    assert SecondFactor.objects.filter(user=owner).exists()


@UNDRAWN
def test_the_server_lets_in_who_lost_everything(client, secret, capsys):
    call_command("reset_second_factor", "thu")
    assert "Đã bỏ mã xác nhận của thu." in capsys.readouterr().out
    assert give_password(client).headers["Location"] == DESK
    with pytest.raises(CommandError, match="khong-co"):
        call_command("reset_second_factor", "khong-co")


# --- required -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "role", "is_superuser", "is_led"),
    [
        ([], ADMINISTRATOR, True, False),
        ([ADMINISTRATOR], ADMINISTRATOR, False, True),
        ([ADMINISTRATOR], "", True, True),
        ([ADMINISTRATOR], EDITOR, False, False),
        ([EDITOR], EDITOR, False, True),
        ([EDITOR], "", True, False),
        (["*"], EDITOR, False, True),
    ],
    ids=["nobody", "group", "superuser", "others", "editors", "not named", "everybody"],
)
@UNDRAWN
def test_who_has_to_have_one_is_led_to_it(
    client, settings, names, role, is_superuser, is_led
):
    settings.SECOND_FACTOR_FOR = names
    person = make_user(role=role, is_staff=True, is_superuser=is_superuser)
    client.force_login(person)
    for address in (DESK, ACCOUNT, "/quan-tri/news/article/", "/quan-tri/phien/"):
        answer = client.get(address)
        assert (answer.headers.get("Location") == SET_UP) is is_led, address
    assert client.get(SET_UP).status_code == 200
    assert client.get("/").status_code == 200


@UNDRAWN
def test_who_has_it_set_up_works_on_and_does_not_turn_it_off(
    client, settings, secret, owner
):
    settings.SECOND_FACTOR_FOR = ["*"]
    client.force_login(owner)
    assert is_in(client)
    answer = client.post("/quan-tri/tai-khoan/ma-xac-nhan/tat/")
    assert answer.status_code == 403
    assert SecondFactor.objects.exists()
