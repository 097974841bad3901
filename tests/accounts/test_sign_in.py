"""Passwords are not guessed in a row, and a stranger keeps nobody out."""

from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.models import User, WrongPasswords
from coopsite.accounts.sign_in import hashing
from coopsite.accounts.sign_in.attempts import LONGEST_PAUSE
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import at, clock

pytestmark = pytest.mark.django_db
UNDRAWN = pytest.mark.usefixtures("undrawn")
LOGIN, DESK = "/quan-tri/login/", "/quan-tri/"
PASSWORD = "cua-toi-rat-dai"
OFFICE, STRANGER = "203.0.113.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def owner(db):
    return make_user("thu", is_staff=True, password=PASSWORD)


def sign_in(client, password=PASSWORD, username="thu", address=STRANGER):
    sent = {"username": username, "password": password}
    return client.post(LOGIN, sent, REMOTE_ADDR=address)


def guess(times, client=None, **options):
    """Return the status of each of so many wrong passwords in a row."""
    client = client or Client()
    return [sign_in(client, f"sai-{n}", **options).status_code for n in range(times)]


def known_device():
    """Return a client on which the owner was signed in before."""
    client = Client()
    assert sign_in(client, address=OFFICE).status_code == 302
    client.post(reverse("admin:logout"))
    return client


@UNDRAWN
def test_after_five_wrong_ones_nothing_is_looked_at():
    assert guess(9) == [200] * 5 + [429] * 4
    assert sign_in(Client()).status_code == 429


def test_a_page_says_when_to_try_again():
    with clock(at(2026, 11, 26).replace(second=20)):
        guess(5)
        answer = sign_in(Client())
    assert int(answer.headers["Retry-After"]) == 60
    assert "no-store" in answer.headers["Cache-Control"]
    page = Page(answer)
    assert page.words("h1") == ["Hãy đợi rồi thử lại"]
    assert page.words("time") == ["09:02"]  # until 09:01:20
    assert "1 phút" in answer.content.decode()


@UNDRAWN
def test_pauses_grow_to_an_hour_and_an_attempt_in_one_does_not_lengthen_it():
    now, waited = timezone.now(), []
    with clock(now):
        guess(4)
    for _ in range(8):
        with clock(now):
            assert guess(2) == [200, 429]
            waited.append(int(sign_in(Client()).headers["Retry-After"]) // 60)
        now += timedelta(minutes=waited[-1])
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60]
    assert waited[-1] == LONGEST_PAUSE
    with clock(now):
        assert sign_in(Client()).status_code == 302
        assert guess(6) == [200] * 5 + [429]


@UNDRAWN
def test_the_night_forgets():
    now = timezone.now()
    with clock(now):
        guess(5)
    with clock(now + timedelta(hours=13)):
        assert guess(6) == [200] * 5 + [429]


@UNDRAWN
def test_a_right_one_forgets_the_wrong_ones_before():
    for _ in range(4):
        assert guess(4) == [200] * 4
        assert sign_in(Client()).status_code == 302
    assert guess(6, address=OFFICE) == [200] * 5 + [429]


@UNDRAWN
def test_names_that_are_none_and_people_without_a_desk_are_counted_alike():
    make_user("nguoi-nghi", is_staff=True, is_active=False, password=PASSWORD)
    make_user("ngoai", password=PASSWORD)
    for n, name in enumerate(["khong-co", "thu ", "THU", "nguoi-nghi", "ngoai"]):
        found = guess(6, username=name, address=f"192.0.2.{n}")
        assert found == [200] * 5 + [429], name


@UNDRAWN
def test_right_passwords_of_people_without_a_desk_are_wrong_ones():
    make_user("ngoai", password=PASSWORD)
    found = [sign_in(Client(), username="ngoai").status_code for _ in range(6)]
    assert found == [200] * 5 + [429]


@UNDRAWN
def test_every_name_costs_one_look(monkeypatch):
    """So nobody learns from the time it takes which names there are."""
    people = [{}, {"is_active": False}, {"is_staff": False}, {"password": None}]
    for n, fields in enumerate(people):
        make_user(f"kia{n}", **{"is_staff": True, "password": PASSWORD} | fields)
    looks, stock = [], hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda *args: looks.append(1) or stock(*args),
    )
    for n in range(len(people) + 1):  # nobody has the last name
        looks.clear()
        assert guess(1, username=f"kia{n}") == [200]
        assert len(looks) == 1, n


@UNDRAWN
def test_many_names_from_one_address_are_counted_by_the_address():
    found = [guess(1, username=f"ten{n}")[0] for n in range(22)]
    assert found == [200] * 20 + [429] * 2
    assert guess(1, username="khac", address=OFFICE) == [200]


@UNDRAWN
def test_ones_own_account_gives_no_further_guesses_from_an_address():
    make_user("ke", is_staff=True, password=PASSWORD)
    found = []
    for n in range(22):
        found += guess(1, username=f"ten{n}")
        sign_in(Client(), username="ke")
    assert found.count(200) == 20


@UNDRAWN
def test_networks_of_one_household_are_one_address():
    found = [
        guess(1, username=f"ten{n}", address=f"2001:db8:1:2::{n:x}")[0]
        for n in range(22)
    ]
    assert found.count(429) == 2


@UNDRAWN
def test_a_header_of_the_strangers_own_makes_them_nobody_else(settings):
    settings.TRUSTED_PROXIES = 1
    client, found = Client(), []
    for n in range(22):
        sent = {"username": f"ten{n}", "password": "sai"}
        header = {"x-forwarded-for": f"10.1.1.{n}, {STRANGER}"}
        found.append(client.post(LOGIN, sent, headers=header).status_code)
    assert found.count(429) == 2


# --- known devices --------------------------------------------------------------------


@UNDRAWN
def test_a_stranger_does_not_keep_the_owner_out():
    device = known_device()
    assert guess(7)[-1] == 429
    assert guess(7, address=OFFICE)[-1] == 429
    assert sign_in(device, address=OFFICE).status_code == 302


@UNDRAWN
def test_wrong_ones_on_a_known_device_count_there_alone():
    device = known_device()
    assert guess(7, device) == [200] * 5 + [429] * 2
    assert sign_in(device).status_code == 429
    assert sign_in(Client()).status_code == 302
    assert not WrongPasswords.objects.filter(key__startswith="a", count__gt=0).exists()


@UNDRAWN
def test_a_device_is_known_to_the_account_that_was_signed_in_there():
    make_user("khac", is_staff=True, password=PASSWORD)
    device = known_device()
    assert guess(5, device, username="khac") == [200] * 5
    assert sign_in(Client(), username="khac").status_code == 429
    assert sign_in(device, username="khac").status_code == 429
    assert sign_in(device).status_code == 302


@UNDRAWN
def test_two_people_share_a_device():
    make_user("khac", is_staff=True, password=PASSWORD)
    device = known_device()
    assert sign_in(device, username="khac").status_code == 302
    guess(6)
    guess(6, username="khac")
    assert sign_in(device).status_code == 302
    assert sign_in(device, username="khac").status_code == 302


@UNDRAWN
def test_the_cookie_goes_to_the_desk_alone_and_is_no_scripts(settings):
    settings.SESSION_COOKIE_SECURE = True
    client = Client()
    answer = sign_in(client)
    known = "__Secure-known_device_"
    (name,) = [name for name in answer.cookies if name.startswith(known)]
    cookie = answer.cookies[name]
    assert (cookie["path"], cookie["httponly"], cookie["secure"]) == (DESK, True, True)
    assert cookie["max-age"] > 300 * 24 * 3600
    assert "thu" not in name + cookie.value


@UNDRAWN
def test_a_forged_cookie_makes_no_device_known():
    device = known_device()
    name = next(n for n in device.cookies if n.startswith("known_device_"))
    forger = Client()
    forger.cookies[name] = "x"
    assert guess(7, forger) == [200] * 5 + [429] * 2
    for value in ("", "a:b:c", "thu:1ab:zz"):
        forger.cookies[name] = value
        assert guess(1, forger) == [429], value
    other = make_user("khac", is_staff=True, password=PASSWORD)
    sign_in(forger, username=other.username, address=OFFICE)
    own = next(n for n in forger.cookies if n.startswith("known_device_") and n != name)
    forger.cookies[name] = forger.cookies[own].value
    assert sign_in(forger).status_code == 429


def test_who_fails_is_given_no_cookie():
    client = Client()
    guess(1, client)
    assert not [n for n in client.cookies if n.startswith("known_device_")]


# --- the old password -----------------------------------------------------------------


def change_password(client, old):
    sent = {"old_password": old, "new_password1": "moi-hoan-toan-7", "x": ""}
    address = reverse("admin:password_change")
    return client.post(address, sent | {"new_password2": "moi-hoan-toan-7"})


@UNDRAWN
def test_the_old_password_is_not_guessed_at_an_open_desk(client, owner):
    client.force_login(owner)
    found = [change_password(client, f"sai-{n}").status_code for n in range(8)]
    assert found == [200] * 5 + [429] * 3
    answer = change_password(client, PASSWORD)
    assert int(answer.headers["Retry-After"]) > 0
    assert User.objects.get(pk=owner.pk).password == owner.password
    assert client.get(DESK).status_code == 200
    assert sign_in(Client()).status_code == 302


def test_one_who_knows_it_changes_it(client, owner):
    client.force_login(owner)
    assert change_password(client, "sai").status_code == 200
    assert change_password(client, PASSWORD).status_code == 302
    assert sign_in(Client(), "moi-hoan-toan-7").status_code == 302


# --- how many at once -----------------------------------------------------------------


def test_a_full_line_is_told_and_counts_nothing():
    for _ in range(hashing.LINE):
        assert hashing._line.acquire(blocking=False)
    try:
        answer = sign_in(Client())
    finally:
        for _ in range(hashing.LINE):
            hashing._line.release()
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert Page(answer).words("h1") == ["Nhiều người đang đăng nhập"]
    assert not WrongPasswords.objects.exists()
    assert sign_in(Client()).status_code == 302


def test_one_password_at_a_time_and_a_short_line():
    """Without a database: what each of twelve at once is answered."""
    start, done = Barrier(12), Event()
    inside, most, told = [], [], []

    def look():
        start.wait(timeout=10)
        try:
            with hashing.place_to_hash():
                inside.append(1)
                most.append(len(inside))
                done.wait(timeout=10)
                inside.pop()
                told.append("looked at")
        except hashing.TooBusy:
            told.append("busy")
            if told.count("busy") == 12 - hashing.LINE:
                done.set()

    threads = [Thread(target=look) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert sorted(told) == ["busy"] * 6 + ["looked at"] * 6


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_guesses_at_once_are_counted_before_they_are_looked_at(monkeypatch):
    """SQLite lets one writer in at a time, so only PostgreSQL can cross."""
    monkeypatch.setattr(hashing, "_line", hashing.BoundedSemaphore(20))
    monkeypatch.setattr(hashing, "_hashing", hashing.BoundedSemaphore(20))
    start, found = Barrier(12), []

    def one():
        try:
            start.wait(timeout=10)
            found.extend(guess(1))
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [200] * 5 + [429] * 7
