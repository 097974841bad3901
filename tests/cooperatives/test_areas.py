"""The areas before and after 1 July 2025: which existed, and which became which."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cooperatives.actions import change_area, change_standing
from cooperatives.models import Area, CurrentUnit, Standing, Succession
from tests.factories.pages import Page
from tests.factories.register import area, make_cooperative

pytestmark = pytest.mark.django_db
CITY = "Thành phố Hồ Chí Minh"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
HTX = reverse("cooperatives:cooperatives")


def test_the_city_had_22_districts_until_they_ended():
    districts = Area.objects.filter(level="district", province=CITY)
    kinds = Counter(districts.on(BEFORE).values_list("kind", flat=True))
    assert kinds == {"quan": 16, "huyen": 5, "thanh-pho": 1}
    assert not districts.on(AFTER).exists()


def test_the_city_has_168_units_since():
    kinds = Counter(Area.objects.on(AFTER).values_list("kind", flat=True))
    assert kinds == {"phuong": 113, "xa": 54, "dac-khu": 1}
    assert not Area.objects.filter(level="unit").on(BEFORE).exists()


def test_the_old_communes_are_those_of_three_provinces():
    communes = Area.objects.filter(level="commune").on(BEFORE)
    assert communes.count() == 441
    assert communes.filter(province=CITY).count() == 273
    assert not communes.filter(parent=None).exists()


def test_each_old_commune_has_one_default_successor():
    last_step = Succession.objects.filter(old__level="commune", day=AFTER)
    parts = Counter(last_step.values_list("old", flat=True))
    assert Counter(parts.values()) == {1: 394, 2: 43, 3: 4}
    communes = Area.objects.filter(level="commune")
    defaults = CurrentUnit.objects.known().filter(area__in=communes, is_default=True)
    assert Counter(defaults.values_list("area", flat=True)) == Counter(
        communes.values_list("pk", flat=True)
    )
    assert set(defaults.values_list("unit__level", flat=True)) == {"unit"}
    for commune in (communes.first(), communes.last()):
        default = defaults.get(area=commune)
        assert commune.default_unit() == default.unit


def test_wards_that_the_source_types_wrongly_are_right():
    for name in ("Phường 5, Quận Phú Nhuận", "Phường 15, Quận Phú Nhuận"):
        [ward] = Area.objects.filter(name=name).on(BEFORE)
        assert ward.kind == "phuong"


def test_a_district_became_no_single_unit():
    assert area("760").default_unit() is None


def test_an_area_holds_from_its_first_day_until_before_its_last():
    ward = Area.objects.filter(level="unit").first()
    ward.valid_until = date(2027, 1, 1)
    ward.save()
    days = [BEFORE, AFTER, date(2026, 12, 31), date(2027, 1, 1)]
    held = [ward in Area.objects.on(day) for day in days]
    assert held == [False, True, True, False]


def test_an_area_that_ends_before_it_starts_is_refused_in_vietnamese():
    wrong = Area(code="1", name="X", level="unit", kind="xa", province=CITY)
    wrong.valid_from = wrong.valid_until = AFTER
    with pytest.raises(ValidationError, match="sau ngày bắt đầu"):
        wrong.full_clean()


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "760", "level": "district"},
        {"code": "99999", "level": "khac"},
    ],
)
def test_the_database_refuses_a_second_code_or_an_unknown_level(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(name="Quận Thử", kind="quan", province=CITY, **wrong)


def test_the_database_refuses_a_second_default():
    known = Succession.objects.filter(is_default=True, is_split=True).first()
    other = Succession.objects.filter(old=known.old, is_default=False).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.filter(pk=other.pk).update(is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(
            old=known.old, new=known.old, is_split=False, is_default=False
        )


def test_today_a_move_names_a_unit_of_today():
    cooperative = make_cooperative()
    with pytest.raises(ValidationError, match="Củ Chi chưa có hoặc không còn"):
        change_standing(
            organisation=cooperative, effective_from=AFTER, by=None, area=area("783")
        )
    ward = Area.objects.filter(level="unit").first()
    standing = change_standing(
        organisation=cooperative, effective_from=AFTER, by=None, area=ward
    )
    assert standing.area == ward


@pytest.mark.parametrize("is_split", [False, True])
def test_an_organisation_page_says_what_its_commune_became(client, is_split):
    succession = Succession.objects.filter(
        is_split=is_split, is_default=True, old__level="commune", day=AFTER
    ).earliest("old__order")
    cooperative = make_cooperative(facts={"area": succession.old})
    page = client.get(cooperative.get_absolute_url()).content.decode()
    assert f"từ 01/07/2025: {succession.new.name}" in page
    assert ("giả định" in page) == is_split


class TestTheDirectory:
    def test_a_district_holds_its_communes(self, client):
        commune = Area.objects.get(name="Phường Bến Thành, Quận 1")
        make_cooperative("Hợp tác xã Chợ", facts={"area": commune})
        make_cooperative("Hợp tác xã Khác", area_code="783")
        page = Page(client.get(HTX, {"dia_ban": "quan-1"})).text
        assert "Hợp tác xã Chợ" in page
        assert "Hợp tác xã Khác" not in page

    def test_a_unit_of_today_holds_the_communes_that_became_it(self, client):
        commune = Area.objects.get(name="Phường Bến Thành, Quận 1")
        make_cooperative("Hợp tác xã Chợ", facts={"area": commune})
        unit = commune.default_unit()
        page = Page(client.get(HTX, {"dia_ban": unit.key})).text
        assert "Hợp tác xã Chợ" in page
        other = Area.objects.filter(level="unit").exclude(pk=unit.pk).first()
        page = Page(client.get(HTX, {"dia_ban": other.key})).text
        assert "Hợp tác xã Chợ" not in page

    def test_old_and_new_stand_apart_in_the_choice(self, client):
        page = client.get(HTX).content.decode()
        for level in ("unit", "district"):
            assert f'<optgroup label="{Area.Level(level).label}">' in page
        assert "Phường Bến Thành, Quận 1" not in page


def test_keepers_find_an_area_by_typing(staff_client):
    asked = {
        "app_label": "cooperatives",
        "model_name": "standing",
        "field_name": "area",
        "term": "ben thanh",
    }
    answer = staff_client.get(reverse("admin:autocomplete"), asked).json()
    names = [found["text"] for found in answer["results"]]
    assert names[0] == "Phường Bến Thành"
    assert "Phường Bến Thành, Quận 1" in names


class TestTodaysUnit:
    """The unit that an old place belongs to now: told, assumed, or unknown."""

    @pytest.fixture
    def split(self):
        """A commune that was split, its default successor, another one."""
        default = Succession.objects.filter(
            is_split=True, is_default=True, old__level="commune", day=AFTER
        ).earliest("old__order")
        others = Succession.objects.filter(old=default.old, is_default=False)
        return default.old, default.new, others.first().new

    def now(self, **facts):
        cooperative = make_cooperative(facts=facts)
        row = cooperative.standings.with_unit().get()
        return row.unit_now, row.unit_assumed

    def test_a_split_commune_is_assumed_until_told(self, split):
        commune, default, other = split
        assert self.now(area=commune) == (default.pk, True)
        assert self.now(area=commune, unit=other) == (other.pk, False)

    def test_a_commune_that_went_whole_into_one_is_sure(self):
        sure = Succession.objects.filter(
            is_split=False, old__level="commune", day=AFTER
        ).earliest("old__order")
        assert self.now(area=sure.old) == (sure.new_id, False)

    def test_of_a_district_it_is_unknown_until_told(self, split):
        district, unit = split[0].parent, split[1]
        assert self.now(area=district) == (None, False)
        assert self.now(area=district, unit=unit) == (unit.pk, False)

    def test_a_unit_is_itself(self, split):
        unit = split[1]
        one = make_cooperative(founded=date(2025, 8, 1), facts={"area": unit})
        row = one.standings.with_unit().get()
        assert (row.unit_now, row.unit_assumed) == (unit.pk, False)

    def test_lists_of_a_unit_follow_what_was_told(self, split):
        commune, default, other = split
        assumed = make_cooperative(facts={"area": commune})
        told = make_cooperative(facts={"area": commune, "unit": other})
        for unit, expected in ((default, assumed), (other, told)):
            [row] = Standing.objects.within(unit)
            assert row.organisation_id == expected.pk
        assert Standing.objects.within(commune.parent).count() == 2

    def test_a_list_of_a_unit_marks_who_is_there_by_assumption(self, client, split):
        commune, default, other = split
        make_cooperative(facts={"area": commune})
        make_cooperative(facts={"area": commune, "unit": other})
        yesterday = {"ngay": f"{timezone.localdate() - timedelta(1):%d/%m/%Y}"}
        for name in ("dia_ban", "dia_ban_nay"):
            for day, words in (
                ({}, f"{default.name} (giả định)"),
                (yesterday, f"{commune.name} (giả định: nay thuộc {default.name})"),
            ):
                page = Page(client.get(HTX, {name: default.key} | day))
                assert page.inside("register-area") == [f"Địa bàn: {words}"]
            page = Page(client.get(HTX, {name: other.key}))
            assert page.inside("register-area") == [f"Địa bàn: {other.name}"]
        rows = client.get(f"{HTX}tai-ve.csv", {"dia_ban": default.key}).getvalue()
        assert "Địa bàn hiện nay là giả định" in rows.decode()
        rows = client.get(f"{HTX}tai-ve.csv", {"dia_ban": other.key}).getvalue()
        assert "giả định" not in rows.decode()
        everybody = Page(client.get(HTX)).inside("register-area")
        assert sum("(giả định)" in words for words in everybody) == 1

    def test_a_list_of_an_ended_unit_assumes_nothing(self, client, split):
        _, default, other = split
        make_cooperative(founded=date(2025, 8, 1), facts={"area": default})
        third = Area.objects.get(level="unit", name="Phường An Khánh")
        default.valid_until = date(2026, 6, 1)
        became = [
            Succession(old=default, new=new, kind="split", is_default=new == other)
            for new in (other, third)
        ]
        change_area(area=default, by=None, successions=became)
        page = Page(client.get(HTX, {"dia_ban": default.key}))
        words = f"{other.name} (giả định)"
        assert page.inside("register-area") == [f"Địa bàn: {words}"]
        page = Page(client.get(HTX, {"dia_ban": other.key}))
        assert page.inside("register-area") == [f"Địa bàn: {words}"]

    def test_only_a_unit_of_today_may_be_told(self, split):
        with pytest.raises(ValidationError, match="01/07/2025"):
            self.now(area=split[0], unit=area("760"))

    def test_moving_elsewhere_forgets_it(self, split):
        one = make_cooperative(facts={"area": split[0], "unit": split[2]})
        change_standing(
            organisation=one,
            effective_from=date(2020, 1, 1),
            by=None,
            area=area("783"),
        )
        change_standing(
            organisation=one,
            effective_from=date(2019, 1, 1),
            by=None,
            operating_status="ngung",
        )
        assert one.standings.on(date(2020, 1, 1)).get().unit is None
        assert one.standings.on(date(2019, 1, 1)).get().unit == split[2]
