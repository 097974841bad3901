"""The door through which the editor sends a Word document, and the way to it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coopsite.accounts.roles import EDITOR, KEEPER, REPORTER
from coopsite.core import richtext
from news.models import Article, Image
from news.pasting.docx import package
from tests.factories.people import make_user

from .corpus import FOLDER
from .docx_files import make_docx, p, t

pytestmark = pytest.mark.django_db
WITH_PICTURES = (FOLDER / "37-docx-anh.docx").read_bytes()
ADDRESS = "admin:news_word_import"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reporter(client):
    client.force_login(make_user(role=REPORTER))
    return client


def send(client, data, **others):
    file = SimpleUploadedFile("bai.docx", data)
    return client.post(reverse(ADDRESS), {"file": file} | others)


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_who_writes_articles_may_import(client, role):
    client.force_login(make_user(role=role))
    answer = send(client, make_docx(p("Một")))
    assert answer.json() == {"html": "<p>Một</p>", "notes": [], "offer": None}


def test_who_writes_none_may_not(client):
    client.force_login(make_user(role=KEEPER))
    answer = send(client, make_docx(p("Một")))
    assert answer.status_code == 403
    assert "không được viết bài" in answer.json()["error"]


def test_strangers_and_forms_of_other_pages_are_turned_away(client):
    assert send(client, make_docx(p("Một"))).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(role=REPORTER))
    assert send(strict, make_docx(p("Một"))).status_code == 403


def test_a_link_imports_nothing(reporter):
    assert reporter.get(reverse(ADDRESS)).status_code == 405


def test_an_import_keeps_pictures_and_no_article(reporter):
    answer = send(reporter, WITH_PICTURES).json()
    assert Image.objects.count() == 2
    for image in Image.objects.all():
        assert f'src="{image.body_url}"' in answer["html"]
    assert not Article.objects.exists()


def test_who_may_not_upload_pictures_imports_the_words(client):
    user = make_user(role=REPORTER)
    client.force_login(user)
    group = user.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_image"))
    answer = send(client, WITH_PICTURES).json()
    assert "Đợt hai vào tháng 11." in answer["html"]
    assert "không được tải ảnh lên" in answer["notes"][0]
    assert not Image.objects.exists()


def test_a_document_that_is_refused_leaves_no_picture(reporter, monkeypatch):
    monkeypatch.setattr(richtext, "MAX_LENGTH", 40)
    answer = send(reporter, WITH_PICTURES)
    assert answer.status_code == 400
    assert "Hãy chia thành nhiều bài" in answer.json()["error"]
    assert not Image.objects.exists()


def test_old_letters_are_offered_converted(reporter):
    answer = send(reporter, (FOLDER / "38-docx-tcvn3.docx").read_bytes()).json()
    assert "Sè d\xad ®Çu kú" in answer["html"]
    assert "Số dư đầu kỳ" in answer["offer"]["html"]
    assert answer["offer"]["encoding"] == "TCVN3 (ABC)"


def test_notes_are_numbered_from_the_number_that_is_free(reporter):
    data = (FOLDER / "35-docx-libreoffice-chu-thich.docx").read_bytes()
    answer = send(reporter, data, first_note=4).json()
    assert '<a href="#chu-thich-4" id="goi-chu-thich-4"' in answer["html"]
    assert 'id="chu-thich-1"' not in answer["html"]


@pytest.mark.parametrize(
    "data, said",
    [(b"%PDF-1.7", "tệp PDF"), (b"", "đã hỏng"), (b"\xd0\xcf\x11\xe0", "(.doc)")],
    ids=["pdf", "empty", "doc"],
)
def test_another_file_is_refused_in_words(reporter, data, said):
    answer = send(reporter, data)
    assert answer.status_code == 400
    assert said in answer.json()["error"]


def test_nothing_chosen_is_refused_in_words(reporter):
    answer = reporter.post(reverse(ADDRESS))
    assert answer.status_code == 400
    assert answer.json()["error"] == "Hãy chọn một tệp Word (.docx)."


def test_what_is_too_large_is_not_read(reporter, monkeypatch):
    monkeypatch.setattr(package, "MAX_BYTES", 10)
    answer = send(reporter, make_docx(p(t("Một"))))
    assert answer.status_code == 400
    assert "lớn hơn 40 MB" in answer.json()["error"]


def test_the_list_leads_to_a_new_article_from_word(reporter):
    page = reporter.get(reverse("admin:news_article_changelist")).content.decode()
    address = reverse("admin:news_article_add") + "#nhap-tu-word"
    assert f'<a href="{address}">Nhập từ Word</a>' in page


def test_who_may_only_read_is_led_to_no_new_article(client):
    client.force_login(make_user(role=KEEPER))
    page = client.get(reverse("admin:news_article_changelist"))
    assert "Nhập từ Word" not in page.content.decode()
