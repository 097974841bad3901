"""The table of docs/asvs.md is whole and names tests that there are; and those of its
requirements that no other test holds."""

import json
import re
from collections import Counter
from datetime import timedelta
from math import log2

import pytest
from django.test import Client
from django.utils import timezone

from coopsite.accounts.models import User
from coopsite.accounts.roles import EDITOR
from coopsite.accounts.second_factor.codes import _LETTERS, make_recovery_codes
from coopsite.core.richtext import linked_data_block
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import clock, make_cooperative

from .test_security_page import ROOT, find_gone

LINES = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8").splitlines()
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in LINES
    if re.match(r"\| \d", line)
]
# How many requirements of levels 1 and 2 each chapter of ASVS 5.0 has; those of 10
# (OAuth) and 17 (WebRTC) are one line each.
CHAPTERS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 32, 7: 18, 8: 7, 9: 7, 10: 1, 11: 13, 12: 9,
    13: 13, 14: 9, 15: 13, 16: 16, 17: 1,
}  # fmt: skip
PASSWORD = "một câu dài có dấu cách, " * 3 + "đến 64 ký tự trở lên"


def test_every_requirement_has_its_line():
    numbers = [row[0] for row in ROWS]
    assert len(numbers) == len(set(numbers))
    assert Counter(int(n.partition(".")[0]) for n in numbers) == CHAPTERS


def test_what_is_held_names_its_test_and_all_else_a_reason():
    assert {state for _, _, state, _ in ROWS} == {"held", "n/a", "open"}
    named = [why for _, _, state, why in ROWS if state == "held"]
    assert [why for why in named if not re.fullmatch(r"`tests/\S+::\w+`", why)] == []
    assert find_gone(named) == []
    assert [number for number, *_, why in ROWS if len(why) < 10] == []


@pytest.mark.django_db
class TestAnswers:
    @pytest.mark.parametrize(
        "address",
        ["/", "/khong-co/", "/quan-tri/login/", "/tim-kiem/goi-y/?q=x", "/robots.txt",
         "/tin-tuc/feed/atom/", "/hop-tac-xa/tai-ve.csv"],
    )  # fmt: skip
    def test_each_bears_its_headers(self, client, address):
        answer = client.get(address)
        if answer.streaming:
            assert b"".join(answer)
        headers = answer.headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "base-uri 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "Access-Control-Allow-Origin" not in headers

    def test_those_of_the_desk_are_kept_nowhere(self, staff_client):
        for address in ("/quan-tri/", "/quan-tri/accounts/user/"):
            assert "no-store" in staff_client.get(address).headers["Cache-Control"]


@pytest.mark.django_db
class TestSessions:
    def sign_in(self, client):
        sent = {"username": "thu", "password": PASSWORD}
        return client.post("/quan-tri/login/?next=/quan-tri/", sent)

    @pytest.fixture
    def person(self):
        return make_user("thu", role=EDITOR, password=PASSWORD)

    def test_cookies_go_over_https_to_us_alone(self, client, person, settings):
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
        client.get("/quan-tri/login/")
        self.sign_in(client)
        session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
        assert (session["httponly"], session["secure"], token["secure"]) == (True,) * 3
        assert (session["samesite"], token["samesite"]) == ("Lax", "Lax")

    def test_a_long_password_counts_to_its_last_sign(self, client, person):
        wrong = {"username": "thu", "password": PASSWORD[:-1]}
        assert len(PASSWORD) > 64
        assert client.post("/quan-tri/login/", wrong).status_code == 200
        assert self.sign_in(client).status_code == 302

    def test_signing_in_begins_another_and_signing_out_ends_it(self, client, person):
        self.sign_in(client)
        first = client.cookies["sessionid"].value
        assert client.get("/quan-tri/logout/").status_code == 405
        client.post("/quan-tri/logout/")
        client.cookies["sessionid"] = first
        assert client.get("/quan-tri/").status_code == 302
        self.sign_in(client)
        assert client.cookies["sessionid"].value != first

    def test_one_out_of_use_is_out_at_once(self, client, person):
        self.sign_in(client)
        assert client.get("/quan-tri/").status_code == 200
        User.objects.filter(pk=person.pk).update(is_active=False)
        assert client.get("/quan-tri/").status_code == 302

    def test_a_right_that_is_taken_is_gone_at_once(self, client, person):
        self.sign_in(client)
        assert client.get("/quan-tri/news/article/").status_code == 200
        person.groups.clear()
        assert client.get("/quan-tri/news/article/").status_code == 403

    def test_a_form_of_another_site_is_refused(self, person):
        client = Client(enforce_csrf_checks=True)
        client.force_login(person)
        for address in ("/quan-tri/login/", "/quan-tri/news/article/add/"):
            assert client.post(address, {"title": "x"}).status_code == 403

    def test_a_session_ends_twelve_hours_after_its_last_save(self, client, person):
        now = timezone.now()
        self.sign_in(client)
        with clock(now + timedelta(hours=13)):
            assert client.get("/quan-tri/").status_code == 302

    def test_keys_are_too_many_to_guess(self, client, person):
        self.sign_in(client)
        key = client.cookies["sessionid"].value
        assert re.fullmatch(r"[0-9a-z]{32}", key)  # 165 bits
        for code in make_recovery_codes():
            assert log2(len(_LETTERS)) * len(code.replace("-", "")) > 40

    def test_each_page_of_the_desk_has_the_way_out(self, staff_client):
        for address in ("/quan-tri/", "/quan-tri/news/article/add/",
                        "/quan-tri/cooperatives/cooperative/",
                        "/quan-tri/accounts/user/"):  # fmt: skip
            page = Page(staff_client.get(address))
            assert page.all("form", action="/quan-tri/logout/"), address

    def test_passwords_are_hidden_and_managers_may_fill_them_in(self, client):
        page = Page(client.get("/quan-tri/login/"))
        ((_, field, _),) = page.all("input", name="password")
        assert field["type"] == "password"
        assert field["autocomplete"] == "current-password"
        assert not {name for name in field if name.startswith("on")}

    def test_refusals_are_logged_and_passwords_never(self, client, person, caplog):
        wrong = {"username": "thu", "password": "mật khẩu sai mà dài"}
        client.post("/quan-tri/login/", wrong)
        self.sign_in(client)
        assert client.get("/quan-tri/accounts/user/").status_code == 403
        assert "refused to 'thu': GET '/quan-tri/accounts/user/'" in caplog.text
        assert PASSWORD not in caplog.text
        assert wrong["password"] not in caplog.text


@pytest.mark.django_db
class TestInput:
    def test_data_of_a_page_cannot_end_its_element(self):
        block = linked_data_block({"name": "</script><script>alert(1)</script>"})
        assert block.count("<") == 2
        assert json.loads(re.search(r">(.*)<", block)[1])["name"].startswith(
            "</script>"
        )

    def test_the_last_of_two_values_counts(self, client):
        make_cooperative("Hợp tác xã Đồng Xanh")
        twice = client.get("/hop-tac-xa/?tim=khongco&tim=dong+xanh", follow=True)
        assert twice.redirect_chain == [("/hop-tac-xa/?tim=dong+xanh", 301)]
        assert "Đồng Xanh" in twice.content.decode()

    def test_a_download_bears_our_name(self, client):
        address = '/hop-tac-xa/tai-ve.csv?tim=a"%0d%0aX-Evil:1&ten=x.exe'
        answer = client.get(address, follow=True)
        assert b"".join(answer)
        named = answer.headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.csv"', named)
        assert "X-Evil" not in answer.headers
