"""The newsroom's first page and its calendar."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR, KEEPER, REPORTER
from news.models import Article
from news.publishing import publish, return_article, send
from tests.factories.news import make_article, make_draft, make_image
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CALENDAR = reverse("admin:news_article_calendar")


def lists(client):
    """Return what each list of the desk has: {title: titles of articles}."""
    desk = client.get(reverse("admin:index")).context["desk"]
    return {
        queue.title: [line.title for line in queue.lines] for queue in desk["queues"]
    }


class TestTheLists:
    @pytest.fixture
    def people(self):
        return make_user("an", role=REPORTER), make_user("binh", role=EDITOR)

    def test_each_has_its_own(self, client, people):
        author, editor = people
        make_draft("Đang viết", created_by=author)
        make_draft("Của người khác", created_by=editor)
        sent = make_draft("Đã gửi", created_by=author)
        send(article=sent, by=author)
        returned = make_draft("Bị trả", created_by=author)
        send(article=returned, by=author)
        return_article(article=returned, by=editor, note="Thiếu ngày.")
        client.force_login(author)
        shown = lists(client)
        assert shown["Bài tôi đang viết"] == ["Đang viết"]
        assert (shown["Chờ duyệt"], shown["Bị trả lại"]) == (["Đã gửi"], ["Bị trả"])
        client.force_login(editor)
        shown = lists(client)
        assert shown["Bài tôi đang viết"] == ["Của người khác"]
        assert shown["Chờ duyệt"] == ["Đã gửi"]

    def test_a_reporter_sees_nobody_else_s_turn(self, client, people):
        author, editor = people
        send(article=make_draft("Đã gửi", created_by=editor), by=editor)
        client.force_login(author)
        assert "Chờ duyệt" not in lists(client)

    def test_what_is_to_come_to_end_and_to_mend(self, client, people):
        now = timezone.now()
        make_article("Sắp hết", expires_at=now + 2 * DAY)
        make_article("Còn lâu", expires_at=now + 20 * DAY)
        make_article("Đã cũ", published_at=now - 20 * DAY)
        image = make_image()
        publish(article=make_draft("Hẹn"), by=None, at=now + DAY)
        bare = make_article("Thiếu mô tả", published_at=now - 8 * DAY)
        bare.editions.update(html=f'<img src="/media/{image.folder}/1.jpg" alt="">')
        client.force_login(people[1])
        shown = lists(client)
        assert shown["Hẹn giờ đăng"] == ["Hẹn"]
        assert shown["Sắp hết hạn"] == ["Sắp hết"]
        assert shown["Ảnh chưa có mô tả"] == ["Thiếu mô tả"]
        assert shown["Đăng trong tuần"] == ["Còn lâu", "Sắp hết"]

    def test_a_scheduled_one_that_would_now_be_refused_is_marked(self, client, people):
        other = make_article("Bài kia")
        body = f'<p><a href="{other.get_absolute_url()}">Bài kia</a></p>'
        publish(article=make_draft("Hẹn", body=body), by=None, at=timezone.now() + DAY)
        client.force_login(people[1])
        address = reverse("admin:news_article_withdraw", args=[other.pk])
        client.post(address, {"kind": "error"})
        page = client.get(reverse("admin:index")).content.decode()
        assert f"Liên kết hỏng: {other.get_absolute_url()}" in page

    def test_empty_ones_say_what_to_do(self, client, people):
        client.force_login(people[0])
        page = client.get(reverse("admin:index")).content.decode()
        assert "Bấm “Viết bài mới” để bắt đầu." in page
        assert "Không có bài nào đang chờ đến giờ." in page

    def test_costs_the_same_however_much_there_is(
        self, client, people, django_assert_max_num_queries
    ):
        for _ in range(9):
            make_article(created_by=people[0])
            make_draft(created_by=people[0])
        client.force_login(people[0])
        with django_assert_max_num_queries(18):
            client.get(reverse("admin:index"))


class TestTheCalendar:
    def at(self, *parts):
        return timezone.make_aware(datetime(*parts))

    def test_shows_what_goes_live_and_what_expires(self, staff_client):
        publish(article=make_draft("Hẹn"), by=None, at=self.at(2098, 11, 3, 8))
        draft = make_draft("Có hạn", expires_at=self.at(2098, 11, 20, 17))
        publish(article=draft, by=None, at=self.at(2098, 11, 3, 7))
        page = staff_client.get(CALENDAR, {"thang": "2098-11"})
        days = {
            day.day: entries
            for week in page.context["weeks"]
            for day, entries in week
            if day.month == 11
        }
        assert [(e.edition.title, e.expires) for e in days[3]] == [
            ("Có hạn", False),
            ("Hẹn", False),
        ]
        assert [(e.edition.title, e.expires) for e in days[20]] == [("Có hạn", True)]
        assert "17:00 hết hạn" in page.content.decode()

    def test_months_lead_to_each_other(self, staff_client):
        links = Page(staff_client.get(CALENDAR, {"thang": "2027-01"})).links
        assert {"?thang=2026-12", "?thang=2027-02"} <= set(links)

    @pytest.mark.parametrize("month", ["2026-13", "x", "9999-01", "2026-1", "0001-01"])
    def test_no_month_is_not_found(self, staff_client, month):
        assert staff_client.get(CALENDAR, {"thang": month}).status_code == 404

    def test_is_the_newsroom_s(self, client):
        client.force_login(make_user(role=KEEPER))
        assert client.get(CALENDAR).status_code == 403
        assert not Article.objects.exists()
