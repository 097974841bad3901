"""The live text is corrected while a larger draft waits, and the draft takes it in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR, REPORTER
from coopsite.core.edit_conflicts.forms import VERSION
from news.admin.articles.quick_correction import CorrectionForm
from news.models import Edition
from news.models.uses import address_pictures, name_pictures
from news.publishing import correct, publish, save_article, withdraw
from tests.factories.news import make_article, make_draft, make_image, republish
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BODY = "<p>một an</p><p>Có 606 nhà</p><p>ba an</p>"
TEXTS = ("lead", "body", "byline", "source", "cover_alt", "cover_caption")


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=EDITOR))
    return client


def page_of(article):
    return reverse("admin:news_article_correct", args=[article.pk])


def hidden_in(response):
    fields = [tag[1] for tag in Page(response).all("input", type="hidden")]
    return {field["name"]: field["value"] for field in fields if "name" in field}


def words_of(live):
    words = {name: getattr(live, name) for name in TEXTS}
    return words | {"body": address_pictures(live.body)}


def form_of(client, article):
    """Return what the browser would send of the page as it is shown."""
    hidden = hidden_in(client.get(page_of(article)))
    return hidden | words_of(article.editions.public().get())


def send(client, article, **typed):
    """Send the page's form as it would be shown, with what is `typed`."""
    live = article.editions.public().get()
    form = CorrectionForm(instance=live)
    hidden = {VERSION: form.version, "edition": form.live_number}
    return client.post(page_of(article), hidden | words_of(live) | typed)


def save_draft(article, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    save_article(article=article, by=None)


def find_left_out(response):
    """Return the words of the parts of the page: (before, corrected, kept)."""
    words = Page(response).words("dd")
    return list(zip(*[iter(words)] * 3, strict=True))


class TestThePage:
    def test_shows_the_live_words_not_the_draft(self, editor):
        article = make_article(lead="Trên trang", body=BODY)
        save_draft(article, lead="Đang soạn", body="<p>Nháp</p>")
        page = editor.get(page_of(article))
        form = page.context["form"]
        assert (form["lead"].value(), form["body"].value()) == ("Trên trang", BODY)
        assert "title" not in form.fields
        assert "unsafe-inline" in page["Content-Security-Policy"]  # of the editor
        change = reverse("admin:news_article_change", args=[article.pk])
        assert page_of(article) in Page(editor.get(change)).links

    def test_corrects_the_page_and_the_draft_keeps_its_changes(self, editor):
        article = make_article("Tin", body=BODY, byline="KT")
        draft = {
            "title": "Tin mới",
            "body": BODY.replace("ba an", "BA AN") + "<p>x</p>",
        }
        save_draft(article, **draft)
        sent = {"kind": "correction", "note": "606 → 608.", "byline": "KTH"}
        answer = send(editor, article, body=BODY.replace("606", "608"), **sent)
        change = reverse("admin:news_article_change", args=[article.pk])
        assert answer["Location"] == change
        live = article.editions.public().get()
        assert (live.number, live.kind, live.note) == (2, "correction", "606 → 608.")
        assert (live.title, live.byline) == ("Tin", "KTH")
        assert live.body == BODY.replace("606", "608")
        assert live.html == live.body
        article.refresh_from_db()
        assert article.title == "Tin mới"
        assert article.body == draft["body"].replace("606", "608")
        assert article.byline == "KTH"
        version = article.history.first()
        assert version.history_change_reason == "Sửa nhanh"
        assert version.history_user == live.published_by == article.updated_by
        first = article.editions.get(number=1)
        assert first.live_until == live.live_from

    def test_tells_what_the_draft_did_not_take(self, editor):
        article = make_article(body=BODY, lead="Tin cũ.")
        draft = {"body": BODY.replace("606", "607"), "lead": "Tin nháp."}
        save_draft(article, **draft)
        sent = {"kind": "correction", "note": "608.", "lead": "Tin mới."}
        fixed = BODY.replace("606", "608").replace("một an", "một ân")
        page = send(editor, article, body=fixed, **sent)
        assert page.status_code == 200
        assert find_left_out(page) == [
            ("Tin cũ.", "Tin mới.", "Tin nháp."),
            ("Có 606 nhà", "Có 608 nhà", "Có 607 nhà"),
        ]
        article.refresh_from_db()
        assert article.body == draft["body"].replace("một an", "một ân")
        assert article.lead == "Tin nháp."
        assert article.editions.public().get().body == fixed
        [version] = article.history.all()[:1]
        assert version.history_change_reason == "Sửa nhanh, chưa nhận 2 chỗ"

    def test_a_figure_asks_for_a_note(self, editor):
        article = make_article(body=BODY)
        page = send(editor, article, body=BODY.replace("606", "608"))
        assert page.status_code == 400
        assert "không phải sửa nhỏ" in page.content.decode()
        assert "608" in page.context["form"]["body"].value()
        assert article.editions.count() == 1
        answer = send(editor, article, body=BODY.replace("ba an", "ba, an"))
        assert answer.status_code == 302
        assert article.editions.public().get().kind == "minor"

    def test_nothing_corrected_makes_no_edition(self, editor):
        article = make_article(body=BODY)
        for body in (BODY, BODY.replace("</p><p>", "</p>\r\n\r\n<p>")):
            page = send(editor, article, body=body)
            assert page.status_code == 400, body
            assert "Chưa có gì thay đổi" in page.content.decode(), body
        assert article.editions.count() == 1
        assert article.history.count() == 1

    def test_hears_what_is_wrong(self, editor):
        article = make_article(cover=make_image(), cover_alt="Lúa")
        for name, value, said in (
            ("lead", "x" * 1001, "1000"),
            ("body", "<blockquote>" * 40, "lớp thẻ"),
            ("body", "<p> </p>", "chưa có nội dung"),
            ("cover_alt", "", "Hãy tả ảnh"),
        ):
            page = send(editor, article, **{name: value})
            assert page.status_code == 400, said
            assert said in page.content.decode()
        assert article.editions.count() == 1

    def test_without_a_cover_asks_for_no_words_about_one(self, editor):
        article = make_article()
        form = editor.get(page_of(article)).context["form"]
        assert "cover_alt" not in form.fields


def test_words_beside_the_text_leave_its_pictures_where_they_are():
    image = make_image()
    picture = f'<img src="{image.body_url}" alt="Lúa">'
    article = make_article(body=f"<p>Một.</p>{picture}")
    live = article.editions.public().get()
    done = correct(
        edition=live, by=None, words={"byline": "LM"}, kind="update", note="K"
    )
    assert done.edition.body == live.body
    assert list(done.edition.image_uses.values_list("image", flat=True)) == [image.pk]


class TestTwoAtOnce:
    def test_another_edition_meanwhile_stops_it_and_is_shown(self, editor):
        article = make_article(body=BODY, lead="Cũ.")
        sent = form_of(editor, article) | {"body": BODY.replace("một", "Một")}
        republish(article, body=BODY.replace("606", "610"), lead="Mới.")
        page = editor.post(page_of(article), sent)
        assert page.status_code == 409
        words = page.content.decode()
        assert "Có 610 nhà" in words and "Một an" in words
        form = page.context["form"]
        assert form["body"].value() == sent["body"].replace("606", "610")
        assert form["lead"].value() == "Mới."  # which only the other changed
        assert article.editions.count() == 2

    def test_another_title_stops_it_too(self, editor):
        article = make_article(body=BODY)
        sent = form_of(editor, article) | {"body": BODY.replace("một", "Một")}
        republish(article, title="Khác")
        page = editor.post(page_of(article), sent)
        assert page.status_code == 409
        assert "bản khác đã lên trang" in page.content.decode()
        again = sent | hidden_in(page)
        assert editor.post(page_of(article), again).status_code == 302
        live = article.editions.public().get()
        assert (live.title, live.body) == ("Khác", sent["body"])

    def test_sent_twice_is_published_once(self, editor):
        article = make_article(body=BODY)
        sent = form_of(editor, article) | {"body": BODY.replace("một", "Một")}
        assert editor.post(page_of(article), sent).status_code == 302
        assert editor.post(page_of(article), sent).status_code == 409
        assert article.editions.count() == 2

    def test_a_withdrawn_one_keeps_what_was_typed(self, editor):
        article = make_article(body=BODY)
        sent = form_of(editor, article) | {"lead": "Điều vừa gõ"}
        withdraw(article=article, by=None)
        page = editor.post(page_of(article), sent)
        assert page.status_code == 409
        assert "không còn trên trang" in page.content.decode()
        assert page.context["form"]["lead"].value() == "Điều vừa gõ"
        assert not article.is_public()
        assert editor.get(page_of(article)).status_code == 302

    def test_an_action_on_a_former_edition_is_refused(self):
        article = make_article(body=BODY)
        first = article.editions.get()
        republish(article, lead="mới")
        with pytest.raises(ValidationError, match="không còn trên trang"):
            correct(edition=first, by=None, words={"lead": "x"})
        with pytest.raises(ValueError, match="title"):
            correct(edition=first, by=None, words={"title": "x"})


class TestTheEditionToCome:
    def schedule(self, article, **changed):
        for name, value in changed.items():
            setattr(article, name, value)
        at = timezone.now() + DAY
        told = {"kind": "update", "note": "Thêm."}
        return publish(article=article, by=None, at=at, **told)

    def test_takes_the_correction_in(self, editor):
        article = make_article(body=BODY, expires_at=timezone.now() + 9 * DAY)
        waiting = self.schedule(article, body=BODY + "<p>Thêm 5</p>")
        sent = {"kind": "correction", "note": "608."}
        send(editor, article, body=BODY.replace("606", "608"), **sent)
        numbers = article.editions.order_by("live_from").values_list("number", "kind")
        assert [*numbers] == [(1, "first"), (2, "correction"), (3, "update")]
        after = article.editions.waiting().get()
        assert after.body == BODY.replace("606", "608") + "<p>Thêm 5</p>"
        assert after.html == after.body
        assert (after.live_from, after.live_until, after.note) == (
            waiting.live_from,
            article.expires_at,
            "Thêm.",
        )
        assert article.editions.public().get().live_until == after.live_from

    def test_keeps_its_own_words_and_that_is_told(self, editor):
        article = make_article(body=BODY)
        self.schedule(article, body=BODY.replace("606", "620"))
        save_draft(article, body=BODY)
        sent = {"kind": "correction", "note": "608."}
        page = send(editor, article, body=BODY.replace("606", "608"), **sent)
        assert find_left_out(page) == [("Có 606 nhà", "Có 608 nhà", "Có 620 nhà")]
        assert "Bản hẹn giờ: 1 chỗ" in page.content.decode()
        article.refresh_from_db()
        assert article.body == BODY.replace("606", "608")
        assert "620" in article.editions.waiting().get().body

    def test_which_said_the_same_is_none_any_more(self, editor):
        ends = timezone.now() + 9 * DAY
        article = make_article(body=BODY, expires_at=ends)
        fixed = BODY.replace("606", "608")
        self.schedule(article, body=fixed)
        sent = {"kind": "correction", "note": "608."}
        assert send(editor, article, body=fixed, **sent).status_code == 302
        assert not article.editions.waiting().exists()
        assert article.editions.public().get().live_until == ends

    @pytest.mark.parametrize("door", ["correction", "publication"])
    def test_a_small_one_does_not_undo_it_in_silence(self, editor, door):
        article = make_article(body=BODY)
        small = BODY.replace("606 nhà", "606 nha")
        article.body = small
        publish(article=article, by=None, at=timezone.now() + DAY)
        sent = {"kind": "correction", "note": "608."}
        fixed = BODY.replace("606", "608")
        if door == "correction":
            page = send(editor, article, body=fixed, **sent)
            assert page.status_code == 400
            assert "Hãy huỷ hẹn giờ trước" in page.content.decode()
        else:
            article.body = fixed
            with pytest.raises(ValidationError, match="Hãy huỷ hẹn giờ trước"):
                publish(article=article, by=None, **sent)
        assert article.editions.public().get().body == BODY
        assert article.editions.waiting().get().body == small


class TestPictures:
    def test_come_and_go_by_their_names(self, editor):
        image = make_image()
        picture = f'<p><img src="{image.body_url}" alt="Lúa"></p>'
        article = make_article(body=f"<p>một an</p>{picture}")
        shown = editor.get(page_of(article)).context["form"]["body"].value()
        assert shown == article.body
        assert send(editor, article, body=shown).status_code == 400  # unchanged
        # The draft has another size of the same picture, which is no other picture.
        other = article.body.replace(image.body_url, f"/media/{image.folder}/goc.jpg")
        save_draft(article, body=other + "<p>nháp</p>")
        send(editor, article, body=shown.replace("một an", "một, an"))
        live = article.editions.public().get()
        named = picture.replace(image.body_url, f"anh:{image.pk}")
        assert live.body == f"<p>một, an</p>{named}"
        assert ".avif" in live.html
        article.refresh_from_db()
        assert name_pictures(article.body) == f"{live.body}<p>nháp</p>"
        assert "anh:" not in article.body

    def test_names_and_addresses_are_one(self):
        image = make_image()
        named = f'<p><img alt="a" src="anh:{image.pk}"><img src="anh:99999" alt=""></p>'
        addressed = address_pictures(named)
        assert f'src="{image.body_url}"' in addressed and "anh:99999" in addressed
        assert name_pictures(addressed) == named

    @pytest.mark.parametrize("has_other", [True, False])
    def test_words_about_one_picture_are_not_put_under_another(self, editor, has_other):
        article = make_article(cover=make_image(), cover_alt="Luá", cover_caption="A")
        if has_other:
            save_draft(article, cover=make_image())
        page = send(editor, article, cover_alt="Lúa")
        article.refresh_from_db()
        assert article.editions.public().get().cover_alt == "Lúa"
        if has_other:
            assert find_left_out(page) == [("Luá", "Lúa", "Luá")]
            assert article.cover_alt == "Luá"
        else:
            assert article.cover_alt == "Lúa"


class TestWhoMay:
    def test_only_who_may_publish(self, client):
        article = make_article(body=BODY)
        client.force_login(make_user(role=REPORTER))
        assert client.get(page_of(article)).status_code == 403
        assert client.post(page_of(article), {"lead": "x"}).status_code == 403
        assert client.get(page_of(make_draft())).status_code == 403

    def test_a_draft_has_nothing_to_correct(self, editor):
        draft = make_draft()
        answer = editor.get(page_of(draft), follow=True)
        assert "không có bản nào đang trên trang" in answer.content.decode()

    def test_a_request_without_its_version_is_stopped(self, editor):
        article = make_article(body=BODY)
        page = editor.post(page_of(article), {"body": "<p>khác</p>", "lead": "x"})
        assert page.status_code == 409
        assert Edition.objects.count() == 1
