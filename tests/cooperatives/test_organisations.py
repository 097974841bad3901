"""An organisation keeps its identity; what it is counted by is there from the start."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cooperatives.models import Cooperative, Organisation, Sector, Union
from tests.factories.register import area, make_cooperative, make_union

pytestmark = pytest.mark.django_db


def test_the_six_sectors_of_the_report_in_its_order():
    sectors = Sector.objects.values_list("abbreviation", "groups__legal_group")
    assert list(sectors) == [
        ("TMDV", "trade"),
        ("GTVT", "trade"),
        ("NN", "agriculture"),
        ("TTCN", "industry"),
        ("VSMT", "industry"),
        ("Quỹ TDND", "finance"),
    ]


def test_the_public_id_stays_when_the_name_changes():
    cooperative = make_cooperative("Hợp tác xã Rau Sạch")
    before = cooperative.public_id
    cooperative.name = "Hợp tác xã Nông sản"
    cooperative.save()
    cooperative.refresh_from_db()
    assert cooperative.public_id == before
    assert re.fullmatch("[2-9bcdfghjkmnpqrstvwxz]{8}", before)
    assert cooperative.slug == f"hop-tac-xa-nong-san-{before}"
    assert cooperative.match_text == "3| hop tac xa nong san "


def test_former_names_are_kept():
    cooperative = make_cooperative("Hợp tác xã Rau Sạch")
    cooperative.name = "Hợp tác xã Nông sản"
    cooperative.save()
    names = cooperative.history.order_by("history_id").values_list("name", flat=True)
    assert list(names) == ["Hợp tác xã Rau Sạch", "Hợp tác xã Nông sản"]


def test_a_pasted_name_is_kept_clean():
    cooperative = make_cooperative(" Hợp  tác\u00a0xã \u200bCơ khí ")
    assert cooperative.name == "Hợp tác xã Cơ khí"


def test_the_longest_name_still_has_an_address(client):
    cooperative = make_cooperative("Nghiêng " * 31)
    assert len(cooperative.slug) <= 70
    assert client.get(cooperative.get_absolute_url()).status_code == 200


def test_each_kind_has_its_own_list():
    cooperative, union = make_cooperative(), make_union()
    assert list(Cooperative.objects.all()) == [cooperative]
    assert list(Union.objects.all()) == [union]
    assert Organisation.objects.count() == 2
    assert cooperative.get_absolute_url().startswith("/hop-tac-xa/")
    assert union.get_absolute_url().startswith("/lien-hiep/")


def test_an_organisation_of_no_kind_is_not_kept():
    with pytest.raises(ValidationError, match="hợp tác xã hoặc liên hiệp"):
        Organisation(name="Tổ hợp tác").save()


def test_names_for_people():
    cooperative = make_cooperative("Hợp tác xã Rau Sạch", founded=date(2015, 3, 2))
    assert str(cooperative) == "Hợp tác xã Rau Sạch"
    standing = cooperative.standings.get()
    assert str(standing) == "Hợp tác xã Rau Sạch: Đang hoạt động từ 02/03/2015"
    assert str(area("760")) == "Quận 1"
    assert str(Sector.objects.get(code="nn")) == "Nông nghiệp"
