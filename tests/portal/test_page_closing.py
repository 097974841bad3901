"""The closing of an edition of a page takes its words away, and its versions'."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from coopsite.accounts.audit.models import AuditEvent
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR
from coopsite.portal.models import Page
from coopsite.portal.pages.closing import close_edition
from coopsite.portal.pages.publishing import publish, withdraw
from tests.factories.news import make_image
from tests.factories.pages import Page as Answered
from tests.factories.people import make_user
from tests.factories.portal import make_page

pytestmark = pytest.mark.django_db
SECRET = "<p>Số CCCD 0790 của ông An</p>"
REASON = "Có dữ liệu cá nhân."


@pytest.fixture
def administrator(client):
    client.force_login(make_user(role=ADMINISTRATOR))
    return client


@pytest.fixture
def page():
    """A page of two editions, the first with the secret."""
    page = make_page("Quy chế", body="<p>chung</p>" + SECRET)
    page.body = "<p>chung</p><p>Đã bỏ</p>"
    publish(page=page, by=None, note="Bỏ số giấy tờ.")
    return page


def way(page, name="close", *more):
    return reverse(f"admin:portal_page_{name}", args=[page.pk, *more])


def bodies(page):
    return list(page.history.order_by("pk").values_list("body", flat=True))


def test_the_words_go_from_the_edition_and_its_versions(administrator, page):
    shown = Answered(administrator.get(way(page, "editions")))
    assert [link for link in shown.links if link.endswith("/dong/")] == [
        way(page, "close", 1)
    ]
    form = Answered(administrator.get(way(page, "close", 1)))
    boxes = [box for _, box, _ in form.all("input", name="versions")]
    [holder] = [int(box["value"]) for box in boxes if "checked" in box]
    sent = {"reason": REASON, "versions": [holder]}
    answer = administrator.post(way(page, "close", 1), sent, follow=True)
    assert "Đã đóng bản thứ 1. Đã xoá lời khỏi 1 bản đã lưu." in Answered(answer).text
    first = page.editions.get(number=1)
    assert (first.title, first.body, first.closed_reason) == ("", "", REASON)
    assert bodies(page) == ["", "<p>chung</p><p>Đã bỏ</p>"]
    assert "0790" not in answer.content.decode()
    event = AuditEvent.objects.get(kind="withdrawal")
    assert event.words == f"Đóng bản thứ 1. {REASON}"
    assert administrator.get(way(page, "edition", 1)).status_code == 404
    assert administrator.post(way(page, "close", 1), sent).status_code == 400


def test_what_was_withdrawn_is_still_told_gone(administrator, page):
    withdraw(page=page, by=None, note="Hết hiệu lực.")
    for edition in page.editions.all():
        close_edition(edition=edition, by=None, reason=REASON)
    answer = administrator.get("/quy-che/")
    assert answer.status_code == 410
    assert "Hết hiệu lực." in answer.content.decode()


def test_what_the_public_reads_is_not_closed(page):
    live = page.editions.public().get()
    with pytest.raises(ValidationError, match="gỡ trang trước"):
        close_edition(edition=live, by=None, reason=REASON)


def test_an_editor_closes_nothing(client, page):
    client.force_login(make_user(role=EDITOR))
    assert client.get(way(page, "close", 1)).status_code == 403
    assert "/dong/" not in client.get(way(page, "editions")).content.decode()


def test_the_database_lets_nothing_else_of_a_version_go(page):
    version = page.history.earliest("pk")
    blank = {"title": "", "lead": "", "body": "", "history_change_reason": "Đã xoá"}

    def refused(**changed):
        with pytest.raises(IntegrityError), transaction.atomic():
            Page.history.filter(pk=version.pk).update(**changed)

    refused(**blank)  # nothing of the page is closed yet
    close_edition(
        edition=page.editions.get(number=1), by=None, reason=REASON, versions=[]
    )
    told = (version.history_change_reason or "") + "; đã xoá"
    blank["history_change_reason"] = told
    refused(**blank | {"body": "<p>khác</p>"})
    refused(**blank | {"history_change_reason": "khác"})
    refused(**blank, history_type="-")
    Page.history.filter(pk=version.pk).update(**blank)
    refused(**blank | {"history_change_reason": told + "!"})


def test_a_picture_of_a_closed_edition_is_free():
    image = make_image()
    shown = f'<p><img src="{image.body_url}" alt="Chân dung"></p>'
    page = make_page("Quy chế", body="<p>chung</p>" + shown)
    page.body = "<p>chung</p>"
    publish(page=page, by=None, note="Bỏ ảnh.")
    assert page.image_uses.get().image == image
    close_edition(edition=page.editions.get(number=1), by=None, reason=REASON)
    assert bodies(page) == ["", "<p>chung</p>"]
    assert not page.image_uses.exists()
