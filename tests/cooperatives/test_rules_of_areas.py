"""Editing an area on the desk leaves past answers as they were."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Area, AreaRecord, CurrentUnit, Succession
from coopsite.accounts.roles import KEEPER
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import at, clock, make_cooperative

from .test_rules import figures, number, shown

pytestmark = pytest.mark.django_db

PAST, DAY = "01/11/2026", "31/12/2025"
ROWS = "successions"


@pytest.fixture
def keeper(client):
    client.force_login(make_user("thuthu", role=KEEPER))
    return client


def by_key(key):
    return Area.objects.get(key=key)


def form_of(client, area, **fields):
    """What a browser sends of the area's form and its successions."""
    address = reverse("admin:cooperatives_area_change", args=[area.pk])
    sent = shown(client, address)
    stored = list(area.successions.known().order_by("pk"))
    sent[f"{ROWS}-TOTAL_FORMS"] = sent[f"{ROWS}-INITIAL_FORMS"] = len(stored)
    for place, one in enumerate(stored):
        row = {"id": one.pk, "old": area.pk, "new": one.new_id, "kind": one.kind}
        row |= {"day": f"{one.day:%d/%m/%Y}", "note": one.note}
        row |= {"is_default": "on"} if one.is_default else {}
        sent |= {f"{ROWS}-{place}-{name}": value for name, value in row.items()}
    sent |= fields
    return {name: value for name, value in sent.items() if value is not None}


def save(client, area, **fields):
    """Posts the form of `area` with changed `fields`; None leaves one out."""
    address = reverse("admin:cooperatives_area_change", args=[area.pk])
    answer = client.post(address, form_of(client, area, **fields))
    assert answer.status_code == 302, answer.context["errors"]


def listed(client, known=None, **asked):
    """How many the directory lists on the day, as known."""
    asked |= {"ngay": DAY} | ({"biet_den": known} if known else {})
    page = client.get(reverse("cooperatives:cooperatives"), asked)
    return page.context["page"].paginator.count


def split_commune():
    """A commune that was split: itself, its default unit, another one."""
    default = Succession.objects.filter(
        is_split=True,
        is_default=True,
        old__level="commune",
        day=date(2025, 7, 1),
        old__province="Thành phố Hồ Chí Minh",
    ).earliest("old__order")
    other = default.old.successions.filter(is_default=False).earliest("pk")
    return default.old, default.new, other.new


def test_another_default_counts_from_now_on_and_not_before(keeper):
    commune, default, other = split_commune()
    with clock(at(2026, 10, 1)):
        make_cooperative(facts={"area": commune})
    stored = list(commune.successions.order_by("pk"))
    places = {one.new_id: place for place, one in enumerate(stored)}
    changed = {
        f"{ROWS}-{places[default.pk]}-is_default": None,
        f"{ROWS}-{places[other.pk]}-is_default": "on",
    }
    with clock(at(2026, 11, 20)):
        save(keeper, commune, **changed)
        for known, unit, elsewhere in ((PAST, default, other), (None, other, default)):
            found = figures(keeper, "dia-ban-nay", known)
            assert number(found, unit.name) == 1
            assert elsewhere.name not in found
            assert listed(keeper, known, dia_ban=unit.key) == 1
            assert listed(keeper, known, dia_ban_nay=unit.key) == 1
            assert listed(keeper, known, dia_ban=elsewhere.key) == 0
            assert listed(keeper, known, dia_ban=unit.key, gia_dinh="co") == 1
    assert commune.default_unit() == other


def test_a_closed_unit_still_holds_its_own_as_known_before(keeper):
    one, other = by_key("phuong-ben-thanh"), by_key("phuong-sai-gon")
    with clock(at(2026, 10, 1)):
        make_cooperative(founded=date(2025, 8, 1), facts={"area": one})
        make_cooperative(facts={"area": by_key("phuong-ben-thanh-quan-1")})
    with clock(at(2026, 11, 20)):
        save(
            keeper,
            one,
            valid_until="01/11/2026",
            **{
                f"{ROWS}-TOTAL_FORMS": "1",
                f"{ROWS}-0-old": one.pk,
                f"{ROWS}-0-new": other.pk,
                f"{ROWS}-0-kind": "merge",
            },
        )
        for known, unit in ((PAST, one), (None, other)):
            found = figures(keeper, "dia-ban-nay", known)
            assert list(found.values()) == [2]
            assert number(found, unit.name) == 2
            assert listed(keeper, known, dia_ban=unit.key) == 2
        assert listed(keeper, PAST, dia_ban=other.key) == 0


def test_another_province_counts_from_now_on_and_not_before(keeper):
    district = by_key("quan-1")
    with clock(at(2026, 10, 1)):
        make_cooperative("HTX Một", facts={"area": district})
    with clock(at(2026, 11, 20)):
        save(keeper, district, province="Tỉnh Bình Dương")
        for known, total in ((PAST, 1), (None, 0)):
            found = figures(keeper, "linh-vuc", known, day="31/12/2023")
            assert number(found, "Nông nghiệp") == total
        asked = {"ngay": "31/12/2023", "biet_den": PAST}
        page = keeper.get(reverse("cooperatives:comparison"), asked)
        assert (page.status_code, "HTX Một" in Page(page).text) == (200, True)


def test_another_district_counts_from_now_on_and_not_before(keeper):
    commune = by_key("phuong-ben-thanh-quan-1")
    with clock(at(2026, 10, 1)):
        make_cooperative(facts={"area": commune})
    with clock(at(2026, 11, 20)):
        save(keeper, commune, parent=by_key("quan-3").pk)
        for known, name in ((PAST, "Quận 1"), (None, "Quận 3")):
            assert figures(keeper, "dia-ban", known) == {name: 1}
            key = by_key("quan-1" if known else "quan-3").key
            assert listed(keeper, known, dia_ban=key) == 1


def test_a_corrected_name_is_a_new_record(keeper):
    district = by_key("quan-1")
    with clock(at(2026, 11, 20)):
        save(keeper, district, name="Quận Nhất")
    names = list(district.records.order_by("pk").values_list("name", flat=True))
    assert names == ["Quận 1", "Quận Nhất"]
    address = reverse("admin:cooperatives_area_change", args=[district.pk])
    page = keeper.get(address).content.decode()
    assert "tên: Quận 1 → Quận Nhất" in page and "20/11/2026" in page


def test_a_save_without_a_change_writes_nothing(keeper):
    commune, *_ = split_commune()
    counts = [model.objects.count() for model in (AreaRecord, Succession, CurrentUnit)]
    save(keeper, commune)
    after = [model.objects.count() for model in (AreaRecord, Succession, CurrentUnit)]
    assert after == counts


def test_the_level_of_an_area_stays(keeper):
    district = by_key("quan-1")
    address = reverse("admin:cooperatives_area_change", args=[district.pk])
    page = keeper.post(address, form_of(keeper, district, level="unit"))
    assert "không đổi được" in str(page.context["adminform"].form.errors["level"])


def test_every_area_has_one_record_that_says_what_it_holds():
    records = AreaRecord.objects.known().select_related("parent", "area__parent")
    assert records.count() == Area.objects.count()
    for record in records:
        assert record.says_the_same(AreaRecord.of(record.area))


def test_who_edits_after_another_is_told(keeper):
    """The second form was open when the first changed the default."""
    commune, default, other = split_commune()
    stale = form_of(keeper, commune)
    first = commune.successions.known().get(new=default)
    Succession.objects.filter(pk=first.pk).update(superseded_at=timezone.now())
    Succession.objects.create(
        old=commune, new=default, day=first.day, kind=first.kind,
        is_split=True, is_default=True, note="Ghi lại", corrects=first,
    )  # fmt: skip
    address = reverse("admin:cooperatives_area_change", args=[commune.pk])
    assert keeper.post(address, stale).status_code == 409
