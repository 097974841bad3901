"""The database itself refuses what the register must never hold."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperatives.models import Area, Cooperative, Organisation, Sector, Standing
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db


def refused(name):
    """Return a context that expects the constraint `name` to refuse a write."""
    return pytest.raises(IntegrityError, match=name)


def write(model, **fields):
    with transaction.atomic():
        return model.objects.bulk_create([model(**fields)])


def row(model, **changed):
    """Write a row of `model` that is right but for `changed`."""
    right = {
        Sector: {
            "code": "xd",
            "abbreviation": "XD",
            "name": "Xây dựng",
        },
        Area: {
            "key": "phuong-thu",
            "code": "999",
            "name": "Phường Thử",
            "kind": "phuong",
            "level": "unit",
            "province": "Thành phố Hồ Chí Minh",
        },
        Organisation: {
            "kind": "htx",
            "name": "HTX Thử",
            "match_text": "htx thu",
            "sort_name": "00",
        },
    }[model]
    return write(model, **(right | changed))


@pytest.mark.parametrize("model", [Sector, Area, Organisation])
def test_a_right_row_is_taken(model):
    assert row(model)


@pytest.mark.parametrize(
    ("model", "changed", "name"),
    [
        (Sector, {"code": ""}, "sector_is_named"),
        (Sector, {"abbreviation": ""}, "sector_is_named"),
        (Sector, {"name": ""}, "sector_is_named"),
        (Area, {"code": ""}, "area_is_named"),
        (Area, {"name": ""}, "area_is_named"),
        (
            Area,
            {"valid_from": date(2025, 7, 1), "valid_until": date(2025, 7, 1)},
            "area_ends_after_its_start",
        ),
        (Organisation, {"kind": ""}, "organisation_kind_known"),
        (Organisation, {"kind": "tht"}, "organisation_kind_known"),
        (Organisation, {"name": ""}, "organisation_is_named"),
        (Organisation, {"tax_code": ""}, "organisation_tax_code_shape"),
        (Organisation, {"tax_code": "030117569"}, "organisation_tax_code_shape"),
        (Organisation, {"tax_code": "03011756910"}, "organisation_tax_code_shape"),
        (Organisation, {"tax_code": "030117569x"}, "organisation_tax_code_shape"),
        (Organisation, {"tax_code": "0301175691\n"}, "organisation_tax_code_shape"),
        (Organisation, {"tax_code": "٠٣٠١١٧٥٦٩١"}, "organisation_tax_code_shape"),
    ],
)
def test_a_wrong_row_is_refused(model, changed, name):
    with refused(name):
        row(model, **changed)


@pytest.mark.parametrize(
    ("model", "field"),
    [(Sector, "code"), (Sector, "abbreviation"), (Sector, "name")],
)
def test_a_sector_or_area_is_there_once(model, field):
    taken = getattr(model.objects.first(), field)
    with refused("(?i)unique"):
        row(model, **{field: taken})


def test_a_public_id_names_one_organisation():
    taken = make_cooperative().public_id
    with refused("(?i)unique"):
        row(Organisation, public_id=taken)


class TestStanding:
    def add(self, of, **changed):
        right = {
            "organisation": of,
            "kind": of.kind,
            "effective_from": date(2020, 1, 1),
            "sector": sector("nn") if of.kind == "htx" else None,
            "area": area("760"),
        }
        return write(Standing, **(right | changed))

    def test_a_right_standing_is_taken(self):
        assert self.add(make_cooperative())
        assert self.add(make_union())

    def test_two_valid_on_one_day_are_refused(self):
        cooperative = make_cooperative(founded=date(2020, 1, 1))
        with refused("(?i)unique"):
            self.add(cooperative)

    def test_a_superseded_one_leaves_its_day_free(self):
        cooperative = make_cooperative(founded=date(2020, 1, 1))
        later = timezone.now() + timedelta(seconds=1)
        assert self.add(cooperative, superseded_at=later)

    @pytest.mark.parametrize(
        ("changed", "name"),
        [
            (
                {"superseded_at": timezone.now() - timedelta(days=1)},
                "standing_superseded_after_recorded",
            ),
            ({"operating_status": "tam-nghi"}, "standing_operating_status_known"),
            ({"operating_status": ""}, "standing_operating_status_known"),
            ({"legal_status": "ngung"}, "standing_legal_status_known"),
            ({"sector": None}, "standing_fits_its_kind"),
            ({"kind": "tht"}, "standing_fits_its_kind"),
        ],
    )
    def test_a_wrong_standing_of_a_cooperative_is_refused(self, changed, name):
        with refused(name):
            self.add(make_cooperative(), **changed)

    def test_a_union_in_a_union_is_refused(self):
        with refused("standing_fits_its_kind"):
            self.add(make_union(), union=make_union())

    @pytest.mark.parametrize("field", ["effective_from", "area", "organisation"])
    def test_what_every_standing_says_is_demanded(self, field):
        with refused("(?i)null"):
            self.add(make_cooperative(), **{field: None})


def test_a_sector_or_area_in_use_is_not_deleted():
    from django.db.models import ProtectedError

    make_cooperative(sector_code="gtvt", area_code="783")
    for used in (sector("gtvt"), area("783")):
        with pytest.raises(ProtectedError):
            used.delete()


def test_an_organisation_with_standings_is_not_deleted():
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        make_cooperative().delete()
    assert Cooperative.objects.count() == 1
