"""An old version of an identity leaves names and codes alone that changed on a day."""

from datetime import date

import pytest
from django.urls import reverse

from cooperatives.actions import designate
from cooperatives.models import Cooperative, Designation
from coopsite.accounts.roles import KEEPER
from tests.factories.pages import started_from
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)


@pytest.fixture
def keeper(client):
    client.force_login(make_user(role=KEEPER))
    return client


def door(cooperative, name, *more):
    name = f"admin:cooperatives_cooperative_{name}"
    return reverse(name, args=[cooperative.pk, *more])


def bring_back(client, cooperative, **sent):
    first = cooperative.history.earliest()
    version = door(cooperative, "simple_history", first.history_id)
    return client.post(version, sent | started_from(client, version))


def facts():
    return list(Designation.objects.order_by("pk").values())


def test_a_real_renaming_stays_with_all_its_facts(keeper):
    cooperative = make_cooperative("Hợp tác xã Một", phone="028 1")
    for what, value in (("ten", "Hợp tác xã Hai"), ("tru-so", "9 Lê Lợi")):
        new = {"what": what, "value": value, "effective_from": DAY, "by": None}
        designate(organisation=cooperative, **new)
    cooperative = Cooperative.objects.get()
    cooperative.phone = "028 2"
    cooperative.save()
    before = facts()
    sent = {"name": "Hợp tác xã Một", "address": "", "phone": "028 1"}
    assert bring_back(keeper, cooperative, **sent).status_code == 302
    now = Cooperative.objects.get()
    assert (now.phone, now.name, now.address) == (
        "028 1",
        "Hợp tác xã Hai",
        "9 Lê Lợi",
    )
    assert now.former_names == "Hợp tác xã Một"
    assert facts() == before


def test_the_page_says_that_they_stay(keeper):
    cooperative = make_cooperative("Hợp tác xã Một")
    new = {"what": "ten", "value": "Hợp tác xã Hai", "effective_from": DAY}
    designate(organisation=cooperative, by=None, **new)
    first = cooperative.history.earliest()
    page = keeper.get(door(cooperative, "simple_history", first.history_id))
    words = page.content.decode()
    assert "Giữ như hiện nay: mục này đổi theo ngày có hiệu lực" in words
    assert 'value="Hợp tác xã Hai"' in words


def test_what_was_amended_in_place_comes_back(keeper):
    cooperative = make_cooperative("Hợp tác xã Một")
    address = door(cooperative, "change")
    sent = {"name": "Hợp tác xã Mọt"} | started_from(keeper, address)
    assert keeper.post(address, sent).status_code == 302
    assert bring_back(keeper, cooperative, name="Hợp tác xã Một").status_code == 302
    assert Cooperative.objects.get().name == "Hợp tác xã Một"
