"""What the desk says when an article was saved."""

import pytest
from django.urls import reverse

from coopsite.accounts.roles import EDITOR
from news.models import Article
from tests.factories.news import make_article, make_draft
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.news.test_admin import ADD, change, form
from tests.started import started_now

pytestmark = pytest.mark.django_db
LIST = reverse("admin:news_article_changelist")


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=EDITOR))
    return client


def send(client, address, button, **typed):
    """Press a button; return the page that follows, and what it says."""
    sent = form(**typed)
    for article in Article.objects.all():
        sent |= started_now(article)
    del sent["_publish"]
    page = client.post(address, sent | {button: ""}, follow=True)
    return page, Page(page).words("li", class_="success")


@pytest.mark.parametrize("button", ["_save", "_continue"])
def test_a_draft(editor, button):
    page, said = send(editor, ADD, button)
    assert said == ["Đã lưu nháp “Đại hội thành viên”."]
    address = LIST if button == "_save" else change(Article.objects.get())
    assert page.redirect_chain[-1][0] == address


def test_a_draft_again(editor):
    _, said = send(editor, change(make_draft()), "_save")
    assert said == ["Đã lưu nháp “Đại hội thành viên”."]


def test_a_live_article(editor):
    _, said = send(editor, change(make_article()), "_save")
    assert said == ["Đã lưu “Đại hội thành viên”, chưa đăng: trên trang vẫn là bản cũ."]


def test_a_publication(editor):
    page, said = send(editor, ADD, "_publish")
    assert said == ["Đã đăng – xem bài."]
    assert "/tin-tuc/dai-hoi-thanh-vien/" in Page(page).links


@pytest.mark.parametrize(
    ("button", "typed", "told"),
    [
        ("_send", {}, "Đã gửi duyệt."),
        (
            "_schedule",
            {"go_live_at_0": "31/12/2098", "go_live_at_1": "08:00"},
            "Sẽ lên trang 08:00, 31/12/2098.",
        ),
    ],
    ids=["sent", "scheduled"],
)
def test_a_verb_alone_is_said(editor, button, typed, told):
    assert send(editor, ADD, button, **typed)[1] == [told]


def test_a_version_brought_back(editor):
    article = make_draft("Đại hội thành viên")
    version = [article.pk, article.history.get().pk]
    address = reverse("admin:news_article_simple_history", args=version)
    _, said = send(editor, address, "_save")
    assert said == ["Đã lưu nháp “Đại hội thành viên”."]


def test_the_way_back_keeps_the_filter(editor):
    article = make_draft()
    kept = "?_changelist_filters=q%3Dx"
    page, _ = send(editor, change(article) + kept, "_save")
    assert page.redirect_chain[-1][0] == f"{LIST}?q=x"
