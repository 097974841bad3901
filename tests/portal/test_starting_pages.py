"""The tree that a new portal starts with, and the demonstration's."""

from io import StringIO

import pytest
from django.core.management import call_command

from coopsite.accounts.models import User
from coopsite.accounts.sign_in import attempts, known_devices
from coopsite.core.autosave import actions as autosave
from coopsite.demo.pages import has_pages, load_pages, remove_pages
from coopsite.portal.models import Notice, Page, PageEdition, SiteDetails
from news.drafts import BIN_DAYS
from tests.factories.once import written_once
from tests.factories.pages import Page as Answered
from tests.factories.portal import make_details, make_draft_page

pytestmark = pytest.mark.django_db


@written_once
def load_once():
    load_pages()


def make_pages():
    out = StringIO()
    call_command("make_pages", stdout=out)
    return out.getvalue()


def test_a_new_portal_gets_drafts_once(client):
    assert "Đã lập 9 trang nháp" in make_pages()
    assert not PageEdition.objects.exists()
    assert client.get("/gioi-thieu/").status_code == 404
    assert "giữ nguyên" in make_pages()
    assert Page.objects.count() == 9
    assert not Page.objects.filter(is_demo=True).exists()


def test_the_demonstration_publishes_the_tree(client):
    load_once()
    paths = Page.objects.values_list("path", flat=True)
    for path in paths:
        assert client.get(f"/{path}/").status_code == 200, path
    links = Answered(client.get("/")).links
    assert {"/gioi-thieu/", "/gioi-thieu/lanh-dao/", "/quyen-rieng-tu/"} <= set(links)
    assert Notice.objects.public().count() == 1


def test_its_details_say_that_they_are_examples():
    load_once()
    details = SiteDetails.objects.get()
    assert "Mẫu" in details.address and "Mẫu" in details.editor
    assert details.mail.endswith("@example.vn")


def test_what_is_real_stays(client):
    load_once()
    top = Page.objects.get(path="gioi-thieu")
    make_draft_page("Trang thật", parent=top)
    SiteDetails.objects.update(is_demo=False)
    remove_pages()
    assert sorted(Page.objects.values_list("path", "is_demo")) == [
        ("gioi-thieu", False), ("gioi-thieu/trang-that", False),
    ]  # fmt: skip
    assert client.get("/gioi-thieu/").status_code == 200
    assert SiteDetails.objects.exists() and not Notice.objects.exists()
    assert not has_pages()


def test_what_is_there_is_not_written_over():
    make_details(phone="028 9999 9999")
    page = make_draft_page("Trang thật")
    load_pages()
    assert Page.objects.get() == page
    assert SiteDetails.objects.get().phone == "028 9999 9999"


def test_the_privacy_page_says_how_long_things_are_kept(settings):
    """A number that changes in the program has to change in the text, too."""
    make_pages()
    body = Page.objects.get(role="privacy", lang="vi").body
    hours = settings.SESSION_COOKIE_AGE // 3600
    assert f"Phiên đăng nhập: {hours} giờ" in body
    assert f"nhiều nhất {known_devices._MAX_AGE // 86_400} ngày" in body
    forgotten = attempts.FORGOTTEN_AFTER.total_seconds() // 3600
    assert f"hết tác dụng sau {forgotten:.0f} giờ" in body
    assert f"bị xoá sau {autosave.UNSAVED.days} ngày" in body
    assert f"kèm theo bị xoá sau {settings.AUDIT_ADDRESS_DAYS} ngày" in body
    assert f"biểu mẫu đã lưu: {autosave.SAVED.days} ngày" in body
    assert f"thùng rác {BIN_DAYS} ngày" in body
    assert "mỗi bài được tải bao nhiêu lượt trong ngày và chỉ giữ con số ấy" in body
    assert User._meta.get_field("last_login")
