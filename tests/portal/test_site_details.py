"""What the foot of every page says, and who may write it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR
from coopsite.portal import errors, footer
from coopsite.portal.models import SiteDetails
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.portal import DETAILS, make_details, make_page
from tests.started import started_now

pytestmark = pytest.mark.django_db
ADD = reverse("admin:portal_sitedetails_add")
CHANGE = reverse("admin:portal_sitedetails_change", args=[1])


def foot_of(response):
    [foot] = [
        e for e in Page(response).all("footer") if "bottom" in e.attributes["class"]
    ]
    return " ".join(foot.words.split())


def test_while_nobody_has_written_any_nothing_is_invented(client):
    foot = foot_of(client.get("/tin-tuc/"))
    for word in ("Điện thoại", "Thư điện tử", "Giờ làm việc", "Chịu trách nhiệm"):
        assert word not in foot
    assert "Liên minh Hợp tác xã" in foot


def test_the_foot_says_what_is_written(client):
    make_details()
    response = client.get("/tin-tuc/")
    foot, links = foot_of(response), Page(response).links
    assert all(value in foot for value in DETAILS.values())
    assert {"tel:02800000000", "mailto:lien-he@example.vn"} <= set(links)


def test_the_foot_leads_to_two_levels_of_the_tree(client):
    top = make_page("Giới thiệu")
    second = make_page("Cơ cấu", parent=top)
    third = make_page("Phòng", parent=second)
    make_page("Quyền riêng tư", role="privacy")
    links = Page(client.get("/tin-tuc/")).links
    assert {"/gioi-thieu/", "/gioi-thieu/co-cau/", "/quyen-rieng-tu/"} <= set(links)
    assert third.get_absolute_url() not in links


def test_the_foot_leads_to_the_page_about_privacy_wherever_it_stands(client):
    second = make_page("Cơ cấu", parent=make_page("Giới thiệu"))
    page = make_page("Dữ liệu cá nhân", parent=second, role="privacy")
    response = client.get("/tin-tuc/")
    assert page.get_absolute_url() in Page(response).links
    assert "Quyền riêng tư" in foot_of(response)


def test_an_error_page_has_the_foot_that_was_shown_last(client):
    make_details()
    client.get("/tin-tuc/")
    response = client.get("/khong-co.html")
    assert response.status_code == 404
    assert DETAILS["address"] in foot_of(response)


def test_an_error_page_before_any_other_has_a_foot(client, monkeypatch, rf):
    monkeypatch.setattr(footer, "_last", None)
    assert "Liên minh Hợp tác xã" in foot_of(errors.not_found(rf.get("/x")))


def test_a_changed_number_stands_on_every_page_at_once(client, settings):
    settings.PAGE_CACHE_MB = 1
    details = make_details()
    client.get("/tin-tuc/")
    details.phone = "028 1111 1111"
    details.save()
    assert "028 1111 1111" in foot_of(client.get("/tin-tuc/"))


def test_an_administrator_writes_it_once(client):
    client.force_login(make_user(role=ADMINISTRATOR))
    assert client.post(ADD, DETAILS).status_code == 302
    assert client.get(ADD).status_code == 403
    changed = DETAILS | {"hours": "Thứ Hai, 8:00–11:00"}
    answer = client.post(CHANGE, changed | started_now(SiteDetails.objects.get()))
    assert answer.status_code == 302
    assert SiteDetails.objects.get().hours == "Thứ Hai, 8:00–11:00"
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteDetails.objects.create(phone="028 2222 2222")


def test_an_editor_may_only_look(client):
    make_details()
    client.force_login(make_user(role=EDITOR))
    assert client.get(CHANGE).status_code == 200
    assert client.post(CHANGE, DETAILS).status_code == 403
    assert client.get(ADD).status_code == 403


@pytest.mark.usefixtures("undrawn")
def test_what_is_wrong_stands_at_its_field(client):
    client.force_login(make_user(role=ADMINISTRATOR))
    for field, value in (
        ("phone", "không có"),
        ("phone", "123"),
        ("phone", "028 0000 0000 – 028 0000 0001"),
        ("phone", "0" * 16),
        ("mail", "lien-he"),
        ("address", "a" * 201),
    ):
        form = client.post(ADD, DETAILS | {field: value}).context["adminform"].form
        assert list(form.errors) == [field], value


def test_what_staff_write_is_no_demonstration(client):
    make_details(is_demo=True)
    client.force_login(make_user(role=ADMINISTRATOR))
    client.post(CHANGE, DETAILS | started_now(SiteDetails.objects.get()))
    assert not SiteDetails.objects.get().is_demo
