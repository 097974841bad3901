"""Each field of the register is public or private; somebody has said which."""

import pytest
from django.apps import apps

from cooperatives.models import DatedFact, Organisation
from cooperatives.models.privacy import PRIVATE, PUBLIC
from tests.factories.register import make_cooperative, make_union

FACTS = [
    m
    for m in apps.get_app_config("cooperatives").get_models()
    if issubclass(m, DatedFact)
]
ABOUT_ORGANISATIONS = [Organisation, *FACTS]
# What no field may hold: Law 91/2025, by the words that such a field would be named by.
FORBIDDEN = ["birth", "id_number", "identity_card", "home_address", "personal_phone"]


def test_every_sort_of_fact_is_looked_at():
    assert {m._meta.model_name for m in FACTS} == {
        "standing",
        "standingentry",
        "designation",
        "survey",
        "reorganisation",
    }


@pytest.mark.parametrize("model", ABOUT_ORGANISATIONS)
def test_each_field_is_listed_once(model):
    name = model._meta.model_name
    fields = sorted(field.name for field in model._meta.concrete_fields)
    assert sorted([*PUBLIC[name], *PRIVATE[name]]) == fields


@pytest.mark.parametrize("model", ABOUT_ORGANISATIONS)
def test_no_field_holds_what_the_law_protects(model):
    names = [field.name for field in model._meta.concrete_fields]
    assert not [n for n in names for word in FORBIDDEN if word in n]


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_cooperative, make_union])
def test_the_private_contact_is_on_no_page_and_in_no_file(client, make):
    one = make(representative_contact="0909 000 111", representative_name="Trần An")
    listing = "/hop-tac-xa/" if one.kind == "htx" else "/lien-hiep/"
    page = client.get(one.get_absolute_url()).content.decode()
    pages = [page, client.get(listing).content.decode()]
    file = client.get(f"{listing}tai-ve.csv")
    pages.append(b"".join(file.streaming_content).decode())
    assert not [p for p in pages if "0909 000 111" in p]
    assert "Trần An" in pages[2]
