"""Choosing pictures and clips: what the dialogs ask the server for."""

import hashlib
import json

import pytest
from django.urls import reverse

from coopsite.accounts.roles import EDITOR, KEEPER, REPORTER
from news.models import Image
from tests.factories.news import (
    make_article,
    make_clip,
    make_draft,
    make_image,
    make_picture,
    republish,
)
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
PICTURES = reverse("admin:news_image_choose")
CLIPS = reverse("admin:news_videoclip_choose")
UPLOAD = reverse("admin:news_image_upload")
ADD = reverse("admin:news_image_add")


@pytest.fixture
def desk(client):
    client.force_login(make_user(role=REPORTER))
    return client


def choices(answer):
    """Return what the script learns of each row that can be chosen."""
    assert answer.status_code == 200
    return [
        json.loads(attributes["data-choice"])
        for _, attributes, _ in Page(answer).all("button")
        if "data-choice" in attributes
    ]


def words(image):
    return reverse("admin:news_image_words", args=[image.pk])


class TestPictures:
    @pytest.mark.parametrize(
        "typed", ["cho phien", "Chợ", "le an", "quay rau", "IMG_77"]
    )
    def test_are_found_by_all_that_is_known_of_them(self, desk, typed):
        image = make_image(
            "Chợ phiên", credit="Lê An", caption="Quầy rau", filename="IMG_77.jpg"
        )
        make_image("Hội trường")
        [choice] = choices(desk.get(PICTURES, {"q": typed}))
        assert choice["id"] == image.pk
        assert choice["url"] == image.body_url
        assert (choice["title"], choice["credit"]) == ("Chợ phiên", "Lê An")

    def test_one_is_found_by_its_key(self, desk):
        image, _ = make_image("Chợ phiên"), make_image("Hội trường")
        assert [c["id"] for c in choices(desk.get(PICTURES, {"id": image.pk}))] == [
            image.pk
        ]
        assert choices(desk.get(PICTURES, {"id": 9**9})) == []

    def test_come_page_by_page(self, desk):
        for number in range(30):
            make_image(f"Ảnh {number}")
        first, second = desk.get(PICTURES), desk.get(PICTURES, {"trang": 2})
        assert (len(choices(first)), len(choices(second))) == (24, 6)
        assert desk.get(PICTURES, {"trang": 3}).status_code == 404
        assert desk.get(PICTURES, {"trang": "x"}).status_code == 404

    def test_say_where_they_are_shown(self, desk, django_assert_max_num_queries):
        image, other = make_image("Lúa"), make_image("Rau")
        make_draft("Bài nháp", body=f'<p><img src="{image.body_url}" alt="a"></p>')
        article = make_article("Bài đăng", cover=other, cover_alt="a")
        republish(article, cover=None, cover_alt="")
        make_image("Ngô")
        with django_assert_max_num_queries(9):
            text = desk.get(PICTURES).content.decode()
        for said in ("Dùng trong: Bài nháp", "Dùng trong: Bài đăng", "Chưa dùng"):
            assert text.count(said) == 1

    def test_none_is_found(self, desk):
        answer = desk.get(PICTURES, {"q": "<b>không"})
        assert choices(answer) == []
        assert "Không tìm thấy ảnh nào." in answer.content.decode()
        assert "<b>không" not in answer.content.decode()

    def test_too_many_words_are_refused(self, desk):
        assert desk.get(PICTURES, {"q": "x" * 201}).status_code == 400

    def test_are_for_who_may_see_them(self, client):
        assert client.get(PICTURES).status_code == 302
        client.force_login(make_user(role=KEEPER))
        assert client.get(PICTURES).status_code == 403
        assert client.get(CLIPS).status_code == 403
        assert client.post(PICTURES).status_code in (403, 405)


class TestClips:
    def test_are_found_and_tell_whether_they_are_public(self, desk):
        clip = make_clip("Chợ phiên", duration=75, poster=make_image())
        make_clip("Nháp", published_at=None)
        assert choices(desk.get(CLIPS, {"q": "cho phien"})) == [
            {"id": clip.pk, "title": "Chợ phiên"}
        ]
        text = desk.get(CLIPS).content.decode()
        assert "Chưa đăng" in text
        assert "Thời lượng 1:15" in text


class TestUpload:
    def test_tells_all_that_the_dialog_fills_in(self, desk):
        sent = {"upload": make_picture(name="Ruộng lúa.jpg")}
        answer = desk.post(UPLOAD, sent).json()
        image = Image.objects.get()
        assert (answer["id"], answer["title"]) == (image.pk, "Ruộng lúa")
        assert answer["isKnown"] is False
        assert image.filename == "Ruộng lúa.jpg"
        assert (answer["width"], answer["height"]) == (640, 480)

    def test_says_that_a_file_is_known_and_as_what(self, desk):
        desk.post(UPLOAD, {"upload": make_picture(name="Ruộng lúa.jpg")})
        answer = desk.post(UPLOAD, {"upload": make_picture(name="khac.jpg")}).json()
        assert (answer["isKnown"], answer["title"]) == (True, "Ruộng lúa")
        assert Image.objects.count() == 1


class TestWords:
    def test_are_kept_one_by_one(self, desk):
        image = make_image("Ảnh", credit="Lê An")
        answer = desk.post(words(image), {"alt": " Xe  buýt "})
        assert answer.json()["alt"] == "Xe buýt"
        image.refresh_from_db()
        assert (image.title, image.alt, image.credit) == ("Ảnh", "Xe buýt", "Lê An")
        desk.post(words(image), {"title": "Chợ nổi", "caption": "Sáng nay"})
        assert len(choices(desk.get(PICTURES, {"q": "cho noi sang nay"}))) == 1

    @pytest.mark.parametrize(
        "sent",
        [{"title": ""}, {"title": "…"}, {"alt": "x" * 251}, {"credit": "x" * 121}],
    )
    def test_what_is_wrong_changes_nothing(self, desk, sent):
        image = make_image("Ảnh")
        answer = desk.post(words(image), sent)
        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == list(sent)
        image.refresh_from_db()
        assert (image.title, image.alt, image.credit) == ("Ảnh", "", "")

    def test_are_for_who_may_change_them(self, client):
        image = make_image("Ảnh")
        client.force_login(make_user(role=KEEPER))
        assert client.post(words(image), {"title": "Khác"}).status_code == 403
        client.force_login(make_user(role=EDITOR))
        assert client.get(words(image)).status_code == 405
        gone = reverse("admin:news_image_words", args=[99999])
        assert client.post(gone, {"title": "Khác"}).status_code == 404
        image.refresh_from_db()
        assert image.title == "Ảnh"


def test_a_known_file_sent_by_the_form_says_so_and_fills_in_what_was_empty(desk):
    known = make_image("Ruộng lúa", credit="Lê An")
    file = make_picture()
    known.sha256 = hashlib.sha256(file.read()).hexdigest()
    known.save()
    file.seek(0)
    typed = {"title": "Đồng", "credit": "Lê Bình", "alt": "Lúa chín", "caption": ""}
    page = desk.post(ADD, {"upload": file, **typed}, follow=True)
    known.refresh_from_db()
    assert (known.title, known.credit, known.alt) == ("Ruộng lúa", "Lê An", "Lúa chín")
    text = page.content.decode()
    assert "Ảnh này đã có trong thư viện, tên “Ruộng lúa”" in text
    assert "lời vừa gõ chưa dùng: “Đồng”, “Lê Bình”." in text
