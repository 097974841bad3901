"""What a change of a public text may be called: the form offers what it is."""

import pytest
from django.urls import reverse

from coopsite.accounts.roles import EDITOR, REPORTER
from news.publishing import close_edition, save_article
from tests.factories.news import make_article, republish
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.news.test_admin import change, form, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=EDITOR))
    return client


def save(article, **words):
    for name, value in words.items():
        setattr(article, name, value)
    save_article(article=article, by=None)


def small_of(response):
    """Return whether "Sửa nhỏ" can be chosen, and what the form says of it."""
    page = Page(response)
    [small] = [a for _, a, _ in page.all("input", type="radio", name="kind", value="")]
    [words] = [words for words in page.inside("help") if "“Sửa nhỏ”" in words]
    return "disabled" not in small, words


def ask(client, article, **typed):
    address = reverse("admin:news_article_kinds", args=[article.pk])
    return client.post(address, typed)


def test_a_larger_change_is_not_offered_as_small(editor):
    for words, why in (
        ({"title": "Tin khác"}, "vì tiêu đề đã đổi"),
        ({"body": "<p>Có 608 HTX & QTD.</p>"}, "đã đổi: 606, 608, QTD."),
        ({"byline": "KTH"}, "đã đổi: KT, KTH."),
    ):
        article = make_article("Tin", body="<p>Có 606 HTX.</p>")
        save(article, **words)
        is_offered, said = small_of(editor.get(change(article)))
        assert not is_offered, words
        assert why in said


def test_a_small_change_is(editor):
    article = make_article(lead="Họp xong, về.")
    save(article, lead="Họp xong về.")
    is_offered, said = small_of(editor.get(change(article)))
    assert is_offered
    assert said.startswith("“Sửa nhỏ” chỉ cho")


def test_words_in_the_sentence_are_no_html(editor):
    article = make_article(lead="Có 6.")
    save(article, lead="Có <b>7</b>.")
    page = editor.get(change(article)).content.decode()
    assert "&lt;b&gt;7&lt;/b" in page
    assert "đã đổi: 6, b&gt;7" in page


def test_a_refused_form_says_why_and_offers_the_others(editor):
    article = make_article("Tin", lead="Có 6 nhà.")
    page = post(editor, article, title="Tin", lead="Có 7 nhà.", _publish="")
    assert page.status_code == 400
    assert "không phải sửa nhỏ" in page.content.decode()
    is_offered, said = small_of(page)
    assert not is_offered
    assert "6, 7" in said
    assert article.editions.count() == 1


def test_a_quick_correction_goes_by_the_same_rule(editor):
    article = make_article(lead="Có 6 nhà.")
    address = reverse("admin:news_article_correct", args=[article.pk])
    shown = editor.get(address)
    assert small_of(shown)[0]
    hidden = [field for _, field, _ in Page(shown).all("input", type="hidden")]
    sent = {one["name"]: one["value"] for one in hidden if "name" in one}
    sent |= {"lead": "Có 7 nhà.", "body": article.body}
    page = editor.post(address, sent)
    assert page.status_code == 400
    is_offered, said = small_of(page)
    assert not is_offered
    assert "6, 7" in said
    assert article.editions.count() == 1


def test_it_is_told_while_somebody_types(editor):
    article = make_article("Tin", lead="Có 6 nhà.")
    assert ask(editor, article, title="Tin", lead="Có 6, nhà.").json() == {
        "is_small": True,
        "help": "“Sửa nhỏ” chỉ cho lỗi chính tả, dấu câu: đổi số, tên riêng hoặc tiêu "
        "đề thì chọn “Cập nhật” hoặc “Đính chính”.",
    }
    told = ask(editor, article, lead="Có 6 nhà.", body="<p>Ngày 5/3</p>").json()
    assert not told["is_small"]
    assert "5/3" in told["help"]
    article.refresh_from_db()
    assert article.lead == "Có 6 nhà."


@pytest.mark.parametrize("body", ["<blockquote>" * 40, "x" * 500_001])
@pytest.mark.usefixtures("undrawn")
def test_what_the_cleaner_refuses_is_not_judged(editor, body):
    assert ask(editor, make_article(), body=body).status_code == 400


def test_without_an_edition_to_compare_with_nothing_is_refused(editor):
    article = make_article(lead="Có 6 nhà.")
    republish(article, lead="Có 7 nhà.")
    republish(article, lead="Có 8 nhà.")
    for edition in article.editions.filter(live_until__isnull=False):
        close_edition(edition=edition, by=None, reason="Lý do.")
    assert not ask(editor, article, lead="Có 9 nhà.").json()["is_small"]
    draft_page = editor.get(reverse("admin:news_article_add"))
    assert 'name="kind"' not in draft_page.content.decode()


def test_who_may_not_publish_is_not_answered(client):
    client.force_login(make_user(role=REPORTER))
    assert ask(client, make_article()).status_code == 403


@pytest.mark.usefixtures("undrawn")
def test_the_server_refuses_a_kind_it_did_not_offer(editor):
    article = make_article("Đại hội thành viên", lead="Có 6 nhà.")
    for kind in ("", "minor", "first"):
        sent = form(kind=kind, lead="Có 7 nhà.")
        assert post(editor, article, **sent).status_code in (200, 400)
    assert article.editions.count() == 1
