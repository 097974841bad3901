"""Notices: shown from a moment until a moment, on the home page and their own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR, REPORTER
from coopsite.portal.models import Notice
from coopsite.portal.notices.lists import get_notices
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.portal import make_notice
from tests.factories.register import clock

pytestmark = pytest.mark.django_db
ADD = reverse("admin:portal_notice_add")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def send(client, **changed):
    sent = {
        "text": "Nghỉ lễ.", "link": "",
        "shown_from_0": "01/09/2026", "shown_from_1": "08:00",
        "shown_until_0": "03/09/2026", "shown_until_1": "00:00",
    }  # fmt: skip
    return client.post(ADD, sent | changed)


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=EDITOR))
    return client


def test_a_notice_stands_on_the_home_page_and_its_own(client):
    make_notice("Nghỉ lễ.", link="/tin-tuc/")
    make_notice("Họp mặt.")
    for address in ("/", "/thong-bao/"):
        page = Page(client.get(address))
        text = " ".join(e.words for e in page.all("main"))
        assert "Nghỉ lễ." in text and "Họp mặt." in text, address
    assert "Nghỉ lễ." in page.words("a", href="/tin-tuc/")


def test_without_a_notice_the_home_page_has_no_place_for_it(client):
    assert Page(client.get("/")).all("section", **{"aria-label": "Thông báo"}) == []
    assert "không có thông báo" in client.get("/thong-bao/").content.decode()


def test_more_than_three_lead_to_all(client):
    for number in range(3):
        make_notice(f"Việc {number}.")
    assert "/thong-bao/" not in Page(client.get("/")).links
    make_notice("Việc khác.")
    assert "/thong-bao/" in Page(client.get("/")).links
    assert client.get("/").content.decode().count("Việc") == 3


def test_words_of_a_notice_are_no_html(client):
    make_notice("<b>A</b> & B")
    assert "&lt;b&gt;A&lt;/b&gt; &amp; B" in client.get("/").content.decode()


@pytest.mark.usefixtures("memory")
def test_a_kept_page_takes_a_notice_down_on_time(client, settings):
    settings.PAGE_CACHE_MB = 1
    now = timezone.now()
    make_notice("Sắp tới.", shown_from=now + HOUR, shown_until=now + 2 * HOUR)
    seen = []
    for moment in (
        now,
        now + HOUR,
        now + 2 * HOUR - timedelta(seconds=1),
        now + 2 * HOUR,
    ):
        with clock(moment):
            seen.append("Sắp tới." in client.get("/").content.decode())
    assert seen == [False, True, True, False]


def test_the_newest_comes_first():
    now = timezone.now()
    make_notice("Cũ", shown_from=now - DAY)
    make_notice("Mới", shown_from=now - HOUR)
    assert [notice.text for notice in get_notices()] == ["Mới", "Cũ"]


def test_an_editor_writes_one(editor):
    assert send(editor, link="https://example.vn/a").status_code == 302
    notice = Notice.objects.get()
    assert notice.created_by == notice.updated_by
    assert notice.shown_until - notice.shown_from == timedelta(hours=40)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "a" * 301}, "text"),
        ({"shown_until_0": "", "shown_until_1": ""}, "shown_until"),
        ({"shown_until_0": "31/08/2026"}, "shown_until"),
        ({"shown_until_0": "03/09/2027"}, "shown_until"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "//evil.example/"}, "link"),
        ({"link": "/\\evil.example/"}, "link"),
        ({"link": "tin-tuc"}, "link"),
        ({"link": "/tin tuc/"}, "link"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_wrong_stands_at_its_field(editor, changed, field):
    form = send(editor, **changed).context["adminform"].form
    assert list(form.errors) == [field]
    assert not Notice.objects.exists()


def test_a_reporter_may_only_look(client):
    make_notice()
    client.force_login(make_user(role=REPORTER))
    assert send(client).status_code == 403
    assert client.get(reverse("admin:portal_notice_changelist")).status_code == 200


@pytest.mark.parametrize("days", [-1, 0, 1, 2])
def test_what_time_makes_of_it_is_told(editor, days):
    start = timezone.now() + days * DAY - HOUR
    make_notice(shown_from=start, shown_until=start + DAY)
    page = editor.get(reverse("admin:portal_notice_changelist")).content.decode()
    told = {-1: "Đã hết hạn", 0: "Đang hiện ở trang chủ"}.get(days, "Sẽ hiện")
    assert told in page
