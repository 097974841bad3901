"""What an action refuses after the form's checks stands on the form, nothing lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from cooperatives.models import Area, Cooperative, Sector, SizeLimit
from coopsite.accounts.roles import ADMINISTRATOR
from tests.factories.pages import started_from
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

from .test_area_desk import form_of
from .test_rules import shown

pytestmark = pytest.mark.django_db
WORDS = "Chưa ghi gì: hãy ghi lại."


@pytest.fixture
def keeper(client):
    client.force_login(make_user("thuthu", role=ADMINISTRATOR))
    return client


@pytest.fixture
def refuse(monkeypatch):
    """Lets an action of the register refuse."""

    def refuse(name, error):
        def action(**arguments):
            raise error

        monkeypatch.setattr(f"cooperatives.actions.{name}", action)

    return refuse


def page_of(model, row=None):
    verb, arguments = ("change", [row.pk]) if row else ("add", [])
    return reverse(f"admin:cooperatives_{model}_{verb}", args=arguments)


def stands(answer, field, words=WORDS):
    """Asserts that the form came back with the words at the field; returns it."""
    form = answer.context["adminform"].form
    assert answer.status_code == 400
    assert form.errors == {field: [words]}
    assert words in answer.content.decode()
    return form


def test_of_a_sector(keeper, refuse):
    address = page_of("sector", Sector.objects.get(code="nn"))
    sent = shown(keeper, address)
    sent |= {"name": "Nông, lâm, thuỷ sản", "valid_from": ""}
    refuse("save_sector", ValidationError(WORDS))
    form = stands(keeper.post(address, sent), "__all__")
    assert form["name"].value() == "Nông, lâm, thuỷ sản"
    refuse("save_sector", ValidationError({"valid_from": WORDS}))
    stands(keeper.post(address, sent), "valid_from")
    refuse("save_sector", ValidationError({"nothing": WORDS}))
    stands(keeper.post(address, sent), "__all__")


@pytest.mark.parametrize("action", ["add_size_limit", "correct_size_limit"])
def test_of_a_size_limit(keeper, refuse, action):
    row = None if action == "add_size_limit" else SizeLimit.objects.first()
    address = page_of("sizelimit", row)
    sent = {"legal_group": "trade", "size": "vua", "members": "77", "revenue": "5"}
    sent |= {"total_capital": "5", "valid_from": "01/01/2031", "valid_until": ""}
    if row:
        sent |= started_from(keeper, address)
    refuse(action, ValidationError({"members": WORDS}))
    form = stands(keeper.post(address, sent), "members")
    assert (form["members"].value(), form["size"].value()) == ("77", "vua")


def test_of_an_area_with_its_successions(keeper, refuse):
    area, other = (
        Area.objects.get(key=k) for k in ("phuong-ben-thanh", "phuong-sai-gon")
    )
    row = {"new": other.pk, "kind": "part", "day": "01/08/2025", "note": "Ghi chú gõ"}
    sent = form_of(keeper, area, [row], note="Căn cứ gõ")
    refuse("change_area", ValidationError({"note": WORDS}))
    answer = keeper.post(page_of("area", area), sent)
    assert stands(answer, "note")["note"].value() == "Căn cứ gõ"
    assert 'value="Ghi chú gõ"' in answer.content.decode()


def test_of_ground_given_away_twice_on_a_day(keeper):
    area, other = (
        Area.objects.get(key=k) for k in ("phuong-ben-thanh", "phuong-sai-gon")
    )
    row = {"new": other.pk, "kind": "part", "day": "01/08/2025"}
    answer = keeper.post(page_of("area", area), form_of(keeper, area, [row, row]))
    [formset] = answer.context["inline_admin_formsets"]
    said = "Cắt một phần về Phường Sài Gòn ngày 01/08/2025 chỉ ghi một lần."
    assert formset.formset.non_form_errors() == [said]


def test_of_an_organisation_and_of_its_old_version(keeper, refuse):
    cooperative = make_cooperative("Hợp tác xã Một")
    first = cooperative.history.earliest()
    version = reverse(
        "admin:cooperatives_cooperative_simple_history",
        args=[cooperative.pk, first.history_id],
    )
    refuse("update_identity", ValidationError({"name": WORDS}))
    for address in (page_of("cooperative", cooperative), version):
        sent = {"name": "Hợp tác xã Gõ"} | started_from(keeper, address)
        form = stands(keeper.post(address, sent), "name")
        assert form["name"].value() == "Hợp tác xã Gõ"
    assert Cooperative.objects.get().name == "Hợp tác xã Một"


def test_of_two_saves_at_once(keeper, refuse):
    address = page_of("cooperative", make_cooperative())
    sent = {"name": "Hợp tác xã Gõ"} | started_from(keeper, address)
    refuse("update_identity", IntegrityError())
    crossed = "Chưa lưu: vừa có người khác lưu cùng lúc. Hãy xem lại rồi lưu lần nữa."
    stands(keeper.post(address, sent), "__all__", crossed)
    assert not Cooperative.objects.filter(name="Hợp tác xã Gõ").exists()
