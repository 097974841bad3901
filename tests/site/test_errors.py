"""What goes wrong is said in plain Vietnamese, database or not."""

import errno
import re
from base64 import b64encode
from hashlib import sha256
from unittest import mock

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connection
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


def test_a_full_disk_is_told_at_the_desk_alone(client, db, monkeypatch):
    def fill_up(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.auth.views.LoginView.get", fill_up)
    monkeypatch.setattr("cooperatives.statistics.counts.by_kind", fill_up)
    response = client.get("/quan-tri/login/")
    assert response.status_code == 507
    assert Page(response).words("h1") == ["Máy chủ không còn chỗ để ghi"]
    assert client.get("/").status_code == 500  # what nginx keeps stands in for it


def test_a_host_that_is_not_ours_is_refused(client):
    response = client.get("/", headers={"host": "evil.vn"})
    assert response.status_code == 400


def without_database(monkeypatch, settings, tmp_path):
    down = mock.Mock(side_effect=OperationalError("no database"))
    monkeypatch.setattr(connection, "cursor", down)


def without_manifest(monkeypatch, settings, tmp_path):
    manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": manifest}}


def without_context(monkeypatch, settings, tmp_path):
    stock = settings.TEMPLATES[0]
    processors = ["coopsite.portal.context.gone"]
    settings.TEMPLATES = [stock | {"OPTIONS": {"context_processors": processors}}]


def without_templates(monkeypatch, settings, tmp_path):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [], "APP_DIRS": False}]


BREAKS = [without_database, without_manifest, without_context, without_templates]


@pytest.mark.parametrize("address", ["/", "/tin-tuc/", "/quan-tri/login/"])
@pytest.mark.parametrize("broken", BREAKS)
def test_whatever_is_broken_the_error_page_is_whole(
    client, db, monkeypatch, settings, tmp_path, broken, address
):
    client.raise_request_exception = False
    client.cookies["sessionid"] = "x" * 32  # the sign-in page, too, asks about it
    with monkeypatch.context() as patch:
        broken(patch, settings, tmp_path)
        response = client.get(address)
    assert response.status_code == 500
    assert Page(response).words("h1") == ["Hệ thống đang gặp lỗi"]


def test_an_address_that_leads_nowhere_is_told_when_templates_are_broken(
    client, db, monkeypatch, settings, tmp_path
):
    client.raise_request_exception = False
    without_manifest(monkeypatch, settings, tmp_path)
    response = client.get("/khong-co/")
    assert response.status_code == 500
    assert Page(response).words("h1") == ["Hệ thống đang gặp lỗi"]


def needs_nothing(response):
    """Return whether the page loads nothing, and its policy knows its style."""
    text = response.content.decode()
    style = re.search("<style>(.*)</style>", text, re.DOTALL)[1].encode()
    digest = b64encode(sha256(style).digest()).decode()
    policy = response.headers["Content-Security-Policy"]
    loads = re.search(r"<(script|link|img|iframe)\b|url\(|@import| style=|{[{%]", text)
    return f"style-src 'sha256-{digest}'" in policy and not loads


def test_the_error_page_loads_nothing():
    assert needs_nothing(errors.server_error(RequestFactory().get("/")))


@pytest.mark.parametrize("address", ["/", "/quan-tri/", "/khong-co/"])
def test_while_somebody_works_on_the_portal_every_page_says_so(
    client, settings, tmp_path, address
):
    """A query would fail the test."""
    settings.DATA_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    response = client.get(address)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert Page(response).words("h1") == ["Cổng thông tin đang được bảo trì"]
    assert needs_nothing(response)


def test_the_portal_opens_again_without_a_restart(client, db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    assert client.get("/").status_code == 503
    (tmp_path / "maintenance").unlink()
    assert client.get("/").status_code == 200
