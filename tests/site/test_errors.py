"""What goes wrong is said in plain Vietnamese, database or not."""

from unittest import mock

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import connection
from django.test import RequestFactory

from coopsite.portal import errors
from tests.factories.pages import Page


@pytest.mark.parametrize(
    ("answer", "status", "heading"),
    [
        (lambda r: errors.bad_request(r, BadRequest()), 400, "Yêu cầu không hợp lệ"),
        (lambda r: errors.forbidden(r, PermissionDenied()), 403, "Không có quyền xem"),
        (lambda r: errors.not_found(r, None), 404, "Không tìm thấy trang"),
        (errors.server_error, 500, "Hệ thống đang gặp lỗi"),
    ],
)
def test_an_error_page_needs_no_database(answer, status, heading):
    response = answer(RequestFactory().get("/"))  # a query here would fail the test
    assert response.status_code == status
    page = Page(response)
    assert page.words("h1") == [heading]
    assert page.all("html", lang="vi")


def test_a_page_that_breaks_is_answered_by_the_error_page(client, db, monkeypatch):
    def break_down(*args):
        raise RuntimeError("broken")

    client.raise_request_exception = False
    monkeypatch.setattr("cooperatives.statistics.counts.by_kind", break_down)
    response = client.get("/")
    assert response.status_code == 500
    assert Page(response).words("h1") == ["Hệ thống đang gặp lỗi"]
    assert "RuntimeError" not in response.content.decode()


def test_a_host_that_is_not_ours_is_refused(client):
    response = client.get("/", headers={"host": "evil.vn"})
    assert response.status_code == 400


def test_health_is_bad_while_the_database_does_not_answer(client, db):
    with mock.patch.object(connection, "cursor", side_effect=OSError("no database")):
        response = client.get("/suc-khoe/")
    assert response.status_code == 503
    assert response.json()["status"] != "ok"
