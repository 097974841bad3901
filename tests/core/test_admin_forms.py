"""What staff type is read the Vietnamese way, and cleaned before any other check."""

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from cooperatives.models import Sector
from coopsite.core.admin import PortalAdmin
from coopsite.core.forms import PortalForm
from coopsite.core.numbers import CountField

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5.607", 5607),
        ("5.000", 5000),
        ("1.234.567", 1234567),
        ("5607", 5607),
        ("5 607", 5607),
        ("5\u00a0607", 5607),
        (" 09 ", 9),
        ("0", 0),
        (7, 7),
    ],
)
def test_a_typed_number(typed, number):
    assert CountField().clean(typed) == number


@pytest.mark.parametrize("typed", ["5,5", "năm", "1e3", "--1", ""])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        CountField().clean(typed)


class SectorForm(PortalForm):
    extra = forms.CharField(required=False)

    class Meta:
        model = Sector
        fields = ["code", "abbreviation", "name", "order"]


class SectorAdmin(PortalAdmin):
    form = SectorForm


TYPED = {
    "code": "xd",
    "abbreviation": "XD",
    "name": " Xây\u00a0 dựng\u200b ",
    "order": "1.000",
    "extra": "a\u00a0 b",
}


@pytest.fixture
def make_form(superuser):
    request = RequestFactory().get("/")
    request.user = superuser
    model_admin = SectorAdmin(Sector, admin.site)
    return lambda: model_admin.get_form(request)


def test_text_is_cleaned_and_numbers_are_read(make_form):
    form = make_form()(data=TYPED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "Xây dựng"
    assert form.cleaned_data["extra"] == "a b"
    assert form.cleaned_data["order"] == 1000


def test_a_pasted_name_equals_the_same_name_typed(make_form):
    taken = Sector.objects.first().name
    form = make_form()(data=TYPED | {"name": taken.replace(" ", "\u00a0\u00a0")})
    assert "name" in form.errors


def test_only_invisible_characters_are_no_name(make_form):
    assert "name" in make_form()(data=TYPED | {"name": "\u00a0\u200b"}).errors


@pytest.mark.proof
def test_a_form_made_a_thousand_times_still_works(make_form):
    """Declared fields are shared by all forms of a class: each is wrapped once."""
    for _ in range(1100):
        form_class = make_form()
    assert form_class(data=TYPED).is_valid()


@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri/cooperatives/cooperative/?q=",
        "/quan-tri/cooperatives/cooperative/tai-ve.csv?q=",
        "/quan-tri/cooperatives/standing/?q=",
        "/quan-tri/news/article/?q=",
        "/quan-tri/autocomplete/?app_label=cooperatives&model_name=reorganisation"
        "&field_name=successor&term=",
    ],
)
def test_a_page_pasted_into_a_search_finds_nothing(staff_client, address):
    """SQLite would refuse to compare with more than a thousand words."""
    words = "+".join(f"chu{number}" for number in range(3000))
    answer = staff_client.get(address + words)
    assert answer.status_code == 200
    answer.close()  # a file closes with it


@pytest.mark.parametrize("chosen", ["x", "\x00", "9" * 30])
def test_a_choice_of_no_row_is_refused(staff_client, chosen):
    sent = {"action": "change_status", "_selected_action": chosen}
    answer = staff_client.post("/quan-tri/cooperatives/cooperative/", sent)
    assert answer.status_code == 400
