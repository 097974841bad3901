"""Staff look at what was read from the old site, and cannot change it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR, REPORTER
from news.old_site.importing import import_page
from news.old_site.models import OldPage
from tests.factories.news import delete_as_demo
from tests.factories.people import make_user

from .pages import PAGE

pytestmark = pytest.mark.django_db

LIST = reverse("admin:old_site_oldpage_changelist")


@pytest.fixture
def article():
    return import_page(
        name="rau-sach", raw_bytes=PAGE.encode(), published_at=timezone.now()
    ).article


@pytest.fixture
def page(article):
    return OldPage.objects.get()


def test_an_editor_sees_the_raw_page_its_hash_and_its_article(page, client):
    client.force_login(make_user(role=EDITOR))
    link = reverse("admin:news_article_change", args=[page.article_id])
    shown = client.get(LIST).content.decode()
    assert "rau-sach" in shown and link in shown
    one = client.get(reverse("admin:old_site_oldpage_change", args=[page.pk]))
    shown = one.content.decode()
    assert "Chợ họp mỗi tối thứ bảy." in shown and page.sha256 in shown
    assert 'name="_save"' not in shown


def test_a_page_whose_article_was_deleted_says_so(page, staff_client):
    delete_as_demo(page.article)
    assert "Bài đã bị xoá" in staff_client.get(LIST).content.decode()


def test_nobody_adds_changes_or_deletes_a_page_read(page, staff_client):
    change = reverse("admin:old_site_oldpage_change", args=[page.pk])
    delete = reverse("admin:old_site_oldpage_delete", args=[page.pk])
    assert staff_client.get(reverse("admin:old_site_oldpage_add")).status_code == 403
    assert staff_client.post(change, {"raw": "khác"}).status_code == 403
    assert staff_client.post(delete, {"post": "yes"}).status_code == 403
    page.refresh_from_db()
    assert page.raw == PAGE


def test_a_reporter_has_no_business_with_it(page, client):
    client.force_login(make_user(role=REPORTER))
    assert client.get(LIST).status_code == 403
