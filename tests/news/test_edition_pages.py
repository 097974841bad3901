"""All editions of an article in their order, and the closing of one for good."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, REPORTER
from news.publishing import publish, withdraw
from tests.factories.news import make_article, make_draft, republish
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    def as_role(role):
        client.force_login(make_user(role=role))
        return client

    return as_role


def page_of(article, name="editions", *more):
    return reverse(f"admin:news_article_{name}", args=[article.pk, *more])


@written_once
def make_three():
    """Return an article with a former, a live and a waiting edition."""
    article = make_article("Tin", lead="Số CCCD 0790")
    republish(article, lead="Đã bỏ số.")
    article.lead = "Mai sau."
    publish(article=article, by=None, at=timezone.now() + timedelta(days=1))
    return article


class TestTheTimeline:
    def test_tells_all_in_order_with_the_way_to_each(self, sign_in):
        client, article = sign_in(EDITOR), make_three()
        page = Page(client.get(page_of(article)))
        waiting, live, former = page.words("h2")[1:]
        assert waiting == "Bản thứ 3: sửa nhỏ hẹn giờ"
        assert live == "Bản thứ 2: cập nhật đang trên trang"
        assert former == "Bản thứ 1: đăng lần đầu"
        assert "Điều đã đổi: Thêm điều mới." in page.words("p")
        address = article.get_absolute_url()
        ways = [address, f"{address}ban/1/", page_of(article, "edition", 3)]
        assert set(ways) <= set(page.links)
        texts = ["Đã bỏ số.", "Số CCCD 0790", "Mai sau."]
        for way, text in zip(ways, texts, strict=True):
            answer = client.get(way)
            assert answer.status_code == 200
            assert text in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert page_of(article, "close", 1) not in page.links  # not for editors
        change = reverse("admin:news_article_change", args=[article.pk])
        assert page_of(article) in Page(client.get(change)).links

    def test_of_a_withdrawn_one_are_read_at_the_desk(self, sign_in):
        client, article = sign_in(EDITOR), make_three()
        withdraw(article=article, by=None, kind="error", note="Bài sai.")
        page = Page(client.get(page_of(article)))
        assert page.words("h2")[1] == "Gỡ bài: bài có sai sót"
        assert "Lời nhắn trên trang: Bài sai." in page.words("p")
        assert client.get(f"{article.get_absolute_url()}ban/1/").status_code == 410
        way = page_of(article, "edition", 1)
        assert way in page.links
        assert "Số CCCD 0790" in client.get(way).content.decode()

    def test_of_a_draft_is_empty(self, sign_in):
        page = sign_in(REPORTER).get(page_of(make_draft()))
        assert "Bài chưa đăng lần nào" in page.content.decode()

    def test_costs_the_same_however_many(self, sign_in, django_assert_max_num_queries):
        client, article = sign_in(EDITOR), make_article(lead="0 a")
        for number in range(8):
            republish(article, lead=f"{number + 1} a")
        with django_assert_max_num_queries(9):
            client.get(page_of(article))

    def test_is_closed_to_strangers(self, client, sign_in):
        article = make_three()
        ways = [page_of(article), page_of(article, "edition", 1)]
        ways.append(page_of(article, "close", 1))
        assert [client.get(way).status_code for way in ways] == [302] * 3
        client.force_login(make_user(is_staff=True))
        assert [client.get(way).status_code for way in ways] == [403] * 3


class TestClosing:
    REASON = "Có dữ liệu cá nhân."

    def test_an_administrator_closes_one_for_good(self, sign_in):
        client, article = sign_in(ADMINISTRATOR), make_three()
        way = page_of(article, "close", 1)
        assert way in Page(client.get(page_of(article))).links
        page = " ".join(client.get(way).content.decode().split())
        assert "mất vĩnh viễn" in page
        assert "các bản đăng khác chưa đóng: bản thứ 2, 3" in page
        assert "các bản đã lưu" in page
        answer = client.post(way, {"reason": self.REASON})
        assert answer["Location"] == page_of(article)
        first = article.editions.get(number=1)
        assert (first.title, first.lead, first.body) == ("", "", "")
        shown = client.get(page_of(article))
        assert first.closed_by.username in shown.content.decode()
        timeline = Page(shown)
        assert any(self.REASON in words for words in timeline.words("p"))
        assert f"{article.get_absolute_url()}ban/1/" not in timeline.links
        assert way not in timeline.links
        gone = client.get(f"{article.get_absolute_url()}ban/1/")
        assert gone.status_code == 410 and self.REASON in gone.content.decode()
        assert client.get(page_of(article, "edition", 1)).status_code == 404

    def test_hears_why_not(self, sign_in):
        client, article = sign_in(ADMINISTRATOR), make_three()
        for number, reason, said in (
            (1, "  ", "không được để trống"),
            (1, "x" * 501, "500"),
            (2, "x", "đang hoặc sắp trên trang"),
            (3, "x", "đang hoặc sắp trên trang"),
        ):
            page = client.post(page_of(article, "close", number), {"reason": reason})
            assert page.status_code == 400, said
            assert said in page.content.decode().replace("Trường này", "")
            assert article.editions.get(number=number).lead, said

    def test_twice_is_told(self, sign_in):
        client, article = sign_in(ADMINISTRATOR), make_three()
        way = page_of(article, "close", 1)
        client.post(way, {"reason": self.REASON})
        page = client.post(way, {"reason": "Khác"})
        assert page.status_code == 400
        assert "Bản này đã đóng" in page.content.decode()
        assert article.editions.get(number=1).closed_reason == self.REASON

    @pytest.mark.usefixtures("undrawn")
    def test_an_editor_may_not(self, sign_in):
        client, article = sign_in(EDITOR), make_three()
        answer = client.post(page_of(article, "close", 1), {"reason": "x"})
        assert answer.status_code == 403
        assert article.editions.get(number=1).lead

    def test_what_is_not_there_is_not_closed(self, sign_in):
        client, article = sign_in(ADMINISTRATOR), make_three()
        assert client.get(page_of(article, "close", 9)).status_code == 404
