"""The door through which the editor sends what is pasted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coopsite.accounts.roles import EDITOR, KEEPER, REPORTER
from coopsite.core import richtext
from news.admin.articles import pasting
from news.models import Image
from tests.factories.people import make_user

from .corpus import CASES

pytestmark = pytest.mark.django_db
BY_NAME = {case.name: case for case in CASES}
WITH_RTF = BY_NAME["06-word365-anh-rtf"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reporter(client):
    client.force_login(make_user(role=REPORTER))
    return client


def send(client, html, rtf="", **others):
    files = {"html": SimpleUploadedFile("dan.html", html.encode())}
    if rtf:
        files["rtf"] = SimpleUploadedFile("dan.rtf", rtf.encode("latin-1"))
    return client.post(reverse("admin:news_paste"), files | others)


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_who_writes_articles_may_paste(client, role):
    client.force_login(make_user(role=role))
    answer = send(client, "<p class=MsoNormal>Một<o:p></o:p></p>")
    assert answer.json() == {"html": "<p>Một</p>", "notes": [], "offer": None}


def test_who_writes_none_may_not(client):
    client.force_login(make_user(role=KEEPER))
    answer = send(client, "<p>Một</p>")
    assert answer.status_code == 403
    assert "không được viết bài" in answer.json()["error"]


def test_strangers_are_sent_to_sign_in(client):
    assert send(client, "<p>Một</p>").status_code == 302


def test_the_form_of_another_page_cannot_paste():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(role=REPORTER))
    assert send(client, "<p>Một</p>").status_code == 403


def test_a_link_pastes_nothing(reporter):
    assert reporter.get(reverse("admin:news_paste")).status_code == 405


def test_the_picture_of_the_rtf_comes_into_the_library(reporter):
    answer = send(reporter, WITH_RTF.html, WITH_RTF.rtf).json()
    image = Image.objects.get()
    assert f'src="{image.body_url}"' in answer["html"]
    assert image.title == "Bốn người cắt băng đỏ trước cửa kho lạnh"
    assert answer["notes"] == ["Đã đưa 1 ảnh vào thư viện."]


def test_who_may_not_upload_pastes_the_words(client):
    user = make_user(role=REPORTER)
    client.force_login(user)
    group = user.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_image"))
    answer = send(client, WITH_RTF.html, WITH_RTF.rtf).json()
    assert "Kho có sức chứa 120 tấn." in answer["html"]
    assert "không được tải ảnh lên" in answer["notes"][0]
    assert not Image.objects.exists()


def test_old_letters_are_offered_converted(reporter):
    answer = send(reporter, BY_NAME["29-tcvn3-khong-ten-phong"].html).json()
    assert "Héi nghÞ tæng kÕt" in answer["html"]
    assert "ng\xadêi" in answer["html"]
    assert answer["offer"]["before"].startswith("Héi nghÞ")
    assert answer["offer"]["after"].startswith("Hội nghị")
    assert "7 người" in answer["offer"]["html"]


def test_a_picture_of_this_host_stays(reporter):
    html = '<p><img src="http://testserver/media/anh/ab/cdef/400.webp" alt="Ruộng"></p>'
    answer = send(reporter, html).json()
    assert 'src="/media/anh/ab/cdef/400.webp"' in answer["html"]


def test_notes_are_numbered_from_the_number_that_is_free(reporter):
    html = BY_NAME["04-word365-chu-thich"].html
    answer = send(reporter, html, first_note=4).json()
    assert '<a href="#chu-thich-4" id="goi-chu-thich-4"' in answer["html"]
    assert '<ol class="footnotes" start="4">' in answer["html"]
    assert 'id="chu-thich-1"' not in answer["html"]


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999"])
def test_a_number_that_is_none_is_refused(reporter, number):
    assert send(reporter, "<p>a</p>", first_note=number).status_code == 400


def test_nothing_sent_is_refused(reporter):
    answer = reporter.post(reverse("admin:news_paste"))
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("part", ["html", "rtf"])
def test_what_is_too_large_is_not_read(reporter, monkeypatch, part):
    monkeypatch.setattr(pasting, "MAX_MEGABYTES", 0)
    monkeypatch.setattr(pasting, "convert", None)  # would fail if it were called
    sent = {"html": "a", "rtf": "a"} if part == "rtf" else {"html": "a"}
    answer = send(reporter, **sent)
    assert answer.status_code == 400
    assert "Hãy chép và dán từng phần" in answer.json()["error"]


def test_a_text_that_is_refused_leaves_no_picture(reporter, monkeypatch):
    monkeypatch.setattr(richtext, "MAX_LENGTH", 100)
    answer = send(reporter, WITH_RTF.html, WITH_RTF.rtf)
    assert answer.status_code == 400
    assert "Hãy chia thành nhiều bài" in answer.json()["error"]
    assert not Image.objects.exists()


def test_bytes_that_are_no_text_do_no_harm(reporter):
    html = SimpleUploadedFile("dan.html", b"<p>\xff\xfe\x00 a</p>")
    answer = reporter.post(reverse("admin:news_paste"), {"html": html})
    assert answer.status_code == 200
