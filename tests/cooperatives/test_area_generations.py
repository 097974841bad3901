"""The areas of every generation: which existed when, and what each leads to today."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperatives.actions import ledger
from cooperatives.actions.areas import sync_current_units
from cooperatives.models import Area, CurrentUnit, Succession

pytestmark = pytest.mark.django_db

PROVINCES = ["Thành phố Hồ Chí Minh", "Tỉnh Bình Dương", "Tỉnh Bà Rịa - Vũng Tàu"]
# Districts and communes of the city, Bình Dương, Bà Rịa – Vũng Tàu.
COUNTS = {
    date(2004, 8, 31): [(24, 317), (7, 86), (8, 76)],
    date(2008, 1, 1): [(24, 322), (7, 89), (8, 82)],
    date(2011, 1, 13): [(24, 322), (7, 91), (8, 82)],
    date(2014, 1, 1): [(24, 322), (9, 91), (8, 82)],
    date(2020, 2, 1): [(24, 322), (9, 91), (8, 82)],
    date(2020, 12, 31): [(24, 322), (9, 91), (8, 82)],
    date(2021, 1, 1): [(22, 312), (9, 91), (8, 82)],
    date(2024, 5, 1): [(22, 312), (9, 91), (8, 82)],
    date(2024, 12, 31): [(22, 312), (9, 91), (8, 82)],
    date(2025, 1, 1): [(22, 273), (9, 91), (7, 77)],
    date(2025, 3, 1): [(22, 273), (9, 91), (7, 77)],
    date(2025, 6, 30): [(22, 273), (9, 91), (7, 77)],
}
KINDS = {  # as officially counted
    (date(2021, 1, 1), 0): {"phuong": 249, "xa": 58, "thi-tran": 5},
    (date(2025, 1, 1), 0): {"phuong": 210, "xa": 58, "thi-tran": 5},
    (date(2020, 2, 1), 1): {"phuong": 45, "xa": 42, "thi-tran": 4},
    (date(2024, 5, 1), 1): {"phuong": 47, "xa": 39, "thi-tran": 5},
    (date(2025, 3, 1), 2): {"phuong": 30, "xa": 40, "thi-tran": 7},
}
FIRST_WORDS = {
    "thanh-pho": "Thành phố ",
    "thi-xa": "Thị xã ",
    "quan": "Quận ",
    "huyen": "Huyện ",
    "phuong": "Phường ",
    "xa": "Xã ",
    "thi-tran": "Thị trấn ",
    "dac-khu": "Đặc khu ",
}


@pytest.mark.parametrize("day", COUNTS, ids=str)
def test_each_day_has_the_areas_that_were_counted(day):
    rows = Area.objects.on(day).values_list("province", "level")
    counted = Counter(rows)
    assert [
        (counted[province, "district"], counted[province, "commune"])
        for province in PROVINCES
    ] == COUNTS[day]
    assert sum(counted.values()) == sum(map(sum, COUNTS[day]))


@pytest.mark.parametrize(("day", "province"), KINDS, ids=str)
def test_each_day_has_the_kinds_that_were_counted(day, province):
    communes = Area.objects.on(day).filter(level="commune")
    rows = communes.filter(province=PROVINCES[province]).values_list("kind", flat=True)
    assert Counter(rows) == KINDS[day, province]


def test_areas_of_one_code_and_level_follow_each_other_without_a_gap_in_between():
    rows = defaultdict(list)
    for area in Area.objects.all():
        rows[area.code, area.level].append(area)
    for one in rows.values():
        one.sort(key=lambda area: area.valid_from or date.min)
        for earlier, later in pairwise(one):
            assert earlier.valid_until is not None
            assert earlier.valid_until <= later.valid_from, (earlier, later)


def test_a_commune_lies_in_one_district_for_all_its_time():
    for area in Area.objects.filter(level="commune").select_related("parent"):
        home = area.parent
        assert (home.level, home.province) == ("district", area.province)
        assert (home.valid_from or date.min) <= (area.valid_from or date.min)
        assert area.valid_until <= home.valid_until
        assert area.name.endswith(f", {home.name}")
    assert not Area.objects.exclude(level="commune").exclude(parent=None).exists()


def test_names_say_the_kind_and_no_two_of_a_day_are_alike():
    areas = list(Area.objects.all())
    for area in areas:
        assert area.name.startswith(FIRST_WORDS[area.kind])
    days = {area.valid_from for area in areas} - {None} | {date(2004, 8, 31)}
    for day in days:
        there = [area.name for area in areas if area.existed_on(day)]
        assert len(there) == len(set(there)), day


def test_keys_are_readable_and_no_mere_numbers():
    keys = set(Area.objects.values_list("key", flat=True))
    assert len(keys) == Area.objects.count() == 935
    assert not [key for key in keys if key.isdigit()]
    assert {"quan-1", "quan-2-den-2020", "thanh-pho-thu-duc", "dac-khu-con-dao"} <= keys


def test_whatever_ended_has_successors_of_that_day_one_of_them_the_default():
    ended = Area.objects.exclude(valid_until=None)
    for area in ended.prefetch_related("successions__new"):
        events = [one for one in area.successions.all() if one.kind != "part"]
        if area.level == "district" and area.valid_until == date(2025, 7, 1):
            assert len(events) == (area.name == "Huyện Côn Đảo")
            continue
        assert sum(one.is_default for one in events) == 1, area
        for one in events:
            assert one.day == area.valid_until
            assert one.new.existed_on(one.day)
            assert one.is_split == (len(events) > 1)


def test_who_gave_ground_away_lived_on():
    parts = Succession.objects.filter(kind="part").select_related("old", "new")
    assert len(parts) == 10
    for one in parts:
        assert one.old.existed_on(one.day)
        assert one.new.existed_on(one.day)
        assert not (one.is_default or one.is_split)


def test_every_commune_leads_to_a_unit_of_today():
    defaults = CurrentUnit.objects.filter(is_default=True)
    told = set(defaults.values_list("area", flat=True))
    assert not Area.objects.exclude(level="district").exclude(pk__in=told).exists()
    assert not CurrentUnit.objects.exclude(unit__level="unit").exists()
    assert set(Area.objects.values_list("pk", flat=True)) == set(
        CurrentUnit.objects.values_list("area", flat=True)
    )


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("phuong-6-quan-3-den-2020", "phuong-xuan-hoa"),
        ("phuong-10-quan-3-den-2024", "phuong-nhieu-loc"),
        ("huyen-con-dao", "dac-khu-con-dao"),
        ("phuong-ben-thanh", "phuong-ben-thanh"),
    ],
)
def test_chains_of_successions_are_followed_by_day(key, unit):
    [row] = CurrentUnit.objects.filter(area__key=key)
    assert (row.unit.key, row.is_default, row.is_assumed) == (unit, True, False)


def test_a_district_leads_where_its_own_communes_lead():
    rows = CurrentUnit.objects.filter(area__key="quan-2-den-2020")
    units = {"phuong-an-khanh", "phuong-binh-trung", "phuong-cat-lai"}
    assert {row.unit.key for row in rows} == units
    assert not any(row.is_default for row in rows)


def test_the_loaded_units_of_today_are_what_the_action_works_out():
    def stored():
        fields = "area", "unit", "is_default", "is_assumed"
        return set(CurrentUnit.objects.known().values_list(*fields))

    loaded = stored()
    with ledger.writing():
        sync_current_units(by=None)
    assert stored() == loaded
    CurrentUnit.objects.known().update(superseded_at=timezone.now())
    with ledger.writing():
        sync_current_units(by=None)
    assert stored() == loaded


def test_a_code_may_pass_on_but_not_be_borne_twice_from_one_day():
    known = Area.objects.get(key="quan-1")
    copy = {"code": known.code, "level": known.level, "kind": "quan", "name": "Quận Z"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(key="quan-z", province=PROVINCES[0], **copy)
    Area.objects.create(valid_from=date(2026, 1, 1), province=PROVINCES[0], **copy)
    assert Area.objects.get(key="quan-z").valid_from == date(2026, 1, 1)
