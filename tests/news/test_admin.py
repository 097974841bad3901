"""Posting in the admin: what staff may do, and what bad input gets."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR, REPORTER
from news.models import Article, Image, VideoClip
from tests.factories.news import (
    first_section,
    make_article,
    make_draft,
    make_image,
    make_picture,
    make_withdrawn,
)
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.started import started_now

pytestmark = pytest.mark.django_db
ADD = reverse("admin:news_article_add")
UPLOAD = reverse("admin:news_image_upload")
ADD_CLIP = reverse("admin:news_videoclip_add")


def change(article):
    return reverse("admin:news_article_change", args=[article.pk])


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=EDITOR))
    return client


@pytest.fixture
def reporter(client):
    client.force_login(make_user(role=REPORTER))
    return client


def form(**fields):
    """Return what the browser sends for a report that may go live."""
    sent = {
        "title": "Đại hội thành viên",
        "section": first_section().pk,
        "lead": "Sáng nay.",
        "body": "<p>Đại hội đã diễn ra.</p>",
        "_publish": "",
    }
    return sent | fields


def post(client, article, **fields):
    """Send the form of `article` as a browser would, with `fields` in it."""
    base = form()
    base.pop("_publish")
    sent = base | fields | started_now(article)
    return client.post(change(article), sent)


def first_button(page):
    """Return the name of the first button of a form that saves."""
    names = [field.get("name") for _, field, _ in page.all("input", type="submit")]
    own = [n for n in names if n in ("_save", "_publish", "_schedule")]
    return own[0]


class TestAnEditor:
    @pytest.mark.usefixtures("undrawn")
    def test_is_told_of_an_address_of_another_article(self, editor):
        make_draft("Đại hội", slug="dai-hoi")
        page = editor.post(ADD, form(slug="dai-hoi"))
        assert page.context["adminform"].form.errors["slug"] == [
            "Địa chỉ này đã dùng cho bài khác."
        ]

    def test_makes_nothing_public_by_the_enter_key(self, editor):
        """A browser sends the form as by its first button."""
        for page in (change(make_draft()), change(make_article())):
            assert first_button(Page(editor.get(page))) == "_save"

    def test_is_offered_a_form_for_a_new_report(self, editor):
        """One way to choose a cover, no button that deletes the section, and nothing
        that publishes by the enter key."""
        answer = editor.get(ADD)
        page = Page(answer)
        assert first_button(page) == "_save"
        assert page.all("input", type="file") == []
        assert "Chọn hoặc tải ảnh lên…" in page.words("button")
        assert "add_id_section" in answer.content.decode()
        assert "delete_id_section" not in answer.content.decode()

    def test_posts_a_report_in_one_form(self, editor):
        cover = make_image().pk
        sent = form(cover=cover, cover_alt="Toàn cảnh", cover_caption="Hội trường")
        assert editor.post(ADD, sent).status_code == 302
        article = Article.objects.get()
        assert article.is_public()
        assert article.cover is not None
        assert article.created_by == article.updated_by
        assert article.slug == "dai-hoi-thanh-vien"
        assert article.history.count() == 1
        page = editor.get(article.get_absolute_url()).content.decode()
        assert "Đại hội đã diễn ra." in page
        assert "Hội trường" in page

    def test_saves_without_publishing_and_publishes_with_a_word(self, editor):
        editor.post(ADD, form(expires_at_0="31/12/2099", expires_at_1="08:00"))
        article = Article.objects.get()
        first = article.editions.get()
        assert (first.kind, first.lead) == ("first", "Sáng nay.")
        assert first.live_until == article.expires_at
        save = form(lead="Chiều nay 5/3.")
        save.pop("_publish")
        assert post(editor, article, **save).status_code == 302
        assert article.editions.get() == first  # nothing public has changed
        page = post(editor, article, lead="Chiều nay 5/3.", _publish="")
        assert page.status_code == 400
        assert "không phải sửa nhỏ" in page.content.decode()
        sent = {"lead": "Chiều nay 5/3.", "kind": "update", "note": "Ghi rõ ngày."}
        answer = post(editor, article, **sent, _publish="")
        assert answer["Location"] == change(article)
        second = article.editions.first()
        assert (second.number, second.kind, second.note) == (
            2,
            "update",
            "Ghi rõ ngày.",
        )
        versions = article.history.order_by("pk")
        whys = [version.history_change_reason for version in versions]
        assert whys == ["Đăng bài", None, "Đăng bài"]
        assert {version.history_user for version in versions} == {article.created_by}

    def test_schedules_and_cancels(self, editor):
        moment = {"go_live_at_0": "31/12/2098", "go_live_at_1": "08:00"}
        sent = form(**moment, _schedule="")
        sent.pop("_publish")
        assert editor.post(ADD, sent).status_code == 302
        article = Article.objects.get()
        assert not article.is_public()
        assert article.editions.get().live_from == article.first_published_at
        page = editor.get(change(article)).content.decode()
        assert "lên trang 08:00, 31/12/2098" in page
        cancel = reverse("admin:news_article_cancel", args=[article.pk])
        assert editor.get(cancel).status_code == 405
        assert editor.post(cancel)["Location"] == change(article)
        article.refresh_from_db()
        assert (article.editions.count(), article.first_published_at) == (0, None)

    @pytest.mark.usefixtures("undrawn")
    def test_is_asked_for_the_moment(self, editor):
        sent = form(_schedule="")
        sent.pop("_publish")
        page = editor.post(ADD, sent)
        assert "go_live_at" in page.context["adminform"].form.errors
        assert not Article.objects.exists()

    def test_withdraws_with_a_reason_and_a_word(self, editor):
        article = make_article()
        address = reverse("admin:news_article_withdraw", args=[article.pk])
        assert editor.post(address, {"kind": ""}).status_code == 400
        sent = {"kind": "error", "note": "Bài ghi sai số liệu."}
        assert editor.post(address, sent).status_code == 302
        withdrawal = article.withdrawals.get()
        assert (withdrawal.kind, withdrawal.note) == ("error", "Bài ghi sai số liệu.")
        assert withdrawal.by is not None
        assert editor.get(article.get_absolute_url()).status_code == 410
        again = editor.post(address, sent)
        assert "đã được gỡ trước đó" in again.content.decode()

    def test_does_not_lose_the_picture_when_a_field_is_wrong(self, editor):
        image = make_image()
        page = editor.post(ADD, form(cover=image.pk))
        assert "Hãy tả ảnh" in page.content.decode()
        assert page.context["adminform"].form["cover"].value() == str(image.pk)
        sent = form(cover=image.pk, cover_alt="Toàn cảnh")
        assert editor.post(ADD, sent).status_code == 302
        assert Article.objects.get().cover == image

    @pytest.mark.parametrize(
        ("error", "message"),
        [
            (ValidationError("Chưa đăng được."), "Chưa đăng được."),
            (IntegrityError(), "vừa có người khác lưu cùng lúc"),
        ],
    )
    def test_loses_nothing_when_publishing_is_refused(
        self, editor, monkeypatch, error, message
    ):
        def refuse(**arguments):
            raise error

        monkeypatch.setattr("news.admin.articles.admin.publish", refuse)
        image = make_image()
        page = editor.post(ADD, form(cover=image.pk, cover_alt="Toàn cảnh"))
        assert page.status_code == 400
        assert message in page.content.decode()
        shown = page.context["adminform"].form
        assert shown["cover"].value() == str(image.pk)
        assert shown["cover_alt"].value() == "Toàn cảnh"
        assert not Article.objects.exists()

    @pytest.mark.usefixtures("undrawn")
    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("title", "", "không được để trống"),
            ("section", "999", "không có trong các lựa chọn"),
            ("body", "<p>&nbsp;</p><script>1</script>", "Bài chưa có nội dung"),
            ("go_live_at_0", "45/13/2026", "ngày"),
            ("expires_at_0", "02/02/2020", "Giờ hết hạn phải sau"),
            ("slug", "có dấu", "slug"),
            ("cover", "999", "không có trong các lựa chọn"),
            ("cover", "text", "không có trong các lựa chọn"),
        ],
    )
    def test_hears_what_is_wrong(self, editor, field, value, said):
        hour = {field.replace("_0", "_1"): "08:00"} if field.endswith("_0") else {}
        sent = form(**{field: value} | hour)
        page = editor.post(ADD, sent)
        assert page.status_code in (200, 400)
        errors = page.context["adminform"].form.errors.as_text().lower()
        assert said.lower() in errors
        assert not Article.objects.exists()

    @pytest.mark.usefixtures("undrawn")
    def test_expiry_comes_after_publication(self, editor):
        sent = form(
            go_live_at_0="02/02/2098", go_live_at_1="08:00", _schedule="",
            expires_at_0="01/02/2098", expires_at_1="08:00",
        )  # fmt: skip
        sent.pop("_publish")
        assert editor.post(ADD, sent).status_code == 400
        assert not Article.objects.exists()

    def test_gives_an_old_report_its_day(self, editor):
        sent = form(go_live_at_0="03/11/2023", go_live_at_1="08:30", _schedule="")
        sent.pop("_publish")
        editor.post(ADD, sent)
        moment = timezone.localtime(Article.objects.get().first_published_at)
        assert f"{moment:%Y-%m-%d %H:%M}" == "2023-11-03 08:30"

    def test_withdraws_in_bulk_and_publishes_again(self, editor):
        article = make_article()
        chosen = {"_selected_action": [article.pk], "action": "withdraw_selected"}
        listing = reverse("admin:news_article_changelist")
        editor.post(listing, chosen)
        assert not article.is_public()
        assert editor.get(article.get_absolute_url()).status_code == 410
        editor.post(listing, chosen | {"action": "publish_selected"})
        assert article.is_public()
        assert article.withdrawals.get().by is not None

    @pytest.mark.usefixtures("undrawn")
    def test_searches_without_accents(self, editor):
        make_article(title="Quỹ tín dụng nhân dân")
        make_article(title="Vận tải")
        listing = reverse("admin:news_article_changelist")
        page = editor.get(listing, {"q": "quy tin dung"})
        assert page.context["cl"].result_count == 1

    @pytest.mark.usefixtures("undrawn")
    def test_sees_in_the_list_what_is_live_and_what_waits(self, editor):
        day = timedelta(days=1)
        now = timezone.now()
        make_article("Đã lên", published_at=now - 2 * day)
        make_article("Chờ giờ", published_at=now + day)
        make_article("Quá hạn", published_at=now - 2 * day, expires_at=now - day)
        make_withdrawn("Gỡ rồi")
        make_draft("Còn viết")
        listing = reverse("admin:news_article_changelist")
        page = editor.get(listing)
        admin = page.context["cl"].model_admin
        rows = page.context["cl"].result_list
        assert all(row.state.label in admin.state(row) for row in rows)
        states = {row.title: row.state.label for row in rows}
        assert states == {
            "Đã lên": "Đã đăng",
            "Chờ giờ": "Hẹn giờ đăng",
            "Quá hạn": "Đã hết hạn",
            "Gỡ rồi": "Đã gỡ",
            "Còn viết": "Bản nháp",
        }
        for state in Article.State:
            chosen = editor.get(listing, {"trang_thai": state.value}).context["cl"]
            shown = {row.title for row in chosen.result_list}
            assert shown == {title for title, s in states.items() if s == state.label}

    def test_reads_in_the_history_what_changed(self, editor):
        article = make_article(body="<p>Một</p>")
        for body in ("<p><strong>Một</strong></p>", "<p>Hai</p>"):
            post(editor, article, title=article.title, body=body)
        address = reverse("admin:news_article_history", args=[article.pk])
        page = " ".join(editor.get(address).content.decode().split())
        for told in (
            "<strong>Nội dung:</strong> <del>trình bày cũ</del>",
            "<del>Một</del> → <ins>Hai</ins>",
        ):
            assert told in page, told

    def test_previews_a_draft(self, editor):
        draft = make_draft(body="<p>Nháp</p>")
        address = reverse("admin:news_article_preview", args=[draft.pk])
        page = editor.get(address)
        assert "Nháp" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert editor.get(draft.get_absolute_url()).status_code == 404

    def test_restores_a_version(self, editor):
        article = make_article(body="<p>Bản đầu</p>")
        article.body = "<p>Bản sau</p>"
        article.save()
        first = article.history.earliest()
        address = reverse(
            "admin:news_article_simple_history", args=[article.pk, first.pk]
        )
        page = editor.get(address)
        assert "Bản đầu" in page.context["adminform"].form["body"].value()
        sent = form(title=article.title, body="<p>Bản đầu</p>", slug=article.slug)
        sent |= started_now(article)
        assert editor.post(address, sent).status_code == 302
        article.refresh_from_db()
        assert article.body == "<p>Bản đầu</p>"

    def test_an_emptied_address_stays(self, editor):
        article = make_article("Tên cũ")
        assert post(editor, article, title="Tên mới", slug="").status_code == 302
        article.refresh_from_db()
        assert (article.title, article.slug) == ("Tên mới", "ten-cu")

    def test_restores_words_and_nothing_public(self, editor):
        article = make_withdrawn(body="<p>Bản đầu</p>")
        first = article.history.earliest()
        address = reverse(
            "admin:news_article_simple_history", args=[article.pk, first.pk]
        )
        sent = form(body="<p>Bản đầu</p>") | started_now(article)
        assert editor.post(address, sent).status_code == 302
        assert editor.get(article.get_absolute_url()).status_code == 410


class TestAReporter:
    def test_writes_drafts_only(self, reporter):
        reporter.post(ADD, form(is_featured="on"))
        article = Article.objects.get()
        assert not article.editions.exists()
        assert not article.is_featured

    def test_may_not_touch_what_is_public(self, reporter):
        article = make_article(title="Đã đăng")
        assert reporter.post(change(article), form(title="Khác")).status_code == 403
        article.refresh_from_db()
        assert article.title == "Đã đăng"

    def test_may_not_publish_in_bulk(self, reporter):
        draft = make_draft()
        chosen = {"_selected_action": [draft.pk], "action": "publish_selected"}
        reporter.post(reverse("admin:news_article_changelist"), chosen)
        assert not draft.is_public()

    def test_reads_another_s_article_as_text(self, reporter):
        article = make_draft(body="<p>Vụ <strong>mùa</strong></p>")
        page = reporter.get(change(article)).content.decode()
        assert "<p>Vụ <strong>mùa</strong></p>" in page
        assert "&lt;p&gt;" not in page
        assert "Gửi duyệt" not in page and "tải ảnh lên" not in page

    def test_may_not_withdraw_or_cancel(self, reporter):
        article = make_article()
        for name in ("withdraw", "cancel"):
            address = reverse(f"admin:news_article_{name}", args=[article.pk])
            assert reporter.post(address, {"kind": "error"}).status_code == 403
        assert article.is_public()


class TestTheEditorsUpload:
    def test_answers_with_the_pictures_address(self, reporter):
        answer = reporter.post(UPLOAD, {"upload": make_picture(name="ruong.jpg")})
        assert answer.json()["uploaded"] == 1
        assert answer.json()["url"].startswith("/media/anh/")
        file = reporter.get(answer.json()["url"])
        assert b"".join(file.streaming_content)
        file.close()

    def test_says_why_not(self, reporter):
        answer = reporter.post(UPLOAD, {})
        assert answer.status_code == 400
        assert answer.json()["error"]["message"] == "Không có tệp nào được gửi lên."

    def test_asks_for_the_permission_and_the_token(self, client, settings):
        from django.test import Client

        person = make_user(is_staff=True)
        client.force_login(person)
        sent = {"upload": make_picture(name="a.jpg")}
        assert client.post(UPLOAD, sent).status_code == 403
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(make_user(role=EDITOR))
        assert (
            strict.post(UPLOAD, {"upload": make_picture(name="b.jpg")}).status_code
            == 403
        )
        assert not Image.objects.exists()

    def test_is_closed_to_strangers(self, client):
        answer = client.post(UPLOAD, {"upload": make_picture(name="a.jpg")})
        assert answer.status_code == 302
        assert not Image.objects.exists()


class TestAClip:
    def test_needs_one_source(self, editor):
        page = editor.post(ADD_CLIP, {"title": "Clip"})
        assert "chỉ một trong hai" in page.content.decode()
        assert not VideoClip.objects.exists()

    def test_takes_any_youtube_address(self, editor):
        sent = {"title": "Clip", "youtube": "youtube.com/watch?v=abcdefghijk&t=3"}
        assert editor.post(ADD_CLIP, sent).status_code == 302
        assert VideoClip.objects.get().youtube == "https://youtu.be/abcdefghijk"

    @pytest.mark.parametrize(
        ("field", "name", "said"),
        [
            ("file", "phim.mp4", "không phải clip MP4"),
            ("captions", "loi.vtt", "WEBVTT"),
        ],
    )
    def test_is_known_by_its_first_bytes(self, editor, field, name, said):
        from django.core.files.uploadedfile import SimpleUploadedFile

        fake = SimpleUploadedFile(name, b"<html><script>alert(1)</script></html>")
        page = editor.post(ADD_CLIP, {"title": "Clip", field: fake})
        assert said in page.content.decode()
        assert not VideoClip.objects.exists()


@pytest.mark.usefixtures("undrawn")
def test_a_body_that_would_keep_a_worker_busy_is_told_at_its_field(editor):
    page = editor.post(ADD, form(body="<blockquote>" * 40_000 + "x"))
    assert page.status_code == 200
    [said] = page.context["adminform"].form.errors["body"]
    assert "30 lớp thẻ" in said
    assert not Article.objects.exists()
