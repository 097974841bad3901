"""The closing of an edition takes its words out of the versions that hold them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coopsite.accounts.roles import ADMINISTRATOR
from news.models import Article
from news.publishing import close_edition, save_article
from tests.factories.news import make_article, make_image, republish
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
SECRET = "<p>Số CCCD 0790 của ông An</p>"
REASON = "Có dữ liệu cá nhân."


@pytest.fixture
def administrator(client):
    client.force_login(make_user(role=ADMINISTRATOR))
    return client


@pytest.fixture
@written_once
def article():
    """An article of three versions: one before the secret, one with, one without it."""
    article = make_article("Tin", lead="Mở.", body="<p>chung</p>" + SECRET)
    republish(article, body="<p>chung</p><p>Đã bỏ</p>")
    return article


def page_of(article, name, *more):
    return reverse(f"admin:news_article_{name}", args=[article.pk, *more])


def ticked(page):
    boxes = Page(page).all("input", type="checkbox", name="versions")
    return [int(box["value"]) for _, box, _ in boxes if "checked" in box]


def texts(article):
    return list(article.history.order_by("pk").values_list("body", flat=True))


class TestThePage:
    def test_marks_the_versions_that_hold_its_words(self, administrator, article):
        holder, other = article.history.order_by("pk")
        assert ticked(administrator.get(page_of(article, "close", 1))) == [holder.pk]
        for name in ("title", "lead"):
            assert getattr(other, name)  # what both say marks nothing

    def test_takes_the_words_of_those_marked(self, administrator, article):
        way = page_of(article, "close", 1)
        [holder] = ticked(administrator.get(way))
        sent = {"reason": REASON, "versions": [holder]}
        page = administrator.post(way, sent, follow=True)
        assert "Đã xoá lời khỏi 1 bản đã lưu" in page.content.decode()
        assert texts(article) == ["", "<p>chung</p><p>Đã bỏ</p>"]
        version = article.history.get(pk=holder)
        assert (version.title, version.lead) == ("", "")
        assert version.history_change_reason.startswith("Đăng bài; đã xoá lời ")
        assert version.history_change_reason.endswith("cùng bản thứ 1")

    def test_leaves_those_that_are_not_marked(self, administrator, article):
        before = texts(article)
        administrator.post(page_of(article, "close", 1), {"reason": REASON})
        assert article.editions.get(number=1).closed_at
        assert texts(article) == before

    def test_takes_no_version_of_another_article(self, administrator, article):
        other = make_article("Khác")
        sent = {"reason": REASON, "versions": [other.history.get().pk]}
        page = administrator.post(page_of(article, "close", 1), sent)
        assert page.status_code == 400
        assert other.history.get().title == "Khác"


class TestWhatHoldsItsWords:
    def test_is_found_by_default(self, article, superuser):
        first = article.editions.get(number=1)
        close_edition(edition=first, by=superuser, reason=REASON)
        assert texts(article) == ["", "<p>chung</p><p>Đã bỏ</p>"]

    def test_is_none_while_the_words_stand_elsewhere(self, article, superuser):
        article.body = SECRET
        save_article(article=article, by=superuser)
        close_edition(
            edition=article.editions.get(number=1), by=superuser, reason=REASON
        )
        assert texts(article)[0] == "<p>chung</p>" + SECRET

    def test_is_told_by_pictures_too(self, superuser):
        image = make_image()
        article = make_article(cover=image, cover_alt="Ảnh")
        republish(article, cover=None)
        close_edition(
            edition=article.editions.get(number=1), by=superuser, reason=REASON
        )
        first, second = article.history.order_by("pk")
        assert (first.title, first.cover_id) == ("", None)
        assert second.title
        assert not image.uses.exists()
        image.delete()


class TestAVersionWithoutWords:
    @pytest.fixture
    def version(self, article, superuser):
        first = article.editions.get(number=1)
        close_edition(edition=first, by=superuser, reason=REASON)
        return article.history.get(title="")

    def test_is_listed_with_day_and_edition(self, administrator, article, version):
        page = administrator.get(page_of(article, "history"))
        assert "cùng bản thứ 1" in page.content.decode()
        radios = Page(page).all("input", type="radio", value=str(version.pk))
        assert radios == []

    def test_is_not_brought_back_or_compared(self, administrator, article, version):
        way = page_of(article, "simple_history", version.pk)
        for answer in (
            administrator.get(way, follow=True),
            administrator.post(way, {"title": "x"}, follow=True),
        ):
            assert answer.redirect_chain[-1][0] == page_of(article, "editions")
            shown = answer.content.decode()
            assert "cùng bản thứ 1" in shown and REASON in shown
        compare = page_of(article, "compare")
        assert administrator.get(compare, {"cu": version.pk}).status_code == 404
        assert Article.objects.get().title == "Tin"


class TestTheDatabase:
    WORDS = ("title", "lead", "body", "cover_alt", "cover_caption", "cover_credit")
    BLANK = dict.fromkeys([*WORDS, "byline", "source"], "") | {"cover": None}
    MARK = {"history_change_reason": "Đăng bài; đã xoá"}

    @pytest.mark.parametrize(
        "changed",
        [
            {"lead": "khác"},
            BLANK,
            BLANK | MARK | {"lead": "khác"},
            BLANK | MARK | {"history_date": "2020-01-01T00:00Z"},
            BLANK | {"history_change_reason": "khác hẳn mà dài hơn"},
            BLANK | {"history_change_reason": None},
        ],
        ids=["words", "unmarked", "other words", "date", "other reason", "no reason"],
    )
    def test_lets_nothing_else_through(self, article, superuser, changed):
        first = article.editions.get(number=1)
        close_edition(edition=first, by=superuser, reason=REASON, versions=[])
        row = article.history.order_by("pk")[:1].get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.history.filter(pk=row.pk).update(**changed)

    def test_asks_for_a_closed_edition(self, article):
        row = article.history.order_by("pk")[:1].get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.history.filter(pk=row.pk).update(**self.BLANK, **self.MARK)
