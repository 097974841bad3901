"""Each person's own named filters above the staff's lists."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from coopsite.accounts.models import SavedView
from coopsite.accounts.roles import EDITOR, KEEPER
from coopsite.accounts.saved_views import filters_of
from tests.factories.cases import examples
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
SAVE = reverse("admin:saved_view_save")
LIST = reverse("admin:cooperatives_cooperative_changelist")
PAGE = "cooperatives.cooperative"
LISTS = [
    "cooperatives_cooperative",
    "cooperatives_union",
    "cooperatives_standing",
    "news_article",
]


@pytest.fixture
def keeper(client):
    client.user = make_user("thu", role=KEEPER)
    client.force_login(client.user)
    return client


def entry(**fields):
    return {"page": PAGE, "name": "Đã ngừng", "query": "tinh_trang=ngung"} | fields


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_filters_are_kept_under_a_name_and_found_again(keeper):
    answer = keeper.post(SAVE, entry(query="tinh_trang=ngung&p=3"), follow=True)
    assert told(answer) == ["Đã lưu bộ lọc “Đã ngừng”."]
    assert answer.redirect_chain == [(f"{LIST}?tinh_trang=ngung", 302)]
    current = {"aria-current": "page", "href": "?tinh_trang=ngung"}
    assert Page(answer).words("a", **current) == ["Đã ngừng"]
    elsewhere = Page(keeper.get(LIST))
    assert "?tinh_trang=ngung" in elsewhere.links
    assert "Xoá bộ lọc" not in " ".join(elsewhere.words("button"))


def test_the_order_of_the_filters_and_the_page_do_not_matter(keeper):
    keeper.post(SAVE, entry(query="linh_vuc=nn&tinh_trang=ngung"))
    page = Page(keeper.get(LIST, {"tinh_trang": "ngung", "linh_vuc": "nn", "p": "1"}))
    assert "Xoá bộ lọc “Đã ngừng”" in page.words("button")


def test_what_cannot_be_kept_is_told(keeper):
    for sent, message in (
        ({"name": " \u00a0 "}, "Hãy đặt tên cho bộ lọc."),
        ({"name": "x" * 61}, "60"),
        ({"query": ""}, "Chưa lọc gì"),
        ({"query": "p=2"}, "Chưa lọc gì"),
        ({"query": "q=" + "x" * 2001}, "quá dài"),
    ):
        answer = keeper.post(SAVE, entry(**sent), follow=True)
        assert answer.status_code == 200, message
        [said] = told(answer)
        assert message in said
    assert not SavedView.objects.exists()


def test_a_name_is_given_once_a_list(keeper):
    keeper.post(SAVE, entry())
    answer = keeper.post(SAVE, entry(query="tinh_trang=giai-the"), follow=True)
    assert "đã có bộ lọc tên này" in told(answer)[-1]
    assert SavedView.objects.get().query == "tinh_trang=ngung"
    keeper.post(SAVE, entry(page="cooperatives.union"))
    assert SavedView.objects.count() == 2


def test_a_view_is_deleted_by_its_owner_only(keeper, client):
    keeper.post(SAVE, entry())
    view = SavedView.objects.get()
    address = reverse("admin:saved_view_delete", args=[view.pk])
    client.force_login(make_user(role=KEEPER))
    assert client.post(address).status_code == 404
    assert "Đã ngừng" not in Page(client.get(LIST)).words("a")
    client.force_login(view.user)
    assert client.get(address).status_code == 405
    assert client.post(address).headers["Location"] == LIST
    assert not SavedView.objects.exists()


def test_only_lists_one_may_see_and_by_a_form_of_ours(client):
    client.force_login(make_user(role=EDITOR))
    assert client.post(SAVE, entry(page="accounts.user")).status_code == 403
    for page in ("", "khong.co", "cooperatives", "accounts.savedview"):
        assert client.post(SAVE, entry(page=page)).status_code == 404
    assert client.get(SAVE).status_code == 405
    client.logout()
    assert client.post(SAVE, entry()).status_code == 302
    assert not SavedView.objects.exists()


def test_a_foreign_page_cannot_send_the_form():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(role=KEEPER))
    assert client.post(SAVE, entry()).status_code == 403


@pytest.mark.parametrize("page", LISTS)
def test_every_list_offers_to_keep_what_is_searched_for(staff_client, page):
    address = reverse(f"admin:{page}_changelist")
    assert "saved-view-name" not in staff_client.get(address).content.decode()
    page = Page(staff_client.get(address, {"q": "sao mai"}))
    assert page.all("input", name="query", value="q=sao+mai")


@pytest.mark.parametrize("field", ["name", "page", "query"])
def test_the_database_wants_every_part(field):
    fields = entry(user=make_user())
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(**(fields | {field: ""}))


def test_the_database_wants_a_name_once():
    fields = entry(user=make_user())
    SavedView.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(**fields)


@settings(max_examples=examples(5, 15))
@given(st.text(max_size=60))
def test_filters_of_anything_are_of_one_form(query):
    once = filters_of(query)
    assert filters_of(once) == once
