"""A list of the desk never shows all its rows for a filter that cannot be read."""

import pytest
from django.contrib import admin
from django.urls import reverse

from cooperatives.models import ScanDownload
from tests.factories.cases import in_proofs
from tests.factories.news import make_draft
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.undrawn import not_drawn

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/news/article/"
FILTERS = [
    (model, chosen)
    for model, model_admin in admin.site._registry.items()
    for chosen in model_admin.list_filter
]


def parameter_of(model, chosen):
    """Return the name by which the address of the list carries the filter."""
    if name := getattr(chosen, "parameter_name", None):
        return name
    name = chosen[0] if isinstance(chosen, tuple) else chosen
    field = model._meta.get_field(name)
    if field.is_relation:
        return f"{name}__{field.target_field.name}__exact"
    kind = field.get_internal_type()
    if kind in ("DateField", "DateTimeField"):
        return f"{name}__gte"
    return name if kind == "CharField" and not field.choices else f"{name}__exact"


@pytest.mark.parametrize(
    ("value", "filters"),
    [
        ("khong-co", FILTERS[::2]),
        in_proofs("khong-co", FILTERS[1::2]),
        in_proofs("999999", FILTERS),
    ],
    ids=["some", "others", "numbers"],
)
def test_what_cannot_be_read_is_said(staff_client, value, filters):
    for _ in range(2):  # who downloaded is a filter where there are several
        ScanDownload.objects.create(person=make_user(), what="x", file="a.pdf")
    for model, chosen in filters:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        asked = {parameter_of(model, chosen): value}
        address = reverse(f"admin:{name}_changelist")
        page = Page(staff_client.get(address, asked, follow=True))
        assert page.inside("errorlist") + page.inside("warning"), (name, asked)


@pytest.mark.parametrize("value", ["khong-co", "\x00", "0"])
def test_an_unknown_choice_leaves_no_article(staff_client, value):
    make_draft()
    names = ["trang_thai", "nguoi_viet", "thung_rac"]
    with not_drawn():
        for name in names:
            answer = staff_client.get(LIST, {name: value})
            assert not answer.context["cl"].result_list, name
    said = Page(staff_client.get(LIST, dict.fromkeys(names, value))).inside("errorlist")
    shown = value.strip("\x00")  # which a browser leaves out
    assert said == [f"Không có lựa chọn “{shown}”. Hãy chọn lại."] * len(names)


def test_a_row_that_is_not_there_leaves_no_article_and_is_said(staff_client):
    make_draft()
    response = staff_client.get(LIST, {"section__id__exact": "999999"})
    assert not response.context["cl"].result_list
    assert "Không có lựa chọn “999999”" in response.text


def test_a_row_that_is_there_is_not_complained_of(staff_client):
    section = make_draft().section
    response = staff_client.get(LIST, {"section__id__exact": section.pk})
    assert len(response.context["cl"].result_list) == 1
    assert Page(response).inside("warning") == []


def test_a_list_of_nothing_says_why_and_what_to_do(staff_client):
    for address, words in (
        (LIST, "Chưa có gì ở đây. Bấm “Thêm” ở trên để bắt đầu."),
        (f"{LIST}?q=khong", "Không có gì khớp. Hãy bớt điều kiện ở “Lọc”"),
        (f"{LIST}?trang_thai=nhap", "Không có gì khớp. Hãy bớt điều kiện ở “Lọc”"),
        ("/quan-tri/portal/brokenlink/", "Chưa thấy liên kết nào hỏng."),
    ):
        assert words in Page(staff_client.get(address)).text, address
